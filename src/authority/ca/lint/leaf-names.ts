import { formatAddress } from '../../../net/index.ts';
import { type GeneralName, OID } from '../../../wire/x509/index.ts';
import { generalNameKey, generalNameOf, identifierOf } from '../general-names.ts';
import { isPermitted } from '../name-constraints.ts';
import type { LeafView, Lint } from './types.ts';

/** What the names of a leaf have to be (BR 7.1.2.7.12). */
export const LEAF_NAME_LINTS: readonly Lint<LeafView>[] = [
  {
    id: 'leaf-san-present',
    source: 'RFC 5280 section 4.2.1.6: at least one name',
    check: ({ names }) => (names().length > 0 ? undefined : 'no name'),
  },
  {
    id: 'leaf-san-critical',
    source: 'RFC 5280 section 4.2.1.6: critical when the subject is empty, else not',
    check: ({ find, subject }) => {
      const extension = find(OID.subjectAltName);
      if (extension === undefined) return undefined;
      return extension.critical === (subject().attributes.length === 0) ? undefined : 'wrong criticality';
    },
  },
  {
    id: 'leaf-san-kinds',
    source: 'BR 7.1.2.7.12: dNSName and iPAddress only',
    check: ({ names }) =>
      names().every(({ kind }) => kind === 'dns' || kind === 'ip') ? undefined : 'another kind of name',
  },
  {
    id: 'leaf-san-ipv4-in-4-octets',
    source: 'RFC 5280 section 4.2.1.6: an IPv4 address has 4 octets, not the 16 of its IPv6 form',
    check: ({ names }) =>
      names().some((name) => name.kind === 'ip' && isMapped(name.bytes))
        ? 'an IPv4 address as IPv6'
        : undefined,
  },
  {
    id: 'leaf-san-host-names',
    source: 'BR 7.1.2.7.12: lower-case labels of letters, digits and hyphens',
    check: (view) => bad(view, (name) => name.split('.').every((label) => LABEL.test(label))),
  },
  {
    id: 'leaf-san-lengths',
    source: 'RFC 1035 section 2.3.4',
    check: (view) =>
      bad(view, (name) => name.length <= 253 && name.split('.').every((one) => one.length <= 63)),
  },
  {
    id: 'leaf-san-a-labels',
    source: 'RFC 5890 section 2.3.1: hyphens in third and fourth place only in A-labels',
    check: (view) =>
      bad(view, (name) => name.split('.').every((label) => !/^..--/.test(label) || label.startsWith('xn--'))),
  },
  {
    id: 'leaf-san-no-trailing-dot',
    source: 'BR 7.1.2.7.12',
    check: (view) => bad(view, (name) => !name.endsWith('.')),
  },
  {
    id: 'leaf-san-wildcard-first',
    source: 'RFC 6125 section 6.4.3: the whole first label, and no other; not above a top-level domain',
    check: (view) => {
      const wrong = view
        .dnsNames()
        .some(
          (name) =>
            name.includes('*') && !(name.startsWith('*.') && !name.includes('*', 1) && name.includes('.', 2)),
        );
      return wrong ? 'a misplaced wildcard' : undefined;
    },
  },
  {
    id: 'leaf-san-no-arpa',
    source: 'BR 7.1.2.7.12: no name below arpa',
    check: (view) => bad(view, (name) => !/(^|\.)arpa\.?$/.test(name)),
  },
  {
    id: 'leaf-san-no-ip-literal',
    source: 'RFC 5280 section 4.2.1.6: an address is not a host name',
    check: (view) => bad(view, (name) => !/^[0-9.]+$/.test(name)),
  },
  {
    id: 'leaf-san-unique',
    source: 'each name once',
    check: ({ names }) =>
      new Set(names().map(generalNameKey)).size === names().length ? undefined : 'a name twice',
  },
  {
    id: 'leaf-names-as-ordered',
    source: 'RFC 8555 section 7.4, RFC 8738 section 3: exactly the identifiers of the order, byte for byte',
    check: ({ names, plan }) =>
      keys(names()) === keys(plan.identifiers.map(generalNameOf)) ? undefined : 'other names',
  },
  {
    id: 'leaf-names-within-constraints',
    source: 'RFC 5280 section 4.2.1.10: else no client accepts the chain',
    check: ({ names, issuer }) => {
      const outside = names().filter((name) => {
        const identifier = identifierOf(name);
        return identifier !== undefined && !isPermitted(identifier, issuer.permittedNames);
      });
      return outside.length === 0 ? undefined : `${outside.length} of the names`;
    },
  },
];

/** Only an IPv4-mapped address has a dot in its canonical text (RFC 5952 section 5). */
function isMapped(bytes: Uint8Array): boolean {
  return bytes.length === 16 && formatAddress(bytes).text.includes('.');
}

function keys(names: readonly GeneralName[]): string {
  return names.map(generalNameKey).toSorted().join('\n');
}

const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Holds `rule` for every DNS name, its wildcard taken off? Says how many it does not hold for, never which: a log is read by others. */
function bad(view: LeafView, rule: (name: string) => boolean): string | undefined {
  const broken = view.dnsNames().filter((name) => !rule(name.startsWith('*.') ? name.slice(2) : name));
  return broken.length === 0 ? undefined : `${broken.length} of the names`;
}
