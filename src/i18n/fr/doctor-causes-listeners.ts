import type { listenerCauses as english } from '../en/doctor-causes-listeners.ts';
import type { Translation } from '../translation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const listenerCauses: Translation<typeof english> = {
  E1: {
    title: () => 'le serveur n’écoute qu’en IPv4',
    says: (p) =>
      `Le port ${p.port} répond en IPv4 et refuse en IPv6 (${p.places}) : rien n’y écoute en IPv6.`,
  },
};
