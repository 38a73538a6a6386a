/**
 * The names of special address ranges (`src/net/ranges.ts`), which come into messages in English: the words before the bracket are
 * translated, the range and its RFC stay. Each goes on after a colon.
 */
export function rangeText(range: string): string {
  const [, embedded, words = '', network = ''] = PARTS.exec(range) ?? [];
  const name = `${RANGES[words] ?? words}${network.replace('"this network"', '"dette netværk"')}`;
  return embedded === undefined ? name : `en IPv6-form af en IPv4-adresse, der er ${name}`;
}

const PARTS = /^(an IPv6 form of an IPv4 address that is )?(.*?)( \(.*)?$/;
const RANGES: Readonly<Record<string, string>> = {
  'a cloud metadata address': 'en metadataadresse i skyen',
  'a cloud platform address': 'en platformsadresse i skyen',
  unspecified: 'uspecificeret',
  'limited broadcast': 'begrænset broadcast',
  reserved: 'reserveret',
  private: 'privat',
  'shared address space': 'delt adresserum',
  'IETF protocol assignments': 'IETF-protokoltildelinger',
  documentation: 'reserveret til dokumentation',
  'AMT relay': 'AMT-relæ',
  '6to4 relay anycast': 'anycast for 6to4-relæer',
  benchmarking: 'reserveret til ydelsesmålinger',
  'IPv4-mapped': 'IPv4-mappet',
  'IPv4-compatible': 'IPv4-kompatibel',
  'IPv4-translated': 'IPv4-oversat',
  'unique local': 'unik lokal adresse',
  'site-local, deprecated': 'site-local, udgået',
  'local-use NAT64': 'NAT64 til lokal brug',
  'discard-only': 'adresser, hvor alt kasseres',
  'dummy prefix': 'dummypræfiks',
  'segment routing': 'segmentrouting',
  'outside global unicast': 'uden for globalt unicast',
  'not the loopback address': 'ikke loopbackadressen',
};
