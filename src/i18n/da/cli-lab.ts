import type { lab as english, labReasons as englishReasons } from '../en/cli-lab.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour lab dns`, and why a script of it is refused. */
export const lab: Translation<typeof english> = {
  flags: {
    script: () => 'scriptet: zoner og regler, i TOML',
    listen: () => 'lyt på denne adresse (kan gentages; standard: ::1 og 127.0.0.1)',
    port: () => 'UDP- og TCP-port',
    example: () => 'udskriv et script, der forklarer sig selv, og slut',
  },
  scriptOrExample: () =>
    'Angiv --script FILE, eller --example alene, som udskriver et script at begynde med: sixfour lab dns --example > faults.toml',
  notAnAddress: (p) =>
    `--listen ${p.value} kan ikke bruges: det er ikke en IP-adresse. Angiv adresser som ::1 eller 192.0.2.53, højst 64; porten er et tilvalg for sig.`,
  notAPort: (p) => `--port ${p.value} kan ikke bruges: en port er et tal fra 0 til 65535.`,
  ready: (p) =>
    `En navneserver til test er klar: ${count(p.zones, 'zone', 'zoner')}, ${count(p.rules, 'regel', 'regler')}.`,
  listening: () => 'Lytter (UDP og TCP)',
  notOpened: (p) => `${p.address} er udeladt: ${p.reason}`,
  ask: () => 'Spørg den',
  anchors: () => 'Tillidsankre, til den, der validerer DNSSEC',
  stopHint: () => 'Hvert svar vises nedenfor. Tryk Ctrl-C for at stoppe.',
  answer: {
    dropped: () => 'intet svar',
    sent: (p) => `${p.rcode}, ${count(p.answers, 'post', 'poster')}, ${p.bytes} byte`,
    truncated: () => 'afkortet',
    late: (p) => `efter ${p.ms} ms`,
    rule: (p) => `regel ${p.number}: ${p.fault}`,
  },
};

