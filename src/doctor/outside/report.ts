import { z } from 'zod';
import { REPORT_MAX } from './limits.ts';

/**
 * What one vantage point saw of one name, as plain data: written to files, sent by perspectives, read by the causes. Nothing that a
 * target sent is in it but bounded, escaped words of protocols: no body, no certificate, no free text.
 */
export type OutsideReport = z.infer<typeof outsideReport>;

const { addresses, facts, hops, hosts, samples, text, values } = REPORT_MAX;

const family = z.union([z.literal(6), z.literal(4)]);
const host = z.string().max(255);
const address = z.string().max(64);
const port = z.int().min(0).max(65_535);
const millis = z.number().nonnegative();
const word = z.string().max(text);
/** Where something was tried: one address of one host. */
const place = { host, address, family, port };
/** `Outcome` of core, and the errno where there was one. */
const ending = { outcome: z.string().max(32), errno: z.string().max(32).optional() };

/** Whether the vantage point itself can use a family, found out at addresses that have nothing to do with the target. */
const reachFact = z.strictObject({
  family,
  /** `untested` where nobody said which anchors to ask: then a family counts as working once anything answered over it. */
  state: z.enum(['works', 'blind', 'untested']),
  anchors: z.array(z.strictObject({ address, ...ending, ms: millis })).max(samples),
});

/** What a resolver gets for one question, from the root downwards, without a cache. */
const nameFact = z.strictObject({
  host,
  /** `sibling`: apex of a www name, or the reverse; `random`: a label that nobody published, beside the name. */
  role: z.enum([
    'subject',
    'sibling',
    'redirect',
    'resource',
    'server',
    'random',
    'challenge',
    'mail',
    'zone', // what is above the name: its zone, and where CAA is looked for
    'target', // where an HTTPS record leads
    'doubled', // the challenge's name with the zone appended once more, as some panels do
    'signed', // the subject once more, with its signatures: `dnssec` says what they are worth, the data stand in the subject's own
    'cached', // the subject, as a recursive server has kept it; `ttl` is what is left
  ]),
  type: z.string().max(16),
  /** `LookupOutcome` of core. */
  outcome: z.string().max(16),
  rcode: z.string().max(16).optional(),
  ede: z.array(z.int()).max(values).optional(),
  /** Names passed on the way through CNAMEs, in order. */
  chain: z.array(host).max(values),
  addresses: z.array(address).max(addresses * 4),
  /** Other records, as zone files write them, escaped and cut. */
  values: z.array(word).max(values),
  ttl: z.int().nonnegative().optional(),
  dnssec: z
    .strictObject({
      status: z.enum(['secure', 'insecure', 'bogus', 'indeterminate']),
      reason: word.optional(),
      link: word.optional(),
    })
    .optional(),
  ms: millis,
});

/** What one address of one name server said to one question. */
const answerFact = z.strictObject({
  zone: host,
  server: host,
  address,
  family,
  transport: z.enum(['udp', 'tcp']),
  /**
   * Why it was asked: `edns` with the DO bit and a large answer, `signed` with the DO bit, `case` with mixed case (0x20), `subnet` with
   * a client subnet (RFC 7871).
   */
  purpose: z.enum(['plain', 'edns', 'signed', 'case', 'subnet']),
  name: host,
  type: z.string().max(16),
  outcome: z.string().max(16),
  /** Of an address or other record set, sorted: comparable between servers. */
  values: z.array(word).max(values),
  /** Of a SOA answer. */
  serial: z.int().nonnegative().optional(),
  /** Of a referral: the name servers named, sorted. */
  nameServers: z.array(host).max(values).optional(),
  /** When the last of the signatures that came along ends, in milliseconds since 1970. */
  signedUntil: z.number().optional(),
  /** The client subnet that it was asked for. */
  subnet: z.string().max(64).optional(),
  /** Addresses that clients there are given, and the subject's own are not, and that took no connection from here. */
  dead: z.array(address).max(values).optional(),
  truncated: z.boolean().optional(),
  /** The address that answered, where it was another than the one asked. */
  source: z.string().max(64).optional(),
  errno: z.string().max(32).optional(),
  ms: millis,
});

