import { cli } from './cli.ts';
import { faults } from './faults.ts';

/** The English catalogue. It is the type of every other language's catalogue. */
export const en = { faults, cli };
export type Catalogue = typeof en;
