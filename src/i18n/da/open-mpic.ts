import type { openMpic as english } from '../en/open-mpic.ts';
import type { Translation } from '../translation.ts';

/** What an agent or a coordinator answers to a request that it does not take: `validation_issues` of Open MPIC. */
export const openMpic: Translation<typeof english> = {
  'invalid-request': (p) => `Forespørgslen er ikke en, som denne sti tager imod: ${p.value}.`,
  'invalid-domain-or-ip-target': (p) =>
    `Målet er hverken et værtsnavn eller en adresse${p.value === '' ? '' : ` (${p.value})`}.`,
  'unsupported-validation-method': (p) =>
    `Valideringsmetoden ${p.value} understøttes ikke her; det gør acme-http-01, acme-dns-01, acme-tls-alpn-01, dns-account-01 og dns-persistent.`,
  'unsupported-target': (p) =>
    `Denne slags mål kan ikke valideres med ${p.value}: wildcards kræver en DNS-metode, adresser acme-http-01 eller acme-tls-alpn-01, og CAA handler om navne.`,
  'invalid-certificate-type': (p) =>
    `Certifikater af typen ${p.value} kontrolleres ikke her, kun tls-server.`,
  'missing-caa-domains': () =>
    'Forespørgslen nævner ingen caa_domains, og dette sted har ingen selv: hvis poster skulle tillade?',
  'invalid-perspective-count': (p) => `Ugyldigt antal perspektiver: ${p.value}`,
  'invalid-quorum-count': (p) => `Ugyldigt kvorum: ${p.value}`,
  'invalid-cohort': (p) => `Der er én kohorte for hvert mål, ikke ${p.value}.`,
};