/** Connections to one address and port; port 80, 443, and one that is surely closed. */
const connectFact = z.strictObject({
  ...place,
  use: z.enum(['http', 'https', 'closed', 'other']),
  /** Of the last sample. */
  ...ending,
  samples: z.array(z.strictObject({ at: z.number(), ...ending, ms: millis })).max(samples),
});

const leaf = z.strictObject({
  /** SHA-256 of its DER, hex. */
  fingerprint: z.string().max(64),
  notBefore: z.number(),
  notAfter: z.number(),
  /** Does it hold the host that was asked for (RFC 9525)? */
  covers: z.boolean(),
  names: z.array(host).max(values),
  issuer: word,
  selfSigned: z.boolean(),
});

/** One TLS handshake with one address. */
const handshakeFact = z.strictObject({
  ...place,
  /** A ClientHello that fits one packet, or one above 1,500 bytes, as browsers with post-quantum keys send it. */
  hello: z.enum(['small', 'large']),
  serverName: z.enum(['sent', 'not-sent']),
  ...ending,
  /** Of a TLS alert or library error: its name, e.g. `unrecognized_name`, `wrong_version_number`. */
  alert: z.string().max(64).optional(),
  version: z.string().max(16).optional(),
  leaf: leaf.optional(),
  chain: z.enum(['complete', 'incomplete', 'untrusted']).optional(),
  ms: millis,
});

/** One request to one address. The body is never kept: its size, its hash, and what it looks like. */
const responseFact = z.strictObject({
  ...place,
  scheme: z.enum(['http', 'https']),
  /** `challenge`: a random token below the challenge path; `home`: `/`; `large`: a body of 4 kB or more. */
  path: z.enum(['challenge', 'home', 'large']),
  /** Who the request says it is: the validator, a browser, or nobody. */
  agent: z.enum(['validator', 'browser', 'bare']),
  ...ending,
  phase: z.string().max(16),
  status: z.int().optional(),
  /** Redirect target: escaped, without user name and password, cut. */
  location: z.string().max(4_096).optional(),
  server: word.optional(),
  contentType: word.optional(),
  bytes: z.int().nonnegative(),
  /** Of Content-Length, where there was one. */
  announced: z.int().nonnegative().optional(),
  /** SHA-256 of the body with numbers and nonces taken out, hex: alike on both families where one server answers. */
  digest: z.string().max(64).optional(),
  /** What it looks like: a bot wall, a portal, an App-ID block, ...; a code of `signatures.ts`. */
  signature: z.string().max(32).optional(),
  /** What is in front, where headers say so: `cloudflare`, `fastly`, ... */
  front: z.string().max(32).optional(),
  /** `Alt-Svc` offers HTTP/3 on this port. */
  http3: z.boolean().optional(),
  authenticate: z.boolean().optional(),
  connectMs: millis.optional(),
  firstByteMs: millis.optional(),
  ms: millis,
});

/** Round trips on one address, measured in pairs with the other family. */
const latencyFact = z.strictObject({ ...place, rounds: z.array(millis).max(samples) });

/** Whether packets of full size come through: the bytes received of one large body. */
const packetFact = z.strictObject({
  ...place,
  ...ending,
  bytes: z.int().nonnegative(),
  ms: millis,
});

/** Whether anybody speaks QUIC at one address; asked only where HTTP/3 is offered. */
const quicFact = z.strictObject({
  ...place,
  /** `answers`, `timeout`, `malformed`, or what ICMP or the kernel said, in the words of connections. */
  outcome: z.enum([
    'answers',
    'timeout',
    'malformed',
    'refused',
    'unreachable',
    'prohibited',
    'reset',
    'error',
  ]),
  errno: ending.errno,
  ms: millis,
});

/** One thing that the page needs: a script, a style, an image, a font, a frame. */
const resourceFact = z.strictObject({
  host,
  kind: z.enum(['script', 'style', 'image', 'font', 'frame', 'media', 'link', 'connect']),
  from: z.enum(['html', 'css', 'header']),
  scheme: z.enum(['http', 'https']),
  /** How often the page names this host for this kind. */
  count: z.int().positive(),
  /** The host is an IP address: of which family. */
  literal: family.optional(),
});

