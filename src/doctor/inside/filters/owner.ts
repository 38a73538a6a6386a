/**
 * Who made a chain, as its names tell: managers and programs name theirs so that they find them again. Undefined for what somebody
 * wrote by hand.
 */
export function ownerOf(table: string, chain: string): string | undefined {
  const found = OWNERS.find(([pattern, about]) => pattern.test(about === 'table' ? table : chain));
  return found?.[2];
}

const OWNERS: readonly (readonly [RegExp, 'table' | 'chain', string])[] = [
  [/^\w+ firewalld$/, 'table', 'firewalld'],
  [/^\w+ (?:f2b-table|fail2ban)/, 'table', 'fail2ban'],
  [/^\w+ crowdsec/, 'table', 'crowdsec'],
  [/^\w+ docker-bridges$/, 'table', 'docker'],
  [/^(?:f2b-|fail2ban)/, 'chain', 'fail2ban'],
  [/^CROWDSEC/i, 'chain', 'crowdsec'],
  [/^DOCKER/, 'chain', 'docker'],
  [/^(?:ufw6?-)/, 'chain', 'ufw'],
  [/^LIBVIRT_/, 'chain', 'libvirt'],
  [/^(?:IN_|INPUT_ZONES|INPUT_direct|FWDI_|FWDO_)/, 'chain', 'firewalld'],
];
