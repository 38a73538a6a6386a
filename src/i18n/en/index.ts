import { cli } from './cli.ts';
import { faults } from './faults.ts';
import { type SettingTexts, settings } from './settings.ts';

/** The English catalogue. It is the type of every other language's catalogue. */
export const en = { faults, cli, settings: settings as SettingTexts };
export type Catalogue = typeof en;
