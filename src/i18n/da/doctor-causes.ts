import { addressCauses } from './doctor-causes-addresses.ts';
import { dnsCauses } from './doctor-causes-dns.ts';
import { filterCauses } from './doctor-causes-filters.ts';
import { httpCauses } from './doctor-causes-http.ts';
import { listenerCauses } from './doctor-causes-listeners.ts';
import { routingCauses } from './doctor-causes-routing.ts';
import { visitorCauses } from './doctor-causes-visitors.ts';

/** Danish texts of every cause of the catalogue, by its id. */
export const causes = {
  ...dnsCauses,
  ...addressCauses,
  ...routingCauses,
  ...filterCauses,
  ...listenerCauses,
  ...httpCauses,
  ...visitorCauses,
};
