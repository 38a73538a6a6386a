import type { Judgement } from '../../core/index.ts';
import { LOOKUP_MS } from './dns/limits.ts';
import { lookUpAt } from './dns/look-up.ts';
import { isUnanswered } from './dns/unanswered.ts';
import type { Look } from './kit.ts';
import type { VerdictFact } from './report.ts';

/**
 * dns-01, where the challenge's name is delegated (a CNAME or name servers of its own): whoever is to answer there has to answer, if only
 * that there is nothing yet. Undefined where nothing is delegated: then any client of the zone's own provider may put it there.
 */
export async function dnsVerdict(look: Look): Promise<VerdictFact | undefined> {
  const name = `_acme-challenge.${look.name}`;
  const resolver = look.kit.resolver(look.name); // a walk of its own, as a CA's is
  const [txt, ns] = await Promise.all(
    (['TXT', 'NS'] as const).map((type) => lookUpAt(look, resolver, name, type, 'challenge', LOOKUP_MS)),
  );
  if (txt === undefined || ns === undefined) return undefined;
  const { outcome, chain } = txt.fact;
  const delegated = chain.length > 0 || ns.lookup.records.length > 0;
  const failed = isUnanswered(outcome) || outcome === 'loop' || outcome === 'bogus';
  if (!delegated && !failed) return undefined;
  const judged: Judgement = failed ? 'invalid' : 'valid';
  return {
    challenge: 'dns-01',
    rules: { documented: judged, boulder: judged, 'per-hop': judged },
    caa: 'not-asked',
    ...(judged === 'invalid' && { fault: outcome === 'bogus' ? 'validationDnssec' : 'validationTxtLookup' }),
    hops: [],
  };
}
