import type { init as english } from '../en/cli-init.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour init`. */
export const init: Translation<typeof english> = {
  flags: {
    organization: () => "organisationen, der står i CA'ens navne",
    publicHost: () =>
      'navnet, som klienter når denne server under; det indgår i adresserne på CRL og udsteder',
    permitName: () =>
      'navnebegrænsning for den udstedende CA: den kan aldrig udstede uden for den (kan gentages)',
    listenAll: () => 'lyt på alle adresser i begge familier i stedet for kun på denne maskine',
    yes: () => 'spørg ikke om noget; manglende svar får deres standardværdier',
    trial: () => 'den CA, som serve selv opretter: mærket som prøve, til at prøve med',
    test: () =>
      'en mappe til test: indstillinger, der kun er til test, virker i den, og det fremgår tydeligt',
  },
  intro: () => 'En ny certifikatudsteder (CA)',
  organization: () => 'Hvad hedder din organisation? Det står i navnene på rod-CA og udstedende CA.',
  publicHost: () =>
    'Under hvilket navn skal klienter nå denne server? Det skrives ind i hvert certifikat (adresserne på CRL og udsteder).',
  permitNames: () =>
    'Uden for hvilke navne må denne CA aldrig kunne udstede (navnebegrænsninger)? Adskil flere med mellemrum; lad feltet stå tomt for ingen.',
  listen: () => 'Hvor skal serveren lytte?',
  listenLoopback: () => 'kun på denne maskine (::1 og 127.0.0.1)',
  listenAll: () => 'på alle adresser i begge familier',
  required: () => 'Her kræves et svar.',
  notAHost: () => 'Det er ikke et værtsnavn som fx ca.example.org.',
  done: (p) => `CA'en ligger i ${p.directory}.`,
  wrote: (p) => `Dens indstillinger er i ${p.file}.`,
  kept: (p) => `Dens indstillinger i ${p.file} er uændrede.`,
  next: () => 'Næste trin: flyt rodnøglen væk fra denne maskine, tillad navne, start serveren:',
  nextDetach: (p) => `  npx sixfour ca root detach /path/to/removable/root-key.pem${p.data}`,
  nextAllow: (p) => `  npx sixfour allow ${p.name}${p.data}`,
  nextServe: (p) => `  npx sixfour serve${p.data}`,
  trialDone: (p) => `En prøve-CA ligger i ${p.directory}.`,
  fileHead: () =>
    '# Indstillinger for denne sixfour. Hver nøgle, dens standardværdi og dens begrundelse: docs/settings.md.\n# Det, der ikke er sat her, har sin standardværdi; miljøvariabler SIXFOUR_* har forrang.',
};
