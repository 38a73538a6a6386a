import { parseTrustAnchor, type Settings } from '../../config/index.ts';
import { type Anchors, ROOT_ANCHORS, type TrustAnchor } from '../../net/index.ts';
import { nameFromText, nameIsUnder } from '../../wire/dns/index.ts';

type Mode = 'record' | 'require';

/** Which ways of asking validate, how, and from which anchors; nothing where DNSSEC is off. */
export type DnssecPlan = {
  /** For the search from the root. */
  readonly walk?: { readonly mode: Mode; readonly anchors: Anchors };
  /** For the resolvers of the settings or the system. */
  readonly stub?: { readonly mode: Mode; readonly anchors: Anchors };
  /** For the servers of a zone of the settings: by anchors of that zone or below it only. */
  zone(name: string): { readonly mode: Mode; readonly anchors: Anchors } | undefined;
};

/**
 * What `validation.dnssec` means for each way. A root of one's own (`root_hints`, or a stub for `.`) has keys of its own: IANA's
 * count only for the public one.
 */
export function planDnssec(settings: Settings['validation']): DnssecPlan {
  const { dnssec, root_hints: hints, stubs, zones } = settings;
  if (dnssec === 'off') return { zone: () => undefined };
  const configured = settings.trust_anchors.map(readAnchor);
  const ownRoot = hints.length > 0 || stubs['.'] !== undefined;
  const replaced = ownRoot || configured.some((anchor) => anchor.zone.length === 0);
  const islands = [...Object.keys(stubs), ...Object.keys(zones)].map(nameFromText);
  const anchors: Anchors = { anchors: [...configured, ...(replaced ? [] : ROOT_ANCHORS)], islands };
  const given: Mode | undefined = dnssec === 'auto' ? undefined : dnssec;
  const walk = given ?? (anchors.anchors.length > 0 ? 'require' : undefined);
  return {
    ...(walk && { walk: { mode: walk, anchors } }),
    ...(given && { stub: { mode: given, anchors } }),
    zone(name) {
      const apex = nameFromText(name);
      const inside = configured.filter((anchor) => nameIsUnder(anchor.zone, apex));
      if (inside.length === 0) return undefined;
      return { mode: given ?? 'require', anchors: { anchors: inside, islands: [] } };
    },
  };
}

/** The settings were checked when they were read. */
function readAnchor(text: string): TrustAnchor {
  const anchor = parseTrustAnchor(text);
  if (anchor === undefined) throw new Error('validation.trust_anchors: not checked');
  return { zone: nameFromText(anchor.zone), data: anchor.data };
}
