/** English texts of `sixfour allow`. */
export const allow = {
  reasons: {
    wildcard: (p: { name: string }) =>
      `a name is allowed together with everything below it, wildcards too: leave out "*." and allow "${p.name}".`,
    address: () =>
      'it is an IP address. Certificates for addresses are allowed with --address, validation inside a network with --network.',
    notAPrefix: () =>
      'it is not an address such as 2001:db8:1::1 or a prefix such as 2001:db8:1::/48, whose bits after the prefix must be zero.',
    neverIssued: (p: { range: string }) => `no certificate is ever issued for it: it is ${p.range}.`,
    prefixTooWide: (p: { least: number }) =>
      `it is so wide that it holds the networks of strangers. Give prefixes of ${p.least} bits or more.`,
    notAName: () =>
      'it is not a host name (letters, digits and hyphens in labels of 1 to 63, joined by dots).',
    publicSuffix: () =>
      'it is a public suffix, under which strangers register their names. Allow the names that are yours below it.',
    notANetwork: () =>
      'it is not a network such as 10.0.0.0/8 or fd00:6464::/32, whose bits after the prefix must be zero.',
    neverReached: () =>
      'validation never connects to loopback, link-local, metadata and multicast addresses, whatever is listed.',
    tooWide: (p: { least: number }) =>
      `it is so wide that it holds far more than one private network. Public addresses need no listing; give each private network by itself, such as 10.0.0.0/8 or fd00::/8 (a prefix of ${p.least} bits or more, or a network inside one special range).`,
  },
  added: (p: { kind: string; value: string }) => `allowed: ${describe(p)}`,
  there: (p: { kind: string; value: string }) => `allowed already: ${describe(p)}`,
  removed: (p: { kind: string; value: string }) => `no longer allowed: ${describe(p)}`,
  none: () =>
    "Nothing is allowed yet, so nothing but the server's own name is issued. Allow a name and all below it with: sixfour allow example.org",
  kind: {
    name: () => 'name and all below',
    exact: () => 'this name only',
    address: () => 'addresses to certify',
    network: () => 'network to validate in',
  },
  nothingToDo: () => 'Say what to allow (sixfour allow example.org), or use --list alone.',
};

function describe(p: { kind: string; value: string }): string {
  if (p.kind === 'name') return `${p.value} and every name below it`;
  if (p.kind === 'exact') return `${p.value}, and no name below it`;
  if (p.kind === 'address') return `certificates for the addresses in ${p.value}`;
  return `validation inside ${p.value}`;
}
