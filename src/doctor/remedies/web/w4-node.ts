import { portsOf } from '../ask.ts';
import { byHand } from '../steps.ts';
import type { RemedyRule } from '../types.ts';
import { described } from './listens.ts';

/** A program on Node.js: which line it is, only its author knows. */
export const nodeListens: RemedyRule = (finding, patient) => {
  const now = [
    ...portsOf(finding).map((port) => byHand('node-listen', { port: String(port) })),
    byHand('restart', { program: String(finding.values['process'] ?? 'node') }),
  ];
  return described(finding, patient, { id: 'W4', label: 'node', now });
};
