import { listenerCauses } from './doctor-causes-listeners.ts';

/** Danish texts of every cause of the catalogue, by its id. */
export const causes = {
  ...listenerCauses,
};
