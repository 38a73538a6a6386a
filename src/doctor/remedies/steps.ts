import type { Catalogue } from '../../i18n/index.ts';
import type { Finding } from '../causes/index.ts';
import { portsOf, familyOf } from './ask.ts';
import type { ByHand, Patient, Remedy, Step } from './types.ts';

/** The makers of steps. */
export function run(...lines: readonly string[]): readonly Step[] {
  return lines.map((line) => ({ do: 'run', line }));
}

export function write(...lines: readonly string[]): readonly Step[] {
  return lines.map((line) => ({ do: 'write', line }));
}

export function record(...lines: readonly string[]): readonly Step[] {
  return lines.map((line) => ({ do: 'record', line }));
}

type Texts = Catalogue['doctor']['remedies']['byHand'];

/** What a person does; its values are exactly those that its text takes. */
export function byHand<K extends ByHand>(text: K, ...values: Parameters<Texts[K]>): Step {
  return { do: 'by-hand', text, values: { ...values[0] } };
}

/** A remedy for one finding, with the values of its title. */
export function remedy(
  finding: Finding,
  patient: Patient,
  parts: Pick<Remedy, 'id' | 'at' | 'now'> & Partial<Omit<Remedy, 'values'>>,
): Remedy {
  const { name } = patient;
  const values = { name, ports: portsOf(finding).join(', '), family: `IPv${familyOf(finding)}` };
  return { permanent: [], verify: [], undo: [], undoPermanent: [], ...parts, values };
}
