import { createRequire } from 'node:module';
import type { Fault } from '../core/faults.ts';
import { type Catalogue, en } from './en/index.ts';
import { type Translation, translated } from './translation.ts';

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

/** Read when they are asked for: most commands need one language, and each takes as long to read as English. */
const TRANSLATIONS: Readonly<Record<string, () => Translation>> = {
  da: () => (load('./da/index.ts') as typeof import('./da/index.ts')).da,
  fr: () => (load('./fr/index.ts') as typeof import('./fr/index.ts')).fr,
};
const load = createRequire(import.meta.url);
const catalogues = new Map<string, Catalogue>([['en', en]]);

/** The catalogue for a language tag such as `en` or `fr-CH`; English where that language has none. */
export function catalogue(language: string): Catalogue {
  const code = language.slice(0, 2).toLowerCase();
  const translation = Object.hasOwn(TRANSLATIONS, code) ? TRANSLATIONS[code] : undefined;
  const known = catalogues.get(code) ?? (translation === undefined ? en : translated(en, translation()));
  if (translation !== undefined) catalogues.set(code, known);
  return known;
}

/** A fault as one readable text. */
export function describeFault(fault: Fault, messages: Catalogue = en): string {
  // the parameter type of each message was checked where the fault was made
  const message = messages.faults[fault.code] as (params: unknown) => string;
  return message(fault.params);
}
