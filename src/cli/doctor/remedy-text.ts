import type { Remedy, Step } from '../../doctor/remedies/index.ts';
import type { Catalogue } from '../../i18n/index.ts';

/** A remedy's heading: for which program it is, and what it does. */
export function remedyTitle(messages: Catalogue, { id, label, values }: Remedy): string {
  const title = messages.doctor.remedies.titles[id](values);
  const { remedy, labelled } = messages.doctor.report;
  return label === undefined ? remedy({ id, title }) : labelled({ id, label, title });
}

/** A step as lines: those of machines as they are, those for people as a text to be wrapped. */
export function stepText(
  messages: Catalogue,
  step: Step,
): { readonly exact: boolean; readonly lines: readonly string[] } {
  if (step.do === 'edit') return { exact: true, lines: step.diff.split('\n') };
  if (step.do !== 'by-hand') return { exact: true, lines: [step.line] };
  // the values were checked against the text where the step was made
  const text = messages.doctor.remedies.byHand[step.text] as (values: unknown) => string;
  return { exact: false, lines: [text(step.values)] };
}
