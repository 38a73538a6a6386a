import { decodeNameConstraints, OID } from '../../../wire/x509/index.ts';
import { absent, caConstraints, onlyExtensions, purposes } from './extensions.ts';
import { LEAF_NAME_LINTS } from './leaf-names.ts';
import { LEAF_LINTS } from './leaf.ts';
import { ROOT_KNOWN, ROOT_LINTS } from './root.ts';
import type { CertificateView, LeafPlan, LeafView, Lint } from './types.ts';

/** What a perspective's certificate was meant to be: as a leaf, with one URI for a name, and its purposes. */
export type PerspectivePlan = Omit<LeafPlan, 'identifiers'> & {
  readonly uri: string;
  readonly purposes: readonly string[];
};
export type PerspectiveView = LeafView & { readonly planned: PerspectivePlan };

/** The root of the perspectives: as any root, but for what makes it useless to everybody else. */
export const PERSPECTIVE_ROOT_LINTS: readonly Lint<CertificateView>[] = [
  ...ROOT_LINTS.filter(({ id }) => id !== 'root-basic-constraints' && id !== 'root-only-known-extensions'),
  {
    id: 'perspective-root-basic-constraints',
    source: 'RFC 5280 section 4.2.1.9: critical, a CA, and none below it',
    check: (view) => caConstraints(view, 0),
  },
  {
    id: 'perspective-root-no-web-names',
    source: 'RFC 5280 section 4.2.1.10: critical; every DNS name and every IP address excluded',
    check: (view) => {
      const extension = view.find(OID.nameConstraints);
      if (extension === undefined) return 'missing';
      if (!extension.critical) return 'not critical';
      const { excludedDns, excludedIp } = decodeNameConstraints(extension.value);
      if (!excludedDns.includes('')) return 'DNS names are left';
      const whole = (length: number) =>
        excludedIp.some((range) => range.length === length && range.every((byte) => byte === 0));
      return whole(8) && whole(32) ? undefined : 'IP addresses are left';
    },
  },
  {
    id: 'perspective-root-only-known-extensions',
    source: 'nothing else has a meaning here',
    check: (view) => onlyExtensions(view, new Set([...ROOT_KNOWN, OID.nameConstraints])),
  },
];

/** Lints of web servers' certificates that hold here too; the others are about names and places that these do not have. */
const AS_LEAVES: ReadonlySet<string> = new Set([
  'leaf-subject-empty',
  'leaf-begins-now',
  'leaf-validity-limit',
  'leaf-validity-of-profile',
  'leaf-serial-as-written',
  'leaf-validity-as-written',
  'leaf-key-as-ordered',
  'leaf-basic-constraints',
  'leaf-key-usage',
  'leaf-no-subject-key-id',
  'leaf-no-name-constraints',
  'leaf-no-must-staple',
  'leaf-san-present',
  'leaf-san-critical',
]);

/** The certificate of a perspective, of a client of perspectives, or of the server towards them. */
export const PERSPECTIVE_LINTS: readonly Lint<PerspectiveView>[] = [
  ...[...LEAF_LINTS, ...LEAF_NAME_LINTS].filter(({ id }) => AS_LEAVES.has(id)),
  {
    id: 'perspective-one-uri',
    source: 'RFC 5280 section 4.2.1.6: one URI of our own scheme; no name that a web client would look at',
    check: ({ names, planned }) => {
      const [only, ...more] = names();
      if (only?.kind !== 'uri' || more.length > 0) return 'not one URI';
      if (!/^sixfour:(?:coordinator|perspective|client):[a-z0-9-]{1,32}$/.test(only.value))
        return 'another URI';
      return only.value === planned.uri ? undefined : 'not the one planned';
    },
  },
  {
    id: 'perspective-purposes',
    source:
      'RFC 5280 section 4.2.1.12: of both ends for whoever is dialled too, of clients alone for clients',
    check: (view) => purposes(view, view.planned.purposes),
  },
  {
    id: 'perspective-nothing-published',
    source: 'there is neither CRL nor address for it: the row of the store decides at every connection',
    check: (view) => absent(view, OID.crlDistributionPoints) ?? absent(view, OID.authorityInfoAccess),
  },
  {
    id: 'perspective-only-known-extensions',
    source: 'nothing else has a meaning here',
    check: (view) => onlyExtensions(view, KNOWN),
  },
];

const KNOWN: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.authorityInfoAccess,
  OID.crlDistributionPoints,
  OID.nameConstraints,
  OID.subjectAltName,
  OID.tlsFeature,
]);
