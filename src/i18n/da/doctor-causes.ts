import { addressCauses } from './doctor-causes-addresses.ts';
import { listenerCauses } from './doctor-causes-listeners.ts';
import { routingCauses } from './doctor-causes-routing.ts';

/** Danish texts of every cause of the catalogue, by its id. */
export const causes = {
  ...addressCauses,
  ...routingCauses,
  ...listenerCauses,
};
