import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import type { NameFact, OutsideReport } from './report.ts';

/** Addresses of the name, as a CA's resolver finds them. */
export async function collectNames(
  look: Look,
  _seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const resolver = look.kit.resolver(look.name);
  const ask = async (type: 'AAAA' | 'A') => {
    const { evidence, addresses } = await resolver.lookup({
      name: look.name,
      type,
      hop: 0,
      deadlineMs: look.deadlineMs,
    });
    const { outcome, rcode, chain = [], ms } = evidence;
    const fact: NameFact = {
      host: look.name,
      role: 'subject',
      type,
      outcome,
      ...(rcode !== undefined && { rcode }),
      chain: [...chain],
      addresses: addresses.map((one) => one.text),
      values: [],
      ms,
    };
    add({ names: [fact] });
  };
  await Promise.all([ask('AAAA'), ask('A')]);
}
