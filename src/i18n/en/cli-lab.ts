/** English texts of `sixfour lab dns`, and why a script of it is refused. */
export const lab = {
  flags: {
    script: () => 'the script: zones and rules, in TOML',
    listen: () => 'listen on this address (repeatable; default: ::1 and 127.0.0.1)',
    port: () => 'UDP and TCP port',
    example: () => 'print a script that explains itself, and end',
  },
  scriptOrExample: () =>
    'Give --script FILE, or --example alone, which prints a script to begin with: sixfour lab dns --example > faults.toml',
  notAnAddress: (p: { value: string }) =>
    `--listen ${p.value} cannot be used: it is no IP address. Give addresses such as ::1 or 192.0.2.53, at most 64; the port is an option of its own.`,
  notAPort: (p: { value: string }) => `--port ${p.value} cannot be used: a port is a number from 0 to 65535.`,
  ready: (p: { zones: number; rules: number }) =>
    `A name server for tests is ready: ${count(p.zones, 'zone')}, ${count(p.rules, 'rule')}.`,
  listening: () => 'Listening (UDP and TCP)',
  notOpened: (p: { address: string; reason: string }) => `${p.address} is left out: ${p.reason}`,
  ask: () => 'Ask it',
  anchors: () => 'Trust anchors, for whoever validates DNSSEC',
  stopHint: () => 'Every answer is shown below. Press Ctrl-C to stop.',
  answer: {
    dropped: () => 'no answer',
    sent: (p: { rcode: string; answers: number; bytes: number }) =>
      `${p.rcode}, ${count(p.answers, 'record')}, ${p.bytes} bytes`,
    truncated: () => 'truncated',
    late: (p: { ms: number }) => `after ${p.ms} ms`,
    rule: (p: { number: number; fault: string }) => `rule ${p.number}: ${p.fault}`,
  },
};

