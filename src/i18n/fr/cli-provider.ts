import type { provider as english } from '../en/cli-provider.ts';
import type { Translation } from '../translation.ts';

/** French texts of `sixfour provider`. */
export const provider: Translation<typeof english> = {
  describe: {
    group: () =>
      'fournisseurs DNS auxquels les réponses des défis sont écrites, et leurs identifiants d’accès',
    add: () =>
      'confier des zones à un fournisseur ; ses identifiants d’accès sont chiffrés, et jamais réaffichés',
    list: () => 'lister les fournisseurs, leurs zones, et ce qui s’y trouve de nous',
    show: () =>
      'afficher un fournisseur et son journal : chaque valeur de nous qui s’y trouve, ou pourrait s’y trouver',
    remove: () => 'oublier un fournisseur et ses identifiants d’accès',
    credentials: () => 'remplacer les identifiants d’accès d’un fournisseur',
    check: () => 'écrire une valeur aléatoire dans chaque zone d’un fournisseur, et la retirer',
  },
  arguments: { name: () => 'nom d’un fournisseur, choisi par vous' },
  flags: {
    kind: () => 'type de fournisseur',
    zone: () => 'zones qu’il détient ; les défis des noms qu’elles contiennent y reçoivent leur réponse',
    option: () =>
      'NAME=VALUE, ce dont ce type a besoin en plus des identifiants d’accès ; plusieurs fois pour plusieurs',
    credentials: () => 'fichier des identifiants d’accès, un seul objet JSON ; - ou rien : l’entrée standard',
    name: () =>
      'noms d’hôtes où l’on écrit à leurs propres défis, si les identifiants d’accès n’atteignent rien d’autre',
    force: () => 'même si des valeurs de nous pouvaient s’y trouver encore ; elles restent',
  },
  optionWithoutValue: () => 'NAME=VALUE est attendu',
  wanted: () => 'Une valeur est nécessaire ici',
  askCredentials: () => 'Identifiants d’accès, sous la forme d’un seul objet JSON',
  columns: {
    provider: () => 'fournisseur',
    kind: () => 'type',
    zones: () => 'zones',
    values: () => 'valeurs',
    failing: () => 'en échec',
    options: () => 'options',
    created: () => 'depuis',
    credentials: () => 'identifiants du',
    name: () => 'nom',
    value: () => 'valeur',
    state: () => 'état',
    changed: () => 'modifié le',
    tries: () => 'essais échoués',
    failure: () => 'dernier échec',
    step: () => 'étape',
    result: () => 'résultat',
  },
  added: (p) => `Le fournisseur « ${p.name} » est connu. Vérifiez ses identifiants d’accès avec :`,
  addedNext: (p) => `  npx sixfour provider check ${p.name}`,
  restart: () =>
    'Ce serveur a démarré sans zone et sans fournisseur : aucune entrée n’est donc ouverte pour les clients. Redémarrez-le.',
  removed: (p) => `Le fournisseur « ${p.name} » et ses identifiants d’accès sont supprimés.`,
  replaced: (p) =>
    `Le fournisseur « ${p.name} » a de nouveaux identifiants d’accès, utilisés dès maintenant.`,
  foreign: () => 'étranger : il s’y trouvait avant nous, et ce n’est pas à nous de l’enlever.',
  steps: {
    add: () => 'écrire une valeur',
    'in-sync': () => 'attendre ses serveurs',
    list: () => 'la voir dans sa liste',
    remove: () => 'la retirer',
  },
  done: () => 'fait',
};
