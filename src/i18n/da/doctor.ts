import { advice } from './doctor-advice.ts';
import { causes } from './doctor-causes.ts';
import { check } from './doctor-check.ts';
import { explain } from './doctor-explain.ts';
import { inside } from './doctor-inside.ts';
import { remedies } from './doctor-remedies.ts';
import { perspectives } from './doctor-perspectives.ts';
import { apply } from './doctor-remedies-apply.ts';
import { report } from './doctor-remedies-report.ts';

/** Danish texts of the doctor. */
export const doctor = { advice, causes, check, explain, inside, perspectives, remedies, report, apply };
