import type { PerspectivesFacts } from '../en/perspective-faults.ts';

/** What is told of a quorum that was not reached: enough of the places looked and said no. */
export function disagreement(p: PerspectivesFacts): string {
  return `${p.failed} af de ${p.asked} steder, hvorfra denne CA undersøger igen, ${did(p)}: ${ways(p)}; ${demand(p)}. Fra CA'en selv var det i orden, så led efter filtre, der går efter land eller netværk, og efter navneservere, der ikke alle svarer ens.`;
}

/** Too few could be asked, or gave a usable answer. */
export function missingPlaces(p: PerspectivesFacts): string {
  return `Denne CA fandt ${subject(p)} i orden, men ${whyMissing(p)}. Det er ikke din fejl: prøv igen senere, og fortæl det til denne CA's administrator, hvis det bliver ved.`;
}

function whyMissing(p: PerspectivesFacts): string {
  if (p.asked === 0) return `færre end de ${p.needed} steder, der kræves, er forbundet til den`;
  if (p.failed === 0)
    return `de ${p.asked} steder, hvorfra den undersøger igen, og som også fandt det i orden, ligger i ${regions(p)}`;
  return `${p.failed} af de ${p.asked} steder, hvorfra den undersøger igen, gav intet svar, der tæller (${ways(p)}), og ${demand(p)}`;
}

function did(p: PerspectivesFacts): string {
  return p.check === 'caa'
    ? `kunne ikke bekræfte, at CAA-poster tillader ${p.name}`
    : `kunne ikke bekræfte kontrollen over ${p.name}`;
}

function subject(p: PerspectivesFacts): string {
  return p.check === 'caa' ? `CAA-posterne for ${p.name}` : `kontrollen over ${p.name}`;
}

function demand(p: PerspectivesFacts): string {
  if (p.regions !== undefined) return `de, der kunne, ligger i ${regions(p)}`;
  return `mindst ${p.needed} af dem skal kunne`;
}

function regions({ regions: found = 0, regionsNeeded }: PerspectivesFacts): string {
  return `${found} verdens${found === 1 ? 'region' : 'regioner'}, og der kræves ${regionsNeeded}`;
}

function ways({ ways: all }: PerspectivesFacts): string {
  if (all.length === 0) return 'ingen afviste';
  return all
    .map(({ how, family, count }) => `${count}${family ? ` over ${family}` : ''} (${howText(how)})`)
    .join(', ');
}

function howText(how: string): string {
  return PLACES[how] ?? HEADINGS[how] ?? how.replaceAll('-', ' ');
}
export const PLACES: Readonly<Record<string, string>> = {
  'place-failed': 'nej, uden begrundelse',
  'place-cut': 'ikke ventet længere på',
  'place-timeout': 'intet svar i tide',
  'place-unreachable': 'ikke nået',
  'place-wrong-perspective': 'et svar i forkert navn',
  'place-wrong-target': 'et svar om et andet navn',
  'place-malformed': 'et svar, der ikke kan læses',
};

/** Headings of docs/errors.md, as faults of a validation have them. */
const HEADINGS: Readonly<Record<string, string>> = {
  'connect-timeout': 'forbindelsen fik timeout',
  'connection-refused': 'forbindelsen blev afvist',
  unreachable: 'kan ikke nås',
  prohibited: 'forbindelsen er forbudt',
  'connect-error': 'forbindelsen mislykkedes',
  'connection-reset': 'forbindelsen blev nulstillet',
  'connection-closed': 'forbindelsen blev lukket',
  'tls-timeout': 'TLS-handshake fik timeout',
  'tls-alert': 'TLS-handshake blev afvist',
  'tls-error': 'TLS-handshake mislykkedes',
  'alpn-not-agreed': 'ingen enighed om acme-tls/1',
  'tls-alpn-certificate': 'forkert challenge-certifikat',
  'response-timeout': 'svaret fik timeout',
  'malformed-response': 'svaret er forkert udformet',
  'response-too-large': 'svaret er for stort',
  'address-refused': 'adressen er ikke tilladt',
  'wrong-status': 'forkert status',
  'wrong-body': 'forkert indhold',
  'redirect-refused': 'omdirigeringen følges ikke',
  'no-address': 'ingen adresse',
  'out-of-time': 'tiden løb ud',
  'validation-stopped': 'valideringen blev stoppet',
  'validation-busy': 'for mange valideringer',
  'txt-name': 'navnet findes ikke',
  'txt-missing': 'TXT-posten mangler',
  'txt-wrong': 'forkert TXT-post',
  'txt-lookup': 'TXT-opslaget mislykkedes',
  dnssec: 'DNSSEC fejler',
  'persist-refused': 'ingen post for denne konto',
  'persist-malformed': 'posten kan ikke bruges',
  'caa-forbids': 'CAA forbyder det',
  'caa-lookup': 'CAA-opslaget mislykkedes',
};