const traceFact = z.strictObject({
  address,
  family,
  port,
  tool: z.enum(['traceroute', 'tracepath']),
  reached: z.boolean(),
  hops: z
    .array(
      z.strictObject({
        ttl: z.int(),
        address: address.optional(),
        ms: millis.optional(),
        note: z.string().max(8).optional(),
      }),
    )
    .max(hops),
});

const judgement = z.enum(['valid', 'invalid', 'not-measured']);
const alone = z.enum(['valid', 'invalid', 'not-measured', 'absent']);
/** What our own validator makes of it, with the challenge answered (`answered`) or a 404 taken for "not there yet". */
const verdictFact = z.strictObject({
  challenge: z.enum(['http-01', 'dns-01', 'tls-alpn-01', 'dns-persist-01']),
  rules: z.strictObject({ documented: judgement, boulder: judgement, 'per-hop': judgement }),
  /** What each family alone would give; `absent`: the name has no address of it. */
  families: z.strictObject({ 6: alone, 4: alone }).optional(),
  caa: z.enum(['absent', 'allowed', 'forbidden', 'lookup-failed', 'not-asked']),
  /** The code of our own refusal, under the documented rule. */
  fault: z.string().max(64).optional(),
  /** The hops, in order: URL's host, scheme, port, and how each address ended. */
  hops: z
    .array(
      z.strictObject({
        hop: z.int(),
        ...place,
        scheme: z.enum(['http', 'https']),
        phase: z.string().max(16),
        ...ending,
        status: z.int().optional(),
        location: z.string().max(4_096).optional(),
        body: z.string().max(32).optional(),
        ms: millis,
      }),
    )
    .max(facts),
});

/** A finding of another room, about records of the challenge: code and parameters of the fault catalogue. */
const recordFact = z.strictObject({
  about: z.enum(['delegation', 'persist', 'caa']),
  code: z.string().max(64),
  params: z.record(z.string().max(64), z.union([word, z.number()])),
});

export const outsideReport = z.strictObject({
  kind: z.literal('outside'),
  version: z.literal(1),
  /** A-labels, lower case. */
  name: host,
  /** `here`, or a perspective's name. */
  vantage: z.string().max(64),
  /** Its own addresses as targets see them, where it knows: whether a ban list of the server's holds one of them. */
  sources: z.array(z.strictObject({ family, address })).max(2).optional(),
  /** Milliseconds since 1970. */
  at: z.number(),
  ms: millis,
  /** Collectors that were cut for want of time, or could not run, with a code of the reason. */
  unmeasured: z.array(z.strictObject({ what: z.string().max(64), why: z.string().max(64) })).max(values),
  /** Addresses that the address policy forbids: nothing was sent. */
  refused: z.array(address).max(hosts),
  reach: z.array(reachFact).max(2),
  names: z.array(nameFact).max(facts),
  answers: z.array(answerFact).max(facts),
  connects: z.array(connectFact).max(facts),
  handshakes: z.array(handshakeFact).max(facts),
  responses: z.array(responseFact).max(facts),
  latencies: z.array(latencyFact).max(facts),
  packets: z.array(packetFact).max(facts),
  quics: z.array(quicFact).max(facts),
  resources: z.array(resourceFact).max(facts),
  traces: z.array(traceFact).max(facts),
  verdicts: z.array(verdictFact).max(8),
  records: z.array(recordFact).max(values),
  /** Errors of a CA or its client that were pasted: the row by which `doctor/explain` knows each, and the causes that it names. */
  pasted: z
    .array(z.strictObject({ row: z.string().max(64), causes: z.array(z.string().max(8)).max(16) }))
    .max(values)
    .optional(),
});

type Facts<K extends keyof OutsideReport> = OutsideReport[K] extends readonly (infer F)[] ? F : never;
export type NameFact = Facts<'names'>;
export type AnswerFact = Facts<'answers'>;
export type ConnectFact = Facts<'connects'>;
export type HandshakeFact = Facts<'handshakes'>;
export type ResponseFact = Facts<'responses'>;
export type QuicFact = Facts<'quics'>;
export type VerdictFact = Facts<'verdicts'>;
export type Judgements = VerdictFact['rules'];
