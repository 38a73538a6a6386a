// A small signed Internet made with BIND's tools: a root, `test` below it, and one zone under `test` for each way in which a chain
// of trust can hold or break.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDnsServer } from '../support/dns-server.ts';
import { startNamed } from '../support/named.ts';
import type { Named } from '../support/named.ts';
import { mustRun } from '../support/process.ts';

export type SignedWorld = {
  /** Serves every zone: for those who ask one server only. */
  readonly all: Named;
  /** Serves the root and `test` on ::1, and refers to 127.0.0.1 for the rest: for those who walk. */
  readonly parents: Named;
  /** The root's key, as a DS record's text. */
  readonly anchor: string;
  /** The same as BIND's `trust-anchors` clause, and as unbound reads it. */
  readonly anchorFile: string;
  readonly directory: string;
  close(): Promise<void>;
};

type Kind = {
  readonly algorithm?: string;
  readonly sign?: readonly string[];
  /** Further lines of the zone file. */
  readonly more?: string;
  /** What the parent says of the zone. */
  readonly ds?: 'sha256' | 'sha384' | 'sha1' | 'wrong' | 'none';
  readonly unsigned?: true;
  readonly tamper?: (zone: string) => string;
};

const ZONE_TEXT = `$TTL 300
@ SOA ns hostmaster 7 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
www A 192.0.2.1
www AAAA 2001:db8::1
txt TXT "one" "two"
@ CAA 0 issue "ca.test"
alias CNAME www
chain CNAME alias
away CNAME www.nsec3.test.
to-unsigned CNAME www.unsigned.test.
to-broken CNAME www.expired.test.
to-nowhere CNAME none.nsec3.test.
d DNAME www.nsec.test.
dd DNAME wild.nsec3.test.
*.wild A 192.0.2.9
*.wildalias CNAME www
ent.a.b A 192.0.2.10
MiXed.Case A 192.0.2.11
big TXT ${Array.from({ length: 12 }, () => `"${'x'.repeat(250)}"`).join(' ')}
`;

const PAST = ['-s', '20200101000000', '-e', '20200201000000'];
const FUTURE = ['-s', '20900101000000', '-e', '20900201000000'];
const NSEC3 = ['-3', '-'];

/** Zones by their label under `test`. */
const KINDS: Readonly<Record<string, Kind>> = {
  nsec: {},
  nsec3: { sign: ['-3', 'aabbccdd', '-H', '5'] },
  rsa: { algorithm: 'RSASHA256' },
  rsa512: { algorithm: 'RSASHA512', sign: NSEC3 },
  p384: { algorithm: 'ECDSAP384SHA384', ds: 'sha384' },
  ed25519: { algorithm: 'ED25519', sign: NSEC3 },
  ed448: { algorithm: 'ED448' },
  optout: {
    sign: [...NSEC3, '-A'],
    more: 'un NS ns.un\nun.ent NS ns.un\nns.un A 127.0.0.1\n',
  },
  'un.optout': { unsigned: true },
  unsigned: { unsigned: true },
  island: { ds: 'none' },
  wrongds: { ds: 'wrong' },
  sha1ds: { ds: 'sha1' },
  sha1alg: { algorithm: 'RSASHA1' },
  expired: { sign: PAST },
  future: { sign: FUTURE },
  nosignatures: { unsigned: true, ds: 'wrong' },
  stripped: { tamper: (zone) => without(zone, /^www\.stripped\.test\.\s.*\sRRSIG\s+A\s/) },
  forged: { tamper: (zone) => zone.replace(/^(www\.forged\.test\..*\sA\s+)192\.0\.2\.1$/m, '$1192.0.2.66') },
  // named takes a zone whose NSEC records are not signed for an unsigned one, and sends no signatures at all
  bare: { tamper: (zone) => without(zone, /\sRRSIG\s+NSEC\s/) },
  iterations: { sign: ['-3', '-', '-H', '60'] },
};

