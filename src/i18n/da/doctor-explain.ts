import type { explain as english } from '../en/doctor-explain.ts';
import type { Translation } from '../translation.ts';
import { explainRows } from './doctor-explain-rows.ts';

/** Danish texts of `sixfour explain`. */
export const explain: Translation<typeof english> = {
  describe: () =>
    'forklar, hvad en fejl fra en CA eller en ACME-klient virkelig betyder; slutter med 1, når teksten ikke kendes',
  arguments: {
    text: () =>
      'fejlen, som den blev udskrevet: en linje, en log eller et JSON-dokument; - læser standardinput',
  },
  rows: explainRows,
  labels: {
    about: () => 'om',
    misleads: () => 'vildleder',
    rules: () => 'regler',
    causes: () => 'kan være',
    next: () => 'næste trin',
  },
  redirected: () => 'efter en omdirigering',
  hints: {
    'ipv6-named': () =>
      "Den nævnte adresse er IPv6. Efter en mislykket forbindelse går koden hos Let's Encrypt videre til IPv4, hvor der er nogen, så den så ingen brugbar A-post.",
    'ipv4-named': () =>
      'Den nævnte adresse er IPv4. Når navnet også har en AAAA-post, blev IPv6 prøvet først og mislykkedes også, hvilket denne fejl ikke siger.',
  },
  rules: {
    fails: () => 'fejler',
    'may-pass': () => 'kan bestå, over IPv4',
    passes: () => 'består',
  },
  noRules: () => 'genforsøgsreglerne spiller ingen rolle her',
  next: {
    check: () => "se udefra, som CA'en gør",
    inside: () => 'på selve serveren',
    'name-check': () => 'spørg alle navneservere om challengens navn',
    'persist-check': () => 'se på posten hos alle navneservere',
    advise: () => 'find en anden vej til et certifikat',
    wait: () => 'Bestil ikke igen før det tidspunkt, som meddelelsen nævner; det måler ingenting.',
  },
  requests: () => "Let's Encrypts egen liste over, hvad der blev oprettet forbindelse til, i rækkefølge:",
  request: (p) => `${p.family} ${p.address}, port ${p.port}, for ${p.host}`,
  retried: () => 'det samme igen over IPv4: forbindelsen før den mislykkedes',
  unknown: () =>
    'Denne tekst kendes ikke. Indsæt den linje, der siger hvorfor: med certbot den efter "Detail:", med acme.sh den med "Verify error" eller "Verification error details", med lego den, der begynder med "acme: error:", af et problemdokument hele dets JSON.',
  tooLong: (p) => `Mere end ${p.max} byte: indsæt linjerne omkring fejlen.`,
  nothing: () =>
    'Intet at forklare. Angiv fejlen i anførselstegn, eller - for at læse den fra standardinput.',
};
