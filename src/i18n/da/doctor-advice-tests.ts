import type { adviceTests as english } from '../en/doctor-advice-tests.ts';
import type { Translation } from '../translation.ts';

/** Danish: what a test of one way found. `at` is an address. */
export const adviceTests: Translation<typeof english> = {
  good: () => 'Det virker.',
  findings: (p) => (p.count === 1 ? '1 fund' : `${p.count} fund`),
  columns: { address: () => 'adresse', asked: () => 'spurgt', said: () => 'svar' },
  phases: {
    'open-now': (p) => `Port 80 er lukket. Åbn den nu, som til en ordre; der ventes ${p.seconds} s på det.`,
    'waits-for-close': (p) => `Den er åben. Nu skal den lukke igen; der ventes ${p.seconds} s på det.`,
  },
  codes: {
    'no-address': () => 'Navnet har ingen adresse.',
    'address-refused': (p) =>
      `${p.at} blev ikke spurgt: adressepolitikken forbyder det. Et privat netværk tillades med --network.`,
    'not-reached': (p) => `${p.at}: ingen forbindelse. Det får en CA heller ikke.`,
    'path-closed': (p) =>
      `${p.at}: stien til challenges afvises (${p.status}): reglen gælder ikke, eller kommer efter den, der afviser.`,
    'path-no-answer': (p) => `${p.at}: intet svar på stien til challenges (${p.outcome}).`,
    'root-open': (p) =>
      `${p.at}: det, der ikke er en challenge, besvares også (${p.status}); er det meningen?`,
    'method-open': (p) => `${p.at}: POST slipper igennem på stien; GET og HEAD er nok.`,
    'query-open': (p) => `${p.at}: en forespørgselsstreng slipper igennem på stien; challenges har ingen.`,
    'token-open': (p) =>
      `${p.at}: navne, som intet token har, slipper igennem på stien: tillad kun bogstaver, cifre, - og _.`,
    'not-told-apart': (p) =>
      `${p.at}: stien besvares som alt andet (${p.status}), så det vides ikke, om den slipper igennem. Læg en fil dér, og angiv dens navn med --token.`,
    'token-wrong': (p) => `${p.at}: filen blev ikke udleveret (${p.status}).`,
    'alpn-ignored': (p) =>
      `${p.at}: en almindelig webserver eller et CDN svarer på port 443 og ignorerer acme-tls/1.`,
    'alpn-refused': (p) =>
      `${p.at}: acme-tls/1 afvises. Hvis din klient kun lytter under en ordre, så test igen da.`,
    'tls-failed': (p) => `${p.at}: TLS-handshaken mislykkedes.`,
    'chain-untrusted': (p) =>
      `${p.at}: det, der udleveres dér, fører ikke til roden: et andet certifikat, eller det udstedende mangler i kæden.`,
    'chain-name': (p) => `${p.at}: certifikatet er til et andet navn.`,
    'chain-expired': (p) => `${p.at}: certifikatet er udløbet.`,
    'chain-differs': () => 'Navnets adresser udleverer ikke det samme certifikat.',
    'open-before': (p) => `${p.at}: port 80 er åben, selv om ingen åbnede den.`,
    'never-opened': (p) =>
      `${p.at}: port 80 åbnede ikke: se efter, om reglen står før dem, der kasserer, og gælder for denne familie.`,
    'still-open': (p) => `${p.at}: port 80 lukkede ikke igen.`,
    'hosts-differ': () =>
      'Navnets adresser besvarer stien på forskellige måder: hver skal føre til den samme vært.',
    'redirect-elsewhere': (p) =>
      `${p.at}: omdirigeringen fører ikke til stien til challenges på en vært, som en CA følger til.`,
  },
};
