import type { persist as english } from '../en/cli-persist.ts';
import type { Translation } from '../translation.ts';
import { count, plural } from './plural.ts';

/** French texts of `sixfour persist`. */
export const persist: Translation<typeof english> = {
  describe: {
    group: () => 'enregistrements de dns-persist-01 (un draft) : ceux qui doivent exister, et s’ils existent',
    add: () => 'mettre un enregistrement à l’inventaire, et afficher la ligne à publier',
    list: () => 'lister les noms de l’inventaire, et ce qui a été constaté en dernier',
    show: () => 'afficher les enregistrements d’un nom, et les lignes à publier',
    remove: () => 'retirer de l’inventaire des enregistrements d’un nom',
    check: () =>
      'demander les enregistrements à chaque serveur de noms, dans les deux familles ; se termine avec 1 en cas de constat',
  },
  arguments: {
    name: () => 'un nom d’hôte, p. ex. www.example.org ; *.example.org équivaut à --policy wildcard',
    names: () => 'noms d’hôtes (par défaut : tous ceux de l’inventaire)',
  },
  flags: {
    issuer: () => 'le nom de domaine par lequel les enregistrements désignent l’AC',
    ofIssuer: () => 'seulement ceux de cette AC',
    accountUri: () => 'l’URL du compte ; avec le draft 02, l’URI hachée, telle que l’AC la montre',
    ofAccountUri: () => 'seulement celui de ce compte',
    policy: () => 'ce qu’il prouve en plus : wildcard',
    until: () =>
      'sa fin : 2027-01-31 (début de ce jour, en UTC) ou 2027-01-31T12:00:00Z (par défaut : jamais)',
    draft: () => 'de quel draft il a la forme : 01 ou 02 (par défaut : acme.dns_persist_version)',
    thumbprint: () => 'draft 02, pour faire construire l’URI : l’empreinte de la clé du compte',
    hashPrefix: () => 'draft 02, pour faire construire l’URI : accountHashPrefix du directory de l’AC',
    limit: () => 'nombre maximal de noms (par défaut : 50)',
    after: () => 'les noms après celui-ci',
  },
  columns: {
    name: () => 'nom',
    records: () => 'enregistrements',
    checked: () => 'examiné le',
    says: () => 'résultat',
    at: () => 'à',
    server: () => 'serveur de noms',
    address: () => 'adresse',
    transport: () => 'par',
    outcome: () => 'réponse',
    count: () => 'enregistrements',
  },
  publish: (p) =>
    `Son propriétaire publie cet enregistrement de ${p.name} (dns-persist-01, draft ${p.draft}), et l’y laisse :`,
  afterAdd: (p) => `Vérifiez ensuite qu’il s’y trouve : sixfour persist check ${p.name}`,
  record: (p) => `${p.issuer}, draft ${p.draft}, ${p.until === null ? 'sans fin' : `jusqu’au ${p.until}`}`,
  removed: (p) =>
    `${count(p.count, 'enregistrement', 'enregistrements')} de ${p.name} ${plural(p.count, 'retiré', 'retirés')} de l’inventaire. Retirez aussi de la zone ce qui est publié : d’ici là, cela prouve le nom.`,
  never: () => 'pas encore',
  good: () => 'bon',
  wellAt: (p) => `${p.owner} est conforme à l’inventaire, sur chaque serveur de noms.`,
  found: (p) => `${p.name} : ${count(p.count, 'constat', 'constats')}`,
  looking: (p) => `Interrogation des serveurs de noms pour ${p.name} ...`,
  more: (p) => `Il y en a d’autres : --after ${p.next}`,
};
