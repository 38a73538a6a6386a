import { cli } from './cli.ts';
import { doctor } from './doctor.ts';
import { faults } from './faults.ts';
import { fragments } from './fragments.ts';
import { issuance } from './issuance.ts';
import { openMpic } from './open-mpic.ts';
import { publish } from './publish.ts';
import { type SettingTexts, settings } from './settings.ts';
import { settingsDocument } from './settings-document.ts';
import { updateReasons } from './update.ts';

/** The English catalogue. It is the type of every other language's catalogue. */
export const en = {
  faults,
  cli,
  doctor,
  issuance,
  openMpic,
  publish,
  settings: settings as SettingTexts,
  settingsDocument,
  updateReasons,
  fragments,
};
export type Catalogue = typeof en;
