import type { Measurement } from '../../doctor/causes/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import { isApplicable } from './apply-judge.ts';
import type { CheckOutcome } from './outcome.ts';

/** A sentence, and the command that it speaks of, which is never wrapped nor translated. */
export type Advised = { readonly text: string; readonly command: string | undefined };

/** The one thing to do next: mend what is surest, or measure what would decide. Undefined where nothing is wrong. */
export function nextStep(messages: Catalogue, outcome: CheckOutcome): Advised | undefined {
  const { name, inside } = outcome;
  const { next } = messages.doctor.report;
  const [first] = outcome.findings;
  if (first === undefined) return undefined;
  const [best] = first.remedies;
  if (first.certainty === 'ambiguous' || best === undefined) return deciding(messages, outcome, first.decide);
  if (best.at !== 'host')
    return { text: (best.at === 'dns' ? next.dns : next.elsewhere)(), command: `sixfour check ${name}` };
  return inside !== undefined && first.remedies.some(isApplicable)
    ? { text: next.apply(), command: `sixfour check ${name} --here --apply` }
    : { text: next.host(), command: `sixfour check ${name}` };
}

/** How the next measurement is made; undefined where none would tell more. */
export function deciding(
  messages: Catalogue,
  { name, perspectives, inside }: CheckOutcome,
  wanted: Measurement,
): Advised | undefined {
  // from everywhere it was looked at already: the machine itself is left
  const measurement = wanted === 'perspectives' && perspectives !== undefined ? 'inside' : wanted;
  if (measurement === 'none' || (measurement !== wanted && inside !== undefined)) return undefined;
  const text = messages.doctor.report.decide[measurement]();
  return { text, command: COMMANDS[measurement]?.(name) };
}

const COMMANDS: Partial<Record<Measurement, (name: string) => string>> = {
  inside: (name) => `sixfour check ${name} --here`,
  'inside-root': (name) => `sudo sixfour check ${name} --here`,
  counter: (name) => `sudo sixfour check ${name} --inside --count ADDRESS --output FILE`,
  confirm: (name) => `sixfour check ${name} --confirm`,
  perspectives: (name) => `sixfour check ${name} --perspectives`,
  'client-log': () => 'sixfour explain "..."',
};