/** Why a script is refused, and what to write instead. Each ends where the next sentence can follow. */
export const labReasons = {
  toml: (v: string) => `this is not TOML: ${v}. Correct the line; sixfour lab dns --example shows the form.`,
  'unknown-key': (v: string) => `"${v}" is not a key that is known there.`,
  zones: (v: string) =>
    `the script needs one table [[zones]] or more, at most 64${given(v)}. Begin with: [[zones]] and name = "example.test"`,
  rules: (v: string) => `rules are tables [[rules]], at most 1000${given(v)}. Each has a key fault.`,
  'zone-name': (v: string) =>
    `${v || 'a zone without a name'} is no domain name. Write name = "example.test", or "." for the root.`,
  'zone-ttl': (v: string) => `ttl = ${v} cannot be used. Write whole seconds, from 0 to 2147483647.`,
  'zone-records': (v: string) =>
    `records = ${v} cannot be used. Write the records as one text, one on each line: records = '''...'''`,
  'zone-sign': (v: string) => `sign = ${v} cannot be used. Write true or false.`,
  'zone-key': () =>
    'key is no private P-256 key in PEM. Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256',
  'zone-key-unsigned': (v: string) =>
    `the zone ${v} has a key but is not signed. Add sign = true, or leave out the key.`,
  'zone-twice': (v: string) => `the zone ${v} is there twice. Put its records into one table.`,
  'too-many-records': (v: string) =>
    `the script has more than ${v} records. Leave out what no test asks for.`,
  token: (v: string) =>
    `this record has a quote that stays open or an escape that is none: ${v}. Quotes enclose whole words; \\" stands for a quote.`,
  owner: (v: string) => `this record does not begin with a name: ${v}. Begin with a name, or @ for the zone.`,
  at: (v: string) => `@ stands for nothing here: ${v}. Write the name in full.`,
  'lost-dot': (v: string) =>
    `this name would have the zone's name at its end twice: ${v}. Put a dot after the name, or leave the zone's name away.`,
  outside: (v: string) => `this record's name is not inside of the zone: ${v}. Put it into its own zone.`,
  ttl: (v: string) => `the TTL of this record is too large: ${v}. It is at most 2147483647 seconds.`,
  'record-type': (v: string) =>
    `this record has no type that can be written here: ${v}. Write: name [TTL] [IN] TYPE data, with one of A, AAAA, NS, SOA, CNAME, DNAME, TXT, CAA, MX, HTTPS.`,
  'data-A': (v: string) => `${v}: an A record holds one IPv4 address, such as 192.0.2.1.`,
  'data-AAAA': (v: string) => `${v}: an AAAA record holds one IPv6 address, such as 2001:db8::1.`,
  'data-NS': (v: string) => `${v}: an NS record holds one name, such as ns1.example.test.`,
  'data-CNAME': (v: string) => `${v}: a CNAME record holds one name, such as www.example.net.`,
  'data-DNAME': (v: string) => `${v}: a DNAME record holds one name, such as example.net.`,
  'data-SOA': (v: string) =>
    `${v}: a SOA record holds two names and five numbers: ns1 hostmaster 1 3600 600 86400 60.`,
  'data-TXT': (v: string) =>
    `${v}: a TXT record holds one string or more, each at most 255 bytes, such as "a b" "c".`,
  'data-CAA': (v: string) => `${v}: a CAA record holds flags, a tag and a value: 0 issue "ca.example".`,
  'data-HTTPS': (v: string) => `${v}: an HTTPS record is written in the form of RFC 3597: \\# 3 000100.`,
  'data-MX': (v: string) => `${v}: an MX record holds a number and a name: 10 mail.example.test.`,
  'soa-place': (v: string) => `${v} has a SOA record but is not the zone's own name. Write it at @.`,
  'soa-twice': (v: string) => `${v} has two SOA records. Leave one.`,
  'cname-other': (v: string) =>
    `${v} has a CNAME and other records beside it, which DNS forbids. Leave one or the other.`,
  'alias-twice': (v: string) => `${v} has two CNAME or two DNAME records. Leave one.`,
  'rule-fault': (v: string) =>
    `${v === '' ? 'a rule without a fault' : `fault = ${v} is none`}. Write one of ${FAULTS}.`,
  'rule-name': (v: string) =>
    `name = ${v} is no domain name. Write "www.example.test", or "*.example.test" for all names below.`,
  'rule-name-needed': (v: string) =>
    `the fault ${v} needs one name to stand at, of less than 245 characters. Add name = "www.example.test".`,
  'rule-outside': (v: string) => `${v} is in none of the script's zones. Add its zone, or use another name.`,
  'rule-type': (v: string) => `type = ${v} is no record type. Write "AAAA", "TYPE64", or a list of them.`,
  'rule-client': (v: string) =>
    `client = ${v} is neither an address nor a network. Write "192.0.2.1", "2001:db8::/32", or a list of them.`,
  'rule-subnet': (v: string) =>
    `subnet = ${v} is no network. Write "192.0.2.0/24", "2001:db8::/32", or a list of them.`,
  'rule-family': (v: string) => `family = ${v} is none. Write 6 or 4.`,
  'rule-transport': (v: string) => `transport = ${v} is none. Write "udp" or "tcp".`,
  'rule-nth': (v: string) => `nth = ${v} cannot be used. Write 1, "2-4" or "3-".`,
  'rule-delay_ms': (v: string) =>
    `delay_ms = ${v || 'nothing'} cannot be used. Write whole milliseconds, from 1 to 60000.`,
  'rule-ede': (v: string) =>
    `ede = ${v} cannot be used. Write { code = 6, text = "..." } (RFC 8914), or a list; the text has at most 64 characters.`,
  'rule-then_answer': (v: string) => `then_answer = ${v} cannot be used. Write true or false.`,
  'rule-from': (v: string) =>
    `from = ${v || 'nothing'} is no address. Write one of this machine's own, other than the one that is asked, such as "127.0.0.2".`,
  'rule-how': (v: string) => `how = ${v || 'nothing'} is none. Write ${WAYS}.`,
  'rule-bogus-unsigned': (v: string) =>
    `there is no signature to spoil: no zone at ${v || 'any name'} is signed. Add sign = true to the zone.`,
  'rule-length': (v: string) => `length = ${v || 'nothing'} cannot be used. Write a number from 1 to 64.`,
  'rule-to': (v: string) =>
    `to = ${v || 'nothing'} is no domain name. Write the name at which the chain ends, such as "www.example.test".`,
  'rule-bytes': (v: string) => `bytes = ${v || 'nothing'} cannot be used. Write a number from 1 to 64000.`,
  'rule-records': (v: string) =>
    `records = ${v || 'nothing'} cannot be used. Write the records as one text, one on each line, with names in full (@: the rule's name).`,
};
export type LabReason = keyof typeof labReasons;

const FAULTS =
  'none, servfail, refused, formerr, notimp, nxdomain, nodata, drop, close, delay, truncate, truncate-always, wrong-port, wrong-address, wrong-id, wrong-case, malformed, bogus, cname-chain, cname-loop, big-txt, answer';
const WAYS =
  'for bogus: expired, not-yet-valid, wrong-key, tampered, stripped; for malformed: pointer-loop, pointer-forward, cut, counts, trailing, label, rdata, garbage, empty';

function given(value: string): string {
  return value === '' ? '' : `, not ${value}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
