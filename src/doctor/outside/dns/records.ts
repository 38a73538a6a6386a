import { randomBytes } from 'node:crypto';
import type { QuestionType } from '../../../net/index.ts';
import { nameFromText, nameKey, readServiceBinding } from '../../../wire/dns/index.ts';
import type { Seen } from '../examine.ts';
import type { Look } from '../kit.ts';
import type { NameFact, OutsideReport } from '../report.ts';
import { caaRecords } from './caa.ts';
import { ANCESTORS_MAX, RANDOM_LABEL_BYTES, TARGETS_MAX } from './limits.ts';
import { type Asked, isHostName, lookUp } from './look-up.ts';

/**
 * Everything else that the DNS says of the name: its zone, CAA, HTTPS records, the sibling, a label that nobody published, and the
 * challenge's names. Comes after the addresses, so that the way down from the root is known and each question is one exchange.
 */
export async function collectRecords(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const { name } = look;
  // of servers that say nothing at all nothing else will be heard either
  const own = seen.names.filter(({ role }) => role === 'subject');
  if (own.length > 0 && own.every(({ outcome }) => outcome === 'timeout' || outcome === 'unreachable'))
    return;
  const ask = async (host: string, type: QuestionType, role: NameFact['role']): Promise<Asked> => {
    const asked = await lookUp(look, host, type, role);
    add({ names: [asked.fact] });
    return asked;
  };
  const above = ancestors(name);
  const zones = above.flatMap((host) => [ask(host, 'SOA', 'zone'), ask(host, 'NS', 'zone')]);
  const caa = Promise.all(above.map((host) => ask(host, 'CAA', host === name ? 'subject' : 'zone')));
  const addressesOf = (host: string, role: NameFact['role']) =>
    (['AAAA', 'A'] as const).map((type) => ask(host, type, role));
  const beside = randomBeside(name);
  const sibling = siblingOf(name);
  await Promise.all([
    ...zones,
    caa.then((asked) => add({ records: caaRecords(look, asked) })),
    ask(name, 'HTTPS', 'subject').then(({ lookup }) =>
      Promise.all(targets(lookup.records, name).flatMap((host) => addressesOf(host, 'target'))),
    ),
    ...(sibling === undefined ? [] : addressesOf(sibling, 'sibling')),
    ...(beside === undefined ? [] : addressesOf(beside, 'random')),
    ...challengeAsks(name, above).map(([host, type, role]) => ask(host, type, role)),
  ]);
}

/** The name itself and what is above it, the top-level domain last. */
export function ancestors(name: string): string[] {
  const labels = name.split('.');
  return labels.map((_, at) => labels.slice(at).join('.')).slice(-ANCESTORS_MAX);
}

/** Apex of a www name, or the reverse. */
function siblingOf(name: string): string | undefined {
  if (!name.startsWith('www.')) return fits(`www.${name}`);
  const apex = name.slice('www.'.length);
  return apex.includes('.') ? apex : undefined;
}

/** Below a top-level domain there is no zone of anybody's. */
function randomBeside(name: string): string | undefined {
  const parent = name.split('.').slice(1).join('.');
  return parent.includes('.') ? fits(`${randomLabel()}.${parent}`) : undefined;
}

type Ask = readonly [host: string, type: QuestionType, role: NameFact['role']];

/**
 * The challenge's name, whether it is a zone of its own, and whether it stands where panels put it that append the zone to what is
 * already the whole name; each beside a label that nobody published, for wildcards answer there too.
 */
function challengeAsks(name: string, above: readonly string[]): Ask[] {
  const challenge = `_acme-challenge.${name}`;
  const asks: Ask[] = [
    [challenge, 'TXT', 'challenge'],
    [challenge, 'SOA', 'challenge'],
    [`_validation-persist.${name}`, 'TXT', 'challenge'],
    ...above
      .filter((zone) => zone.includes('.'))
      .flatMap((zone): Ask[] => [
        [`${challenge}.${zone}`, 'TXT', 'doubled'],
        [`${randomLabel()}.${name}.${zone}`, 'TXT', 'random'],
      ]),
  ];
  return asks.filter(([host]) => fits(host) !== undefined);
}

function randomLabel(): string {
  return randomBytes(RANDOM_LABEL_BYTES).toString('hex');
}

/** RFC 1035 section 2.3.4: 253 characters without the last dot. */
function fits(host: string): string | undefined {
  return host.length <= 253 ? host : undefined;
}

/** Names other than its own that HTTPS records lead to. */
function targets(records: Asked['lookup']['records'], name: string): string[] {
  const found = records.flatMap(({ data }) => {
    const target = data.kind === 'unknown' ? readServiceBinding(data.bytes)?.target : undefined;
    return target === undefined || target.length === 0 ? [] : [nameKey(target)];
  });
  const others = found.filter((host) => isHostName(host) && host !== nameKey(nameFromText(name)));
  return [...new Set(others)].slice(0, TARGETS_MAX);
}
