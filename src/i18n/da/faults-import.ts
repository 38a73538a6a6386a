import type { importFaults as english } from '../en/faults-import.ts';
import type { Translation } from '../translation.ts';

/** Danish messages of what can go wrong when accounts of acme-dns are taken over. */
export const importFaults: Translation<typeof english> = {
  importUnreadable: (p) =>
    `${p.source} kan ikke læses (${p.cause}). Er det den database, som acme-dns har i sine indstillinger, og må denne bruger læse den?`,
  importNotAcmeDns: (p) =>
    `${p.source} er ikke en database fra acme-dns: den har ingen tabel "records" med Username, Password, Subdomain og AllowFrom.`,
  importVersionUnknown: (p) =>
    `${p.source} har version ${p.version} af tabellerne fra acme-dns, som dette program ikke kender. Se efter en nyere sixfour.`,
  importTooLarge: (p) =>
    `${p.source} har flere end ${p.max} konti, hvilket er mere, end der overtages fra én database.`,
  importedKeysBusy: () =>
    'Mange klienter fra acme-dns bruger deres nøgler her for første gang, og det tager et øjeblik for hver. Prøv igen om et minut.',
};
