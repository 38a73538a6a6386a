/** Texts of the plain HTTP listener. */
export const publish = {
  page: (p: { organization: string; trial: boolean; id: string; rootFingerprint: string }) =>
    `sixfour: the certificate authority of ${p.organization}${p.trial ? ' (TRIAL: for trying out, do not trust it for anything real)' : ''}

This address gives out what anyone needs to check its certificates. All of it is signed, so plain HTTP is enough.

  /ca/root.pem       root certificate, PEM
  /ca/root.cer       root certificate, DER
  /ca/root.crl       revocations by the root
  /ca/${p.id}.cer    issuing certificate, DER
  /ca/${p.id}.crl    revocations by the issuing CA

SHA-256 fingerprint of the root certificate. Compare it with one that you got in another way before you trust it:
${p.rootFingerprint}

Certificates are ordered over HTTPS, with an ACME client. Ask the administrator of this CA for the directory address.
`,
};
