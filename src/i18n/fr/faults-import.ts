import type { importFaults as english } from '../en/faults-import.ts';
import type { Translation } from '../translation.ts';

/** French messages of what can go wrong when accounts of acme-dns are taken over. */
export const importFaults: Translation<typeof english> = {
  importUnreadable: (p) =>
    `${p.source} ne peut pas être lu (${p.cause}). Est-ce la base de données qu’acme-dns a dans sa configuration, et cet utilisateur a-t-il le droit de la lire ?`,
  importNotAcmeDns: (p) =>
    `${p.source} n’est pas une base de données d’acme-dns : elle n’a pas de table « records » avec Username, Password, Subdomain et AllowFrom.`,
  importVersionUnknown: (p) =>
    `${p.source} a la version ${p.version} des tables d’acme-dns, que ce programme ne connaît pas. Cherchez un sixfour plus récent.`,
  importTooLarge: (p) =>
    `${p.source} a plus de ${p.max} comptes, davantage qu’il n’en est repris d’une seule base de données.`,
  importedKeysBusy: () =>
    'Beaucoup de clients d’acme-dns utilisent ici leur clé pour la première fois, ce qui prend un moment pour chacun. Réessayez dans une minute.',
};
