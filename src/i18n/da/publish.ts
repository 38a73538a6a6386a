import type { publish as english } from '../en/publish.ts';
import type { Translation } from '../translation.ts';

/** Texts of the plain HTTP listener. */
export const publish: Translation<typeof english> = {
  page: (p) =>
    `sixfour: certifikatudstederen (CA) hos ${p.organization}${p.trial ? ' (PRØVE: til at prøve med, stol ikke på den til noget rigtigt)' : ''}

Denne adresse udleverer det, man skal bruge for at kontrollere dens certifikater. Alt er signeret, så ukrypteret HTTP er nok.

  /ca/root.pem       rodcertifikat, PEM
  /ca/root.cer       rodcertifikat, DER
  /ca/root.crl       rodens tilbagekaldelser
  /ca/${p.id}.cer    udstedende certifikat, DER
  /ca/${p.id}.crl    den udstedende CA's tilbagekaldelser

Rodcertifikatets SHA-256-fingeraftryk. Sammenlign det med et, du har fået ad anden vej, før du stoler på det:
${p.rootFingerprint}

Certifikater bestilles over HTTPS med en ACME-klient. Spørg denne CA's administrator om katalogets adresse.
`,
};
