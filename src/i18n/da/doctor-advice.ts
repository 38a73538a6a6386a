import type { advice as english } from '../en/doctor-advice.ts';
import type { Translation } from '../translation.ts';
import { adviceSteps } from './doctor-advice-steps.ts';
import { adviceTests } from './doctor-advice-tests.ts';

/** Danish texts of `sixfour advise`. */
export const advice: Translation<typeof english> = {
  describe: () =>
    'veje til et certifikat, hvor indgående forbindelser ikke kan tillades: spørgsmål, nøjagtige trin og en test af hver',
  arguments: { name: () => 'det værtsnavn, det handler om' },
  flags: {
    answer: () => 'besvar et spørgsmål: devices=no (kan gentages)',
    leaf: () => 'vis trinene for denne vej, uden spørgsmål',
    test: () => 'test, om denne vej virker nu',
    measure: () => 'besvar ingen spørgsmål ved at undersøge navnet',
    directory: () => "URL'en til din CA's katalog",
    issuer: () => "CA'ens udstederdomænenavn, til dns-persist-01",
    accountUrl: () => "URL'en til din ACME-konto, til dns-persist-01",
    zone: () => 'den zone, som delegerede challenges besvares i',
    inside: () => 'et netværk, der alligevel må komme ind, i CIDR-notation (kan gentages)',
    webroot: () => 'den mappe, som ACME-klienten lægger sine filer i',
    root: () => 'PEM-fil med rodcertifikatet; som standard det fra denne datamappe',
    token: () => 'med --test path-only: en fil, der er der, i mappen til challenges',
    wait: () => 'med --test time-boxed: sekunder, der ventes på, at porten åbner og lukker',
    network: () => 'lad testene oprette forbindelse til dette private netværk (kan gentages)',
  },
  intro: () => 'Hvilken vej til et certifikat passer, hvor ikke alle bare må oprette forbindelse?',
  questions: {
    devices: () => 'Tilhører alle enheder, der besøger navnet, dig, så du kan lægge et rodcertifikat på dem?',
    dns: () => 'Kan du, eller nogen for dig, skrive én post i det offentlige DNS for navnet, én gang?',
    persist: () => 'Tilbyder din CA dns-persist-01?',
    key: () => 'Er nøglen til din ACME-konto så godt opbevaret, at den må stå inde for navnet i månedsvis?',
    few: () => 'Er det få navne, som én beskyttet vært kan bestille for?',
    front: () =>
      'Bestemmer noget, der læser HTTP, hvem der slipper ind: en WAF, et CDN, en proxy, webserveren selv?',
    tls: () => 'Er port 443 åben for hele verden, og port 80 ikke?',
    minutes: () => 'Må port 80 være åben i nogle minutter med få ugers mellemrum?',
  },
  leaves: {
    'private-ca': () => 'Din egen CA, som dine enheder har tillid til',
    persist: () => 'dns-persist-01: én post, der bliver stående',
    central: () => 'Én beskyttet vært, der bestiller via DNS for alle',
    delegation: () => 'Delegerede DNS-challenges',
    'path-only': () => 'Kun stien til challenges slipper igennem',
    'tls-alpn': () => 'tls-alpn-01 på port 443',
    'time-boxed': () => 'Port 80 er åben i få minutter',
    hosting: () => 'Den, der hoster, besvarer challenges',
  },
  answers: { yes: () => 'ja', no: () => 'nej' },
  by: { flag: () => 'angivet', measured: () => 'målt', asked: () => 'spurgt' },
  measured: {
    'directory-offers': () => 'kataloget siger det',
    'front-found': (p) => `${p.device} svarer på ${p.address}`,
    'via-found': (p) => `en proxy giver sig til kende på ${p.address}`,
    'only-443': (p) => `443 er åben, og 80 er det ikke, på ${p.addresses}`,
    'not-only-443': (p) => `80 er åben, eller 443 er det ikke, på ${p.addresses}`,
  },
  measuring: (p) => `Undersøger ${p.name} ...`,
  checklist: () => 'Besvar disse, med --answer QUESTION=yes eller QUESTION=no, eller på en terminal:',
  open: (p) => `Dette er åbent: --answer ${p.question}=yes eller ${p.question}=no`,
  leadsTo: (p) => `ja: ${p.yes}; nej: ${p.no}`,
  caveats: () => 'Bemærk:',
  testWith: () => 'Test det, når det er gjort:',
  example: () => 'Der er ikke angivet noget navn: linjerne er til www.example.org.',
  invalid: (p) => `${p.option} ${p.value} kan ikke bruges.`,
  nameMissing: () => 'En test kræver et navn: sixfour advise NAME --test LEAF',
  rootMissing: () => 'Her er intet rodcertifikat: angiv det med --root FILE.',
  rootUnreadable: (p) => `${p.file} er ikke en PEM-fil med et certifikat.`,
  needs: (p) => `Denne test kræver ${p.option}.`,
  steps: adviceSteps,
  tests: adviceTests,
};
