import type { publish as english } from '../en/publish.ts';
import type { Translation } from '../translation.ts';

/** Texts of the plain HTTP listener. */
export const publish: Translation<typeof english> = {
  page: (p) =>
    `sixfour : l’autorité de certification de ${p.organization}${p.trial ? ' (ESSAI : pour essayer ; ne lui faites confiance pour rien de réel)' : ''}

Cette adresse fournit ce qu’il faut à chacun pour vérifier ses certificats. Tout est signé : HTTP simple suffit donc.

  /ca/root.pem       certificat racine, PEM
  /ca/root.cer       certificat racine, DER
  /ca/root.crl       révocations par la racine
  /ca/${p.id}.cer    certificat de l’AC émettrice, DER
  /ca/${p.id}.crl    révocations par l’AC émettrice

Empreinte SHA-256 du certificat racine. Comparez-la avec une empreinte obtenue par une autre voie avant de lui faire confiance :
${p.rootFingerprint}

Les certificats se commandent en HTTPS, avec un client ACME. Demandez l’adresse du directory à l’administrateur de cette AC.
`,
};
