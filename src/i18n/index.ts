import type { Fault } from '../core/faults.ts';
import { da } from './da/index.ts';
import { type Catalogue, en } from './en/index.ts';
import { fr } from './fr/index.ts';
import { translated } from './translation.ts';

export type { Catalogue } from './en/index.ts';
export type { LabReason } from './en/cli-lab.ts';
export type { CertificateRefusal, IdentityProblem, TokenRefusal } from './en/faults-native.ts';
export type { AdviceStepText } from './en/doctor-advice-steps.ts';
export type { ExplainRowId } from './en/doctor-explain-rows.ts';
export type { DryInputReason, DryNote } from './en/cli-validate.ts';
export type { OpenMpicIssue } from './en/open-mpic.ts';
export type { SettingText } from './en/settings.ts';
export { chooseLanguage } from './language.ts';
export { retelling } from './translation.ts';

const CATALOGUES: Readonly<Record<string, Catalogue>> = {
  en,
  da: translated(en, da),
  fr: translated(en, fr),
};

/** The catalogue for a language tag such as `en` or `fr-CH`; English where that language has none. */
export function catalogue(language: string): Catalogue {
  return CATALOGUES[language.slice(0, 2).toLowerCase()] ?? en;
}

/** A fault as one readable text. */
export function describeFault(fault: Fault, messages: Catalogue = en): string {
  // the parameter type of each message was checked where the fault was made
  const message = messages.faults[fault.code] as (params: unknown) => string;
  return message(fault.params);
}
