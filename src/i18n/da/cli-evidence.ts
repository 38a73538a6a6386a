import type { evidence as english } from '../en/cli-evidence.ts';
import type { Translation } from '../translation.ts';
import { dnssecReason } from './dnssec.ts';

/** Danish texts of what a validation saw, as `sixfour order show` and the first run print it. */
export const evidence: Translation<typeof english> = {
  authorization: (p) => `${p.name}: ${p.status}`,
  notValidated: () => 'ikke valideret endnu',
  validation: (p) => `${p.type}: ${p.verdict}, ${p.at}, på ${p.seconds}`,
  valid: () => 'gyldig',
  invalid: () => 'ugyldig',
  judged: (p) => `bedømt efter reglen ${p.rule}: ${p.judgement}`,
  others: (p) => `de andre regler: ${p.list}`,
  lookup: (p) => `${p.type} ${p.name}: ${p.found} (${p.how})`,
  found: {
    none: () => 'intet',
    refused: () => 'ikke troværdigt',
    addresses: (p) => (p.more === 0 ? p.list : `${p.list} og ${p.more} mere`),
    records: (p) => (p.count === 1 ? '1 post' : `${p.count} poster`),
    matched: () => 'den ventede hashværdi er blandt dem',
    notMatched: () => 'den ventede hashværdi er ikke blandt dem',
  },
  builtIn: () => 'indbygget: serverens eget navn, uden DNS',
  dnssec: (p) =>
    p.link === '' ? `DNSSEC ${p.status}` : `DNSSEC ${p.status} ved ${p.link}: ${dnssecReason(p.reason)}`,
  chain: (p) => `gennem ${p.chain}`,
  attempt: (p) => `IPv${p.family} ${p.address}, port ${p.port}, hop ${p.hop}: ${p.outcome}`,
  columns: {
    family: () => 'familie',
    address: () => 'adresse',
    port: () => 'port',
    hop: () => 'hop',
    connect: () => 'forbindelse',
    tls: () => 'TLS',
    firstByte: () => 'første byte',
    total: () => 'i alt',
    outcome: () => 'resultat',
  },
  outcome: {
    response: (p) => `HTTP ${p.status}${p.body === '' ? '' : `, ${p.body}`}`,
    redirect: (p) => `HTTP ${p.status} til ${p.location}`,
    other: (p) => `${p.outcome}${p.errno === '' ? '' : ` (${p.errno})`}, i fasen ${p.phase}`,
  },
  body: {
    match: () => 'key authorization passer',
    empty: () => 'tomt svar',
    'too-long': () => 'svaret er for langt',
    'other-account': () => 'key authorization for en anden konto',
    'other-token': () => 'key authorization for et andet token',
    html: () => 'en webside i stedet for key authorization',
    other: () => 'noget andet end key authorization',
    'not-read': () => '',
  },
  alpn: {
    none: () => 'TLS, men acme-tls/1 blev ignoreret',
    other: () => 'TLS, men en anden protokol end acme-tls/1',
  },
  tlsAlpn: {
    match: () => 'acme-tls/1, certifikatet passer',
    absent: () => 'acme-tls/1, intet certifikat',
    malformed: () => 'acme-tls/1, certifikatet er forkert udformet',
    'not-self-signed': () => 'acme-tls/1, certifikatet er ikke selvsigneret',
    'wrong-name': () => 'acme-tls/1, certifikat til et andet navn',
    'extension-missing': () => 'acme-tls/1, certifikat uden acmeIdentifier',
    'extension-not-critical': () => 'acme-tls/1, acmeIdentifier er ikke kritisk',
    'extension-malformed': () => 'acme-tls/1, acmeIdentifier er forkert udformet',
    'other-key-authorization': () => 'acme-tls/1, key authorization for en anden konto eller et andet token',
    'not-read': () => 'acme-tls/1, certifikatet blev ikke læst',
  },
  caa: {
    absent: (p) => `CAA ${p.name}: ingen post hele vejen op til roden`,
    allowed: (p) => `CAA ${p.name}: tilladt ved ${p.found}${p.record === '' ? '' : ` af ${p.record}`}`,
    forbidden: (p) =>
      `CAA ${p.name}: forbudt ved ${p.found} af ${p.record} (${p.reason})${p.mode === 'advisory' ? ', uden virkning' : ''}`,
    'lookup-failed': (p) =>
      `CAA ${p.name}: opslaget ved ${p.found} mislykkedes (${p.reason})${p.mode === 'advisory' ? ', uden virkning' : ''}`,
  },
  perspective: {
    head: (p) => `fra ${p.perspective} (${p.region}), ${p.check}: ${p.outcome}, efter ${p.after}`,
    check: { dcv: () => 'challenge', caa: () => 'CAA' },
    outcome: {
      passed: () => 'bestået',
      failed: () => 'ikke bestået',
      cut: () => 'afbrudt, fordi de andre havde afgjort sagen',
      timeout: () => 'intet svar i tide',
      unreachable: () => 'kan ikke nås',
      'wrong-perspective': () => 'svarede i et andet perspektivs navn',
      'wrong-target': () => 'svarede om et andet navn',
      malformed: () => 'svarede på en ukendt måde',
    },
    reason: (p) => `dets begrundelse: ${p.reason}`,
    quorum: (p) =>
      `kvorum "${p.policy}", ${p.check}: ${p.passed} af ${p.asked} bestået, ${p.needed} kræves; regioner: ${p.regions === '' ? 'ingen' : p.regions}, ${p.regionsNeeded} kræves: ${p.reached ? 'nået' : 'ikke nået'}`,
  },
  cut: (p) =>
    `der var ikke plads til ${p.count} ${p.count === 1 ? 'yderligere post' : 'yderligere poster'} i denne optegnelse`,
  problem: (p) => `problem: ${p.message}`,
};
