/**
 * The names of special address ranges (`src/net/ranges.ts`), which come into messages in English: the words before the bracket are
 * translated, the range and its RFC stay. Each goes on after a colon.
 */
export function rangeText(range: string): string {
  if (range.startsWith(EMBEDDED)) {
    return `forme IPv6 d’une adresse IPv4 : ${rangeText(range.slice(EMBEDDED.length))}`;
  }
  const end = range.indexOf(' (');
  const words = end < 0 ? range : range.slice(0, end);
  return `${RANGES[words] ?? words}${end < 0 ? '' : range.slice(end).replace('"this network"', '« ce réseau »')}`;
}

const EMBEDDED = 'an IPv6 form of an IPv4 address that is ';
const RANGES: Readonly<Record<string, string>> = {
  'a cloud metadata address': 'adresse de métadonnées d’un fournisseur de cloud',
  'a cloud platform address': 'adresse de la plateforme d’un fournisseur de cloud',
  unspecified: 'adresse non spécifiée',
  loopback: 'adresse de bouclage',
  'link-local': 'adresse de lien local',
  multicast: 'adresse de multidiffusion',
  'limited broadcast': 'diffusion limitée',
  reserved: 'plage réservée',
  private: 'adresse privée',
  'shared address space': 'espace d’adressage partagé',
  'IETF protocol assignments': 'attributions de protocoles de l’IETF',
  documentation: 'plage réservée à la documentation',
  'AMT relay': 'relais AMT',
  '6to4 relay anycast': 'anycast des relais 6to4',
  benchmarking: 'plage réservée aux tests de performance',
  'IPv4-mapped': 'adresse IPv4 mappée en IPv6',
  'IPv4-compatible': 'adresse IPv6 compatible IPv4',
  'IPv4-translated': 'adresse IPv4 traduite',
  'unique local': 'adresse locale unique',
  'site-local, deprecated': 'adresse locale de site, obsolète',
  'local-use NAT64': 'NAT64 à usage local',
  'discard-only': 'plage de rejet',
  'dummy prefix': 'préfixe factice',
  'segment routing': 'routage par segments',
  'outside global unicast': 'hors de l’unicast global',
  'not the loopback address': 'ce n’est pas l’adresse de bouclage',
  'not an IP address': 'ce n’est pas une adresse IP',
};