/** Makes keys, signs, and starts three servers; the caller closes them. */
export async function buildSignedWorld(): Promise<SignedWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'sixfour-dnssec-'));
  const zones: Record<string, string> = {};
  const delegations: string[] = [];
  for (const [label, kind] of Object.entries(KINDS)) {
    const zone = `${label}.test`;
    const made = await makeZone(directory, zone, ZONE_TEXT + (kind.more ?? ''), kind);
    zones[zone] = made.text;
    if (label.includes('.')) continue; // delegated by the zone above it
    delegations.push(`${zone}. NS ns.${zone}.`, `ns.${zone}. A 127.0.0.1`, ...made.ds);
  }
  const top = await makeZone(
    directory,
    'test',
    `${head('ns')}ns AAAA ::1\n${delegations.join('\n')}\nhere A 192.0.2.5\n`,
    {},
  );
  const root = await makeZone(
    directory,
    '.',
    `${head('ns.test.')}test. NS ns.test.\nns.test. AAAA ::1\n${top.ds.join('\n')}\n`,
    {},
  );
  const above = { '.': root.text, test: top.text };
  const all = await startNamed({ ...above, ...zones });
  // one port, two addresses: a walk finds the zones' servers by their addresses alone
  const { port } = await freed();
  const parents = await startNamed(above, { address: '::1', port });
  const children = await startNamed(zones, { address: '127.0.0.1', port });
  const anchor = root.ds[0] ?? '';
  const anchorFile = join(directory, 'anchor.conf');
  const [, , , tag, algorithm, type, ...digest] = anchor.split(/\s+/);
  await writeFile(
    anchorFile,
    `trust-anchors { . static-ds ${tag} ${algorithm} ${type} "${digest.join('')}"; };\n`,
  );
  return {
    all,
    parents,
    anchor,
    anchorFile,
    directory,
    async close() {
      await Promise.all([all.close(), parents.close(), children.close()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function head(ns: string): string {
  return `$TTL 300\n@ SOA ${ns} hostmaster 1 3600 600 86400 60\n@ NS ${ns}\n`;
}

async function makeZone(
  root: string,
  zone: string,
  text: string,
  kind: Kind,
): Promise<{ text: string; ds: readonly string[] }> {
  const directory = join(root, zone === '.' ? 'root' : zone);
  await mkdir(directory);
  const keygen = [
    'dnssec-keygen',
    '-q',
    '-K',
    directory,
    '-f',
    'KSK',
    '-a',
    kind.algorithm ?? 'ECDSAP256SHA256',
  ];
  if (kind.algorithm?.startsWith('RSA') === true) keygen.push('-b', '2048');
  const { stdout } = await mustRun([...keygen, zone]);
  const ds = await delegate(join(directory, stdout.trim()), kind.ds ?? (kind.unsigned ? 'none' : 'sha256'));
  if (kind.unsigned === true) return { text, ds };
  const plain = join(directory, 'plain');
  const signed = join(directory, 'signed');
  await writeFile(plain, text);
  const sign = ['dnssec-signzone', '-q', '-P', '-S', '-z', '-d', directory, '-K', directory, '-O', 'full'];
  await mustRun([...sign, '-f', signed, '-o', zone, ...(kind.sign ?? []), plain], { cwd: directory });
  const made = await readFile(signed, 'utf8');
  return { text: kind.tamper?.(made) ?? made, ds };
}

async function freed(): Promise<{ port: number }> {
  const probe = await startDnsServer();
  await probe.close();
  return probe;
}

/** The DS records that the parent gets. */
async function delegate(key: string, how: NonNullable<Kind['ds']>): Promise<readonly string[]> {
  if (how === 'none') return [];
  const digest = how === 'sha1' ? '1' : how === 'sha384' ? '4' : '2';
  const { stdout } = await mustRun(['dnssec-dsfromkey', '-a', digest, `${key}.key`]);
  const lines = stdout.trim().split('\n');
  if (how !== 'wrong') return lines;
  return lines.map((line) => line.replace(/[0-9A-F]{2}$/, (last) => (last === '00' ? '01' : '00')));
}

function without(zone: string, pattern: RegExp): string {
  return zone
    .split('\n')
    .filter((line) => !pattern.test(line))
    .join('\n');
}
