import { z } from 'zod';
import {
  BIG_TXT_BYTES_MAX,
  CNAME_CHAIN_MAX,
  DELAY_MS_MAX,
  LIST_MAX,
  RULES_MAX,
  SCRIPT_BYTES_MAX,
  TTL_MAX,
  ZONES_MAX,
} from './limits.ts';

/** The ways to spoil signatures and to spoil bytes. */
export const BOGUS_WAYS = ['expired', 'not-yet-valid', 'wrong-key', 'tampered', 'stripped'] as const;
export const MALFORMED_WAYS = [
  'pointer-loop',
  'pointer-forward',
  'cut',
  'counts',
  'trailing',
  'label',
  'rdata',
  'garbage',
  'empty',
] as const;

const oneOrMore = <T extends z.ZodType>(type: T) => z.union([type, z.array(type).min(1).max(LIST_MAX)]);
const text = () => z.string().max(SCRIPT_BYTES_MAX);
const delayMs = () => z.int().min(0).max(DELAY_MS_MAX);
const extendedError = () =>
  z.strictObject({ code: z.int().min(0).max(0xffff), text: z.string().max(LIST_MAX).default('') });

/** What every rule may have: when it applies, and what comes with any fault. */
const common = {
  name: text().optional(),
  type: oneOrMore(text()).optional(),
  client: oneOrMore(text()).optional(),
  subnet: oneOrMore(text()).optional(),
  family: z.union([z.literal(6), z.literal(4)]).optional(),
  transport: z.enum(['udp', 'tcp']).optional(),
  nth: z.union([z.int().min(1), text()]).optional(),
  delay_ms: delayMs().default(0),
  ede: oneOrMore(extendedError()).optional(),
};

function rule<const F extends string, S extends z.ZodRawShape>(fault: F, shape: S) {
  return z.strictObject({ fault: z.literal(fault), ...common, ...shape });
}

/** A wrong datagram may be followed by the right one, as when somebody forges answers. */
const forged = { then_answer: z.boolean().default(false) };

/** One entry for each fault: its name, and the keys that it takes besides the common ones. */
export const RULE_SCHEMAS = [
  rule('none', {}),
  rule('servfail', {}),
  rule('refused', {}),
  rule('formerr', {}),
  rule('notimp', {}),
  rule('nxdomain', {}),
  rule('nodata', {}),
  rule('drop', {}),
  rule('close', {}),
  z.strictObject({ fault: z.literal('delay'), ...common, delay_ms: delayMs().min(1) }),
  rule('truncate', {}),
  rule('truncate-always', {}),
  rule('wrong-port', forged),
  rule('wrong-address', { from: text(), ...forged }),
  rule('wrong-id', forged),
  rule('wrong-case', {}),
  rule('malformed', { how: z.enum(MALFORMED_WAYS), ...forged }),
  rule('bogus', { how: z.enum(BOGUS_WAYS) }),
  rule('cname-chain', { length: z.int().min(1).max(CNAME_CHAIN_MAX), to: text() }),
  rule('cname-loop', { length: z.int().min(1).max(CNAME_CHAIN_MAX).default(2) }),
  rule('big-txt', { bytes: z.int().min(1).max(BIG_TXT_BYTES_MAX) }),
  rule('answer', { records: text() }),
] as const;

const zone = z.strictObject({
  name: text(),
  ttl: z.int().min(0).max(TTL_MAX).default(60),
  records: text().default(''),
  sign: z.boolean().default(false),
  key: text().optional(),
});

/** A script: the zones that the server is authoritative for, and the rules that spoil its answers. */
export const scriptSchema = z.strictObject({
  zones: z.array(zone).min(1).max(ZONES_MAX),
  rules: z.array(z.discriminatedUnion('fault', RULE_SCHEMAS)).max(RULES_MAX).default([]),
});

/** A script as it is written, in TOML or in a test. */
export type LabScript = z.input<typeof scriptSchema>;
type CheckedScript = z.output<typeof scriptSchema>;
export type CheckedRule = CheckedScript['rules'][number];
export type CheckedZone = CheckedScript['zones'][number];
export type BogusWay = (typeof BOGUS_WAYS)[number];
export type MalformedWay = (typeof MALFORMED_WAYS)[number];
