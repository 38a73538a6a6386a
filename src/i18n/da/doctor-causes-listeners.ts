import type { listenerCauses as english } from '../en/doctor-causes-listeners.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of causes: a title, and what it means here; `p` is the finding's values. */
export const listenerCauses: Translation<typeof english> = {
  E1: {
    title: () => 'serveren lytter kun på IPv4',
    says: (p) =>
      `Port ${p.port} svarer over IPv4 og afviser over IPv6 (${p.places}): intet lytter dér på IPv6.`,
  },
};
