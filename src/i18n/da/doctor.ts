import { causes } from './doctor-causes.ts';
import { check } from './doctor-check.ts';
import { explain } from './doctor-explain.ts';
import { remedies } from './doctor-remedies.ts';

/** Danish texts of the doctor. */
export const doctor = { causes, check, explain, remedies };
