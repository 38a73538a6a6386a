import type { imports as english } from '../en/cli-import.ts';
import type { Translation } from '../translation.ts';
import { count } from './plural.ts';

/** French texts of `sixfour client import`. */
export const imports: Translation<typeof english> = {
  describe: () => 'reprendre les comptes d’un autre programme ; ce qui existe déjà est laissé tel quel',
  arguments: { from: () => 'le programme : acme-dns' },
  flags: {
    sqlite: () =>
      'le fichier de base de données d’acme-dns ; il est seulement lu, même si acme-dns est en marche',
    postgresql: () =>
      'la base de données d’acme-dns : postgresql://USER@HOST/NAME ; mieux vaut donner un mot de passe par PGPASSWORD',
    zone: () =>
      'la zone qui était le domaine d’acme-dns, l’une des delegation.zones (par défaut : la première)',
    names: () => 'chercher lesquels des noms d’hôtes de ce fichier mènent à quel compte',
    dryRun: () => 'dire ce qui serait fait, et ne rien faire',
  },
  oneSource: () => 'Indiquez où se trouvent les comptes : --sqlite FILE ou --postgresql URL, l’un des deux.',
  reading: (p) => count(p.count, 'compte lu', 'comptes lus'),
  looking: (p) => `recherche des noms : ${p.done} sur ${p.all}`,
  columns: {
    subdomain: () => 'sous-domaine',
    names: () => 'noms',
    from: () => 'seulement depuis',
    becomes: () => 'devient',
  },
  outcome: {
    new: () => 'un client',
    'more-rules': () => 'règles en plus',
    unchanged: () => 'inchangé',
  },
  conflict: {
    client: () => 'conflit : un client de ce nom existe déjà',
    user: () => 'conflit : son utilisateur est connu ici avec un autre sous-domaine',
    label: () => 'conflit : son sous-domaine représente ici un autre nom',
  },
  problem: {
    user: () => 'omis : son utilisateur n’est pas un UUID',
    hash: () => 'omis : son mot de passe n’est pas un condensat bcrypt accepté',
    subdomain: () => 'omis : son sous-domaine n’est pas une étiquette',
    networks: () => 'omis : ses réseaux (AllowFrom) sont illisibles',
    twice: () => 'omis : un autre compte a le même utilisateur ou sous-domaine, à la casse près',
    'too-many-names': () => 'omis : trop de noms y mènent',
  },
  done: (p) =>
    `${p.added} repris, ${p.more} avec des règles en plus, ${count(p.unchanged, 'inchangé', 'inchangés')}, ${p.left} omis.`,
  would: (p) =>
    `Rien n’a été fait. Ce serait : ${p.added} repris, ${p.more} avec des règles en plus, ${count(p.unchanged, 'inchangé', 'inchangés')}, ${p.left} omis.`,
  waiting: () => 'Clés d’acme-dns, pas encore utilisées',
  elsewhere: (p) => `Ne mènent à aucun compte de cette base de données : ${p.names}.`,
  unknown: (p) => `Impossible à déterminer, à refaire plus tard : ${p.names}.`,
  next: (p) =>
    `Chacun est désormais un client, dont le nom est celui de son sous-domaine sans traits d’union. Les programmes continuent avec leur utilisateur et leur clé, à l’adresse /delegation/acme-dns de ce serveur. Faites pointer ici les enregistrements NS de ${p.zone}.`,
};
