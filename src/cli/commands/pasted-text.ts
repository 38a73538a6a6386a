import { PASTE_BYTES_MAX } from '../../doctor/explain/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import { readStandardInput, STANDARD } from '../standard-input.ts';

/** A text that somebody pasted, or in words why there is none that can be read. */
export type PastedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly misused: string };

/** The text itself, or standard input where it is `-`. No more is read than `explain` looks at. */
export async function pastedText({ doctor }: Catalogue, given: string): Promise<PastedText> {
  const texts = doctor.explain;
  const text = given === STANDARD ? await readStandardInput(PASTE_BYTES_MAX) : given;
  if (text === undefined || Buffer.byteLength(text) > PASTE_BYTES_MAX)
    return { ok: false, misused: texts.tooLong({ max: PASTE_BYTES_MAX }) };
  return text.trim() === '' ? { ok: false, misused: texts.nothing() } : { ok: true, text };
}
