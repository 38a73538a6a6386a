import type { DryValidationView } from '../console/api/index.ts';
import type { DryNote } from '../i18n/index.ts';

/** What is known besides the answer. */
export type Around = {
  readonly accountGiven: boolean;
  /** How often this machine was asked for the challenge, where it answered it. */
  readonly asked: number | undefined;
  readonly isOwnAddress: (address: string) => boolean;
};

type Facts = {
  readonly name: string;
  readonly perspectives: number;
  readonly compared: string;
  readonly good: number;
  readonly bad: number;
};

/** What whoever reads a dry validation should know besides its verdict. Pure. */
export function dryNotes(
  view: DryValidationView,
  around: Around,
): { readonly note: DryNote; readonly facts: Facts }[] {
  const { name, compared, valid, families, perspectives, evidence } = view;
  const attempts = evidence.filter((one) => one.kind === 'attempt');
  const alone = !perspectives.asked;
  const four = families !== null && families[6] === 'invalid' && families[4] === 'valid';
  const six = families !== null && families[4] === 'invalid' && families[6] === 'valid';
  const otherAccount = evidence.some((one) => one.kind === 'caa' && one.reason === 'other-account');
  const holds: readonly (readonly [DryNote, boolean])[] = [
    ['token-only', valid && compared === 'token'],
    ['family-fails', valid && (four || six)],
    ['not-reached', around.asked === 0 && attempts.some(({ outcome }) => outcome === 'response')],
    ['account-not-given', otherAccount && !around.accountGiven],
    ['perspectives-not-asked', alone && perspectives.joined > 0],
    [
      'same-machine',
      valid && alone && attempts.length > 0 && attempts.every((one) => around.isOwnAddress(one.address)),
    ],
  ];
  const facts = {
    name,
    perspectives: perspectives.joined,
    compared,
    good: four ? 4 : 6,
    bad: four ? 6 : 4,
  };
  return holds.flatMap(([note, is]) => (is ? [{ note, facts }] : []));
}
