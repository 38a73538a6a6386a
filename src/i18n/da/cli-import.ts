import type { imports as english } from '../en/cli-import.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour client import`. */
export const imports: Translation<typeof english> = {
  describe: () => 'overtag konti fra et andet program; det, der allerede findes, lades uændret',
  arguments: { from: () => 'programmet: acme-dns' },
  flags: {
    sqlite: () => 'databasefilen fra acme-dns; den læses kun, også mens acme-dns kører',
    postgresql: () =>
      'databasen fra acme-dns: postgresql://USER@HOST/NAME; en adgangskode hellere i PGPASSWORD',
    zone: () => 'den zone, der var domænet for acme-dns, en af delegation.zones (standard: den første)',
    names: () => 'slå op, hvilke af værtsnavnene i denne fil der fører til hvilken konto',
    dryRun: () => 'vis, hvad der ville blive gjort, og gør ingenting',
  },
  oneSource: () => 'Angiv, hvor kontiene er: enten --sqlite FILE eller --postgresql URL.',
  reading: (p) => (p.count === 1 ? `${p.count} konto læst` : `${p.count} konti læst`),
  looking: (p) => `slår navne op: ${p.done} af ${p.all}`,
  columns: {
    subdomain: () => 'underdomæne',
    names: () => 'navne',
    from: () => 'kun fra',
    becomes: () => 'bliver til',
  },
  outcome: {
    new: () => 'en klient',
    'more-rules': () => 'flere regler',
    unchanged: () => 'uændret',
  },
  conflict: {
    client: () => 'konflikt: der findes allerede en klient med det navn',
    user: () => 'konflikt: dens bruger er kendt her med et andet underdomæne',
    label: () => 'konflikt: dens underdomæne står for et andet navn her',
  },
  problem: {
    user: () => 'udeladt: brugeren er ikke et UUID',
    hash: () => 'udeladt: adgangskoden er ikke en bcrypt-hash, der kan overtages',
    subdomain: () => 'udeladt: underdomænet er ikke en label',
    networks: () => 'udeladt: netværkene (AllowFrom) kan ikke læses',
    twice: () =>
      'udeladt: en anden konto har samme bruger eller underdomæne med andre store og små bogstaver',
    'too-many-names': () => 'udeladt: for mange navne fører til den',
  },
  done: (p) => `${p.added} overtaget, ${p.more} med flere regler, ${p.unchanged} som før, ${p.left} udeladt.`,
  would: (p) =>
    `Der blev ikke gjort noget. Resultatet ville være: ${p.added} overtaget, ${p.more} med flere regler, ${p.unchanged} uændret, ${p.left} udeladt.`,
  waiting: () => 'Nøgler fra acme-dns, endnu ikke brugt',
  elsewhere: (p) => `Fører ikke til nogen konto i denne database: ${p.names}.`,
  unknown: (p) => `Kan ikke afgøres nu, slå op igen senere: ${p.names}.`,
  next: (p) =>
    `Hver konto er nu en klient, hvis navn er dens underdomæne uden bindestreger. Programmerne fortsætter med deres bruger og nøgle på adressen /delegation/acme-dns på denne server. Lad NS-posterne for ${p.zone} føre hertil.`,
};