/** Why a script is refused, and what to write instead. Each ends where the next sentence can follow. */
export const labReasons: Translation<typeof englishReasons> = {
  toml: (v) => `dette er ikke TOML: ${v}. Ret linjen; sixfour lab dns --example viser formen.`,
  'unknown-key': (v) => `"${v}" er ikke en nøgle, der kendes dér.`,
  zones: (v) =>
    `scriptet skal have mindst én tabel [[zones]], højst 64${given(v)}. Begynd med: [[zones]] og name = "example.test"`,
  rules: (v) => `regler er tabeller [[rules]], højst 1000${given(v)}. Hver har en nøgle fault.`,
  'zone-name': (v) =>
    `${v || 'en zone uden navn'} er ikke et domænenavn. Skriv name = "example.test", eller "." for roden.`,
  'zone-ttl': (v) => `ttl = ${v} kan ikke bruges. Skriv hele sekunder, fra 0 til 2147483647.`,
  'zone-records': (v) =>
    `records = ${v} kan ikke bruges. Skriv posterne som én tekst, én på hver linje: records = '''...'''`,
  'zone-sign': (v) => `sign = ${v} kan ikke bruges. Skriv true eller false.`,
  'zone-key': () =>
    'key er ikke en privat P-256-nøgle i PEM. Lav en med: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256',
  'zone-key-unsigned': (v) =>
    `zonen ${v} har en nøgle, men er ikke signeret. Tilføj sign = true, eller udelad nøglen.`,
  'zone-twice': (v) => `zonen ${v} findes to gange. Saml dens poster i én tabel.`,
  'too-many-records': (v) => `scriptet har flere end ${v} poster. Udelad dem, som ingen test spørger efter.`,
  token: (v) =>
    `denne post har et anførselstegn, der ikke lukkes, eller en escape, som ikke findes: ${v}. Anførselstegn omslutter hele ord; \\" står for et anførselstegn.`,
  owner: (v) => `denne post begynder ikke med et navn: ${v}. Begynd med et navn, eller @ for zonen.`,
  at: (v) => `@ står ikke for noget her: ${v}. Skriv navnet fuldt ud.`,
  'lost-dot': (v) =>
    `dette navn ville have zonens navn til sidst to gange: ${v}. Sæt et punktum efter navnet, eller udelad zonens navn.`,
  outside: (v) => `denne posts navn ligger ikke i zonen: ${v}. Læg den i dens egen zone.`,
  ttl: (v) => `denne posts TTL er for stor: ${v}. Den er højst 2147483647 sekunder.`,
  'record-type': (v) =>
    `denne post har ingen type, der kan skrives her: ${v}. Skriv: name [TTL] [IN] TYPE data, med en af A, AAAA, NS, SOA, CNAME, DNAME, TXT, CAA, MX, HTTPS.`,
  'data-A': (v) => `${v}: en A-post indeholder én IPv4-adresse, fx 192.0.2.1.`,
  'data-AAAA': (v) => `${v}: en AAAA-post indeholder én IPv6-adresse, fx 2001:db8::1.`,
  'data-NS': (v) => `${v}: en NS-post indeholder ét navn, fx ns1.example.test.`,
  'data-CNAME': (v) => `${v}: en CNAME-post indeholder ét navn, fx www.example.net.`,
  'data-DNAME': (v) => `${v}: en DNAME-post indeholder ét navn, fx example.net.`,
  'data-SOA': (v) => `${v}: en SOA-post indeholder to navne og fem tal: ns1 hostmaster 1 3600 600 86400 60.`,
  'data-TXT': (v) =>
    `${v}: en TXT-post indeholder én eller flere strenge, hver på højst 255 byte, fx "a b" "c".`,
  'data-CAA': (v) => `${v}: en CAA-post indeholder flag, et tag og en værdi: 0 issue "ca.example".`,
  'data-HTTPS': (v) => `${v}: en HTTPS-post skrives i formen fra RFC 3597: \\# 3 000100.`,
  'data-MX': (v) => `${v}: en MX-post indeholder et tal og et navn: 10 mail.example.test.`,
  'soa-place': (v) => `${v} har en SOA-post, men er ikke zonens eget navn. Skriv den ved @.`,
  'soa-twice': (v) => `${v} har to SOA-poster. Behold én.`,
  'cname-other': (v) =>
    `${v} har en CNAME og andre poster ved siden af, hvilket DNS forbyder. Behold det ene eller det andet.`,
  'alias-twice': (v) => `${v} har to CNAME- eller to DNAME-poster. Behold én.`,
  'rule-fault': (v) =>
    `${v === '' ? 'en regel uden en fault' : `fault = ${v} findes ikke`}. Skriv en af ${FAULTS}.`,
  'rule-name': (v) =>
    `name = ${v} er ikke et domænenavn. Skriv "www.example.test", eller "*.example.test" for alle navne under det.`,
  'rule-name-needed': (v) =>
    `fejlen ${v} kræver ét navn at stå ved, på under 245 tegn. Tilføj name = "www.example.test".`,
  'rule-outside': (v) =>
    `${v} ligger ikke i nogen af scriptets zoner. Tilføj dets zone, eller brug et andet navn.`,
  'rule-type': (v) => `type = ${v} er ikke en posttype. Skriv "AAAA", "TYPE64" eller en liste af dem.`,
  'rule-client': (v) =>
    `client = ${v} er hverken en adresse eller et netværk. Skriv "192.0.2.1", "2001:db8::/32" eller en liste af dem.`,
  'rule-subnet': (v) =>
    `subnet = ${v} er ikke et netværk. Skriv "192.0.2.0/24", "2001:db8::/32" eller en liste af dem.`,
  'rule-family': (v) => `family = ${v} findes ikke. Skriv 6 eller 4.`,
  'rule-transport': (v) => `transport = ${v} findes ikke. Skriv "udp" eller "tcp".`,
  'rule-nth': (v) => `nth = ${v} kan ikke bruges. Skriv 1, "2-4" eller "3-".`,
  'rule-delay_ms': (v) =>
    `delay_ms = ${v || NOTHING} kan ikke bruges. Skriv hele millisekunder, fra 1 til 60000.`,
  'rule-ede': (v) =>
    `ede = ${v} kan ikke bruges. Skriv { code = 6, text = "..." } (RFC 8914) eller en liste; teksten har højst 64 tegn.`,
  'rule-then_answer': (v) => `then_answer = ${v} kan ikke bruges. Skriv true eller false.`,
  'rule-from': (v) =>
    `from = ${v || NOTHING} er ikke en adresse. Skriv en af denne maskines egne, en anden end den, der spørges, fx "127.0.0.2".`,
  'rule-how': (v) => `how = ${v || NOTHING} findes ikke. Skriv ${WAYS}.`,
  'rule-bogus-unsigned': (v) =>
    `der er ingen signatur at ødelægge: ingen zone ved ${v || 'noget navn'} er signeret. Tilføj sign = true til zonen.`,
  'rule-length': (v) => `length = ${v || NOTHING} kan ikke bruges. Skriv et tal fra 1 til 64.`,
  'rule-to': (v) =>
    `to = ${v || NOTHING} er ikke et domænenavn. Skriv det navn, som kæden ender ved, fx "www.example.test".`,
  'rule-bytes': (v) => `bytes = ${v || NOTHING} kan ikke bruges. Skriv et tal fra 1 til 64000.`,
  'rule-records': (v) =>
    `records = ${v || NOTHING} kan ikke bruges. Skriv posterne som én tekst, én på hver linje, med navne fuldt ud (@: reglens navn).`,
};

const NOTHING = '(ingenting)';
const FAULTS =
  'none, servfail, refused, formerr, notimp, nxdomain, nodata, drop, close, delay, truncate, truncate-always, wrong-port, wrong-address, wrong-id, wrong-case, malformed, bogus, cname-chain, cname-loop, big-txt, answer';
const WAYS =
  'for bogus: expired, not-yet-valid, wrong-key, tampered, stripped; for malformed: pointer-loop, pointer-forward, cut, counts, trailing, label, rdata, garbage, empty';

function given(value: string): string {
  return value === '' ? '' : `, ikke ${value}`;
}

function count(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`;
}
