import type { Translation } from '../translation.ts';
import { cli } from './cli.ts';
import { doctor } from './doctor.ts';
import { faults } from './faults.ts';
import { fragments } from './fragments.ts';
import { issuance } from './issuance.ts';
import { openMpic } from './open-mpic.ts';
import { publish } from './publish.ts';
import { settings } from './settings.ts';
import { settingsDocument } from './settings-document.ts';
import { updateReasons } from './update.ts';

/** The French catalogue. */
export const fr: Translation = {
  faults,
  cli,
  doctor,
  issuance,
  openMpic,
  publish,
  settings,
  settingsDocument,
  updateReasons,
  fragments,
};
