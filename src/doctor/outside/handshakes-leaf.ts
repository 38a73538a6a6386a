import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { REPORT_MAX } from './limits.ts';
import type { HandshakeFact } from './report.ts';
import { word } from './responses-words.ts';

type Shown = Pick<HandshakeFact, 'leaf' | 'chain'>;

/** What a leaf and the issuers sent with it say, for one host; nothing where the leaf cannot be read. */
export function readLeaf(host: string, der: Uint8Array, issuers: readonly Uint8Array[]): Shown {
  const leaf = read(der);
  if (leaf === undefined) return {};
  const above = issuers.map(read).filter((one) => one !== undefined);
  const names = [...(leaf.subjectAltName ?? '').matchAll(/DNS:([^,"\s]{1,255})/g)].map(([, name = '']) =>
    word(name.toLowerCase(), 255),
  );
  return {
    leaf: {
      fingerprint: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
      notBefore: Date.parse(leaf.validFrom),
      notAfter: Date.parse(leaf.validTo),
      covers: leaf.checkHost(host, { subject: 'never' }) !== undefined,
      names: names.slice(0, REPORT_MAX.values),
      issuer: word(leaf.issuer.replaceAll('\n', ', ')),
      selfSigned: signs(leaf, leaf),
    },
    chain: chainOf(leaf, above),
  };
}

/**
 * `complete` where what was sent leads to a root that Node trusts. Where it does not, and no issuer was sent at all, one is missing;
 * else whoever signed is not trusted. Dates do not count here: they are told for themselves.
 */
function chainOf(leaf: X509Certificate, issuers: readonly X509Certificate[]): HandshakeFact['chain'] {
  const top = issuers.at(-1) ?? leaf;
  roots ??= readRoots();
  // a root that was sent is its own issuer
  const trusted =
    roots.get(top.issuer)?.some((root) => root.raw.equals(top.raw) || signs(root, top)) === true;
  if (trusted) return 'complete';
  return issuers.length === 0 && !signs(leaf, leaf) ? 'incomplete' : 'untrusted';
}

/** By their subject. */
let roots: ReadonlyMap<string, readonly X509Certificate[]> | undefined;

function readRoots(): ReadonlyMap<string, readonly X509Certificate[]> {
  return Map.groupBy(
    getCACertificates('default').flatMap((pem) => read(pem) ?? []),
    ({ subject }) => subject,
  );
}

function signs(issuer: X509Certificate, one: X509Certificate): boolean {
  try {
    return one.checkIssued(issuer) && one.verify(issuer.publicKey);
  } catch {
    return false; // a key of a kind that OpenSSL does not know
  }
}

function read(bytes: Uint8Array | string): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}
