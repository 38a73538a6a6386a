import { allow as englishAllow } from '../en/cli-allow.ts';
import { issuance as englishIssuance } from '../en/issuance.ts';
import { settings as englishSettings } from '../en/settings.ts';
import { retelling } from '../translation.ts';
import { allow } from './cli-allow.ts';
import { issuance } from './issuance.ts';
import { settings } from './settings.ts';

/** Reasons that come into messages as English texts of the catalogue, in Danish. */
export const issuanceText = retelling(englishIssuance, issuance);
export const allowText = retelling(englishAllow.reasons, allow.reasons ?? {});

/** What a setting may hold. */
export function allowedText(english: string): string {
  const key = Object.entries(englishSettings).find(([, { allowed }]) => allowed === english)?.[0];
  return settings[key as keyof typeof settings]?.allowed ?? english;
}
