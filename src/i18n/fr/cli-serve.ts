import type { serve as english } from '../en/cli-serve.ts';
import type { Translation } from '../translation.ts';

/** French texts of `sixfour serve`: its banner and its warnings. */
export const serve: Translation<typeof english> = {
  trialFirst: (p) => `Pas encore d’AC dans ${p.directory} : création d’une AC d’essai.`,
  ready: (p) => `sixfour ${p.version} est prêt.`,
  listening: () => 'En écoute',
  listener: (p) => `IPv${p.family}  ${p.url}  ${p.what}`,
  acme: () => 'ACME',
  plain: () => 'CRL, certificats de l’émetteur et de la racine',
  perspectives: () => 'les perspectives rejoignent le serveur ici',
  dns: () => 'zones déléguées, UDP et TCP',
  updates: () => 'mises à jour DNS avec TSIG, UDP et TCP',
  api: () => 'API native de la délégation, avec certificats clients',
  familyMissing: (p) =>
    `Cette machine n’a pas d’IPv${p.family} : rien n’y écoute ; l’autre famille sert seule.`,
  directory: () => 'Directory ACME',
  root: () => 'Certificat racine',
  ownCertificate: (p) => `Son propre certificat pour ${p.names}, jusqu’au ${p.until}`,
  ownObtained: (p) =>
    `Le serveur a obtenu son propre certificat pour ${p.names} par son propre ACME, en ${p.seconds}. Ce que la validation a vu :`,
  warnings: {
    trial: () =>
      'AC D’ESSAI : faite pour essayer, pas pour faire confiance. Créez la véritable AC, dans un autre répertoire, avec : npx sixfour init',
    keyBeside: () =>
      'La clé qui chiffre les clés de l’AC se trouve dans le même répertoire : quiconque le copie a les deux. Voir keys.* dans docs/settings.md.',
    test: (p) =>
      `RÉPERTOIRE DE TEST : ne faites jamais confiance à cette AC.${p.settings === '' ? '' : ` Paramètres réservés aux tests en usage : ${p.settings}.`}`,
    nothingAllowed: () =>
      'Seul le nom du serveur lui-même peut recevoir un certificat tant que vous n’autorisez pas de noms. Dans un autre terminal :',
  },
  allowLine: (p) => `npx sixfour allow example.org${p.data}`,
  clients: () =>
    'Des clients, prêts à coller sur la machine qui répond pour le nom sur le port 80. Remplacez www.example.org par un nom que vous avez autorisé et que le DNS connaît (/etc/hosts n’est pas consulté ; docs/quick-start.md explique comment essayer sans DNS à vous) :',
  stopping: () => 'Arrêt : ce qui est en cours se termine.',
  stopHint: () => 'Ctrl-C pour arrêter.',
  shortHint: () => 'Les commandes pour les clients sont dans docs/quick-start.md.',
};
