import { nameToText } from '../wire/dns/index.ts';
import type { LabPlan } from './types.ts';

/** What a validator is told so that it believes a signed zone. */
export type TrustAnchor = {
  /** With its dot at the end. */
  readonly zone: string;
  /** Zone file lines. */
  readonly ds: string;
  readonly dnskey: string;
};

/** The anchors of all signed zones of a plan, in the script's order. */
export function trustAnchors(plan: LabPlan): readonly TrustAnchor[] {
  return plan.zones.flatMap(({ apex, signer }) => {
    if (signer === undefined) return [];
    const { ds, dnskey } = signer;
    const zone = apex.length === 0 ? '.' : `${nameToText(apex)}.`;
    const digest = Buffer.from(ds.digest).toString('hex').toUpperCase();
    const key = Buffer.from(dnskey.publicKey).toString('base64');
    return [
      {
        zone,
        ds: `${zone} IN DS ${ds.keyTag} ${ds.algorithm} ${ds.digestType} ${digest}`,
        dnskey: `${zone} IN DNSKEY ${dnskey.flags} ${dnskey.protocol} ${dnskey.algorithm} ${key}`,
      },
    ];
  });
}
