import type { Identifier } from '../../../../../src/core/index.ts';
import type { GeneralName } from '../../../../../src/wire/x509/index.ts';

/** Leaves with addresses. Each of them lies outside the constraints of the test's issuer too, which permits DNS names only. */
export const ADDRESS_CASES: readonly {
  readonly lint: string;
  readonly change: string;
  readonly names: readonly GeneralName[];
  readonly ordered: readonly Identifier[];
  readonly also?: readonly string[];
}[] = [
  {
    lint: 'leaf-names-within-constraints',
    change: 'an address, as ordered',
    names: [ip('20010db8000000000000000000000001')],
    ordered: [{ type: 'ip', value: '2001:db8::1' }],
  },
  {
    lint: 'leaf-names-as-ordered',
    change: 'an address that differs in its last bit',
    names: [ip('20010db8000000000000000000000000')],
    ordered: [{ type: 'ip', value: '2001:db8::1' }],
  },
  {
    lint: 'leaf-names-as-ordered',
    change: 'the octets of an IPv4 address before those of an IPv6 one',
    names: [ip('c0000201')],
    ordered: [{ type: 'ip', value: 'c000:201::' }],
  },
  {
    lint: 'leaf-names-as-ordered',
    change: 'a host name spelled like the ordered address',
    names: [{ kind: 'dns', value: '192.0.2.1' }],
    ordered: [{ type: 'ip', value: '192.0.2.1' }],
    also: ['leaf-san-no-ip-literal'],
  },
  {
    lint: 'leaf-names-as-ordered',
    change: 'an address spelled like the ordered host name',
    names: [ip('c0000201')],
    ordered: [{ type: 'dns', value: '192.0.2.1' }],
  },
  {
    lint: 'leaf-names-as-ordered',
    change: 'an address more',
    names: [ip('c0000201'), ip('c0000202')],
    ordered: [{ type: 'ip', value: '192.0.2.1' }],
  },
  {
    lint: 'leaf-san-unique',
    change: 'an address twice',
    names: [ip('c0000201'), ip('c0000201')],
    ordered: [
      { type: 'ip', value: '192.0.2.1' },
      { type: 'ip', value: '192.0.2.1' },
    ],
  },
  {
    lint: 'leaf-san-ipv4-in-4-octets',
    change: 'an IPv4-mapped address, as ordered',
    names: [ip('00000000000000000000ffffc0000201')],
    ordered: [{ type: 'ip', value: '::ffff:192.0.2.1' }],
  },
];

function ip(hex: string): GeneralName {
  return { kind: 'ip', bytes: Buffer.from(hex, 'hex') };
}
