import { type Anchor, anchorsOver, type Dialer, knock } from '../../net/index.ts';
import { OUTBOUND_ANCHORS, OUTBOUND_MS } from './limits.ts';
import type { InsideReport } from './report.ts';
import type { Part } from './survey.ts';

/** Where the machine's own way out is tried, only where somebody asked for it. */
export type Outbound = {
  readonly dialer: Dialer;
  /** Public servers that take connections over TCP: those of the DNS root. */
  readonly anchors: readonly Anchor[];
};

/** Whether the machine reaches the Internet, over each family for itself, and from which of its addresses. Nothing is sent but a SYN. */
export async function collectOutbound({ dialer, anchors }: Outbound): Promise<Part> {
  const tried = await Promise.all([6, 4].map((family) => tryFamily(dialer, anchors, family as 6 | 4)));
  return { outbound: tried.flat() };
}

/** One after the other, until one answers: that one of many is down says nothing of this machine. */
async function tryFamily(
  dialer: Dialer,
  anchors: Outbound['anchors'],
  family: 6 | 4,
): Promise<InsideReport['outbound']> {
  const facts: InsideReport['outbound'] = [];
  for (const { address, port } of anchorsOver(family, anchors).slice(0, OUTBOUND_ANCHORS)) {
    const { ending, source } = await knock(dialer, { address, port, timeoutMs: OUTBOUND_MS });
    const { outcome } = ending;
    const fact = { family, to: address.text, outcome };
    if (outcome === 'response') return [{ ...fact, ...(source !== undefined && { source: source.text }) }];
    facts.push(fact);
  }
  return facts;
}
