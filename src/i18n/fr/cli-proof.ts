import type { proof as english } from '../en/cli-proof.ts';
import type { Translation } from '../translation.ts';

/** French texts of `sixfour client key` and `sixfour client identity`. */
export const proof: Translation<typeof english> = {
  describe: {
    key: () => 'clés d’un client : pour HTTP, et clés TSIG pour les mises à jour DNS (RFC 2136)',
    keyAdd: () =>
      'créer une clé pour un client, ou avec --tsig une clé TSIG ; elle n’est affichée qu’une fois',
    keyList: () => 'lister les clés d’un client : leur dernière utilisation, et leur fin',
    keyRevoke: () => 'retirer une clé : dès lors, elle n’est plus connue',
    identity: () =>
      'ce qui fait connaître un client à la place d’une clé : un certificat, ou les jetons d’un émetteur',
    identityAdd: () =>
      'lier un client à un nom de son certificat, à un certificat, ou à un sujet d’un émetteur',
    identityList: () => 'lister ce qui fait connaître un client',
    identityRemove: () => 'retirer une identité',
  },
  arguments: {
    user: () => 'l’utilisateur de la clé, tiré de la liste',
    identity: () => 'son id, tiré de la liste',
  },
  flags: {
    only: () => 'valable pour le défi de ce nom seulement',
    network: () => 'valable depuis ces adresses seulement, p. ex. 2001:db8::/32 (répétable)',
    expires: () =>
      'sa fin : une durée à partir de maintenant (12h, 90d) ou un jour (2027-01-31) ; par défaut : jamais',
    certificateSan: () => 'un nom de son certificat client : un nom d’hôte, ou une URI',
    certificateSha256: () => 'le condensat SHA-256 de son certificat client',
    issuer: () => 'l’émetteur de ses jetons : l’URL dans iss, à la lettre près',
    audience: () => 'l’audience de ses jetons (aud) : un texte de votre choix, pour ce serveur seul',
    subject: () => 'le sujet de ses jetons (sub) ; une étoile représente toute sa dernière étiquette',
    claim: () => 'ce que ses jetons doivent dire en plus : NAME=VALUE (répétable)',
    issuerCa: () =>
      'certificats (PEM) qui font connaître le serveur de l’émetteur, au lieu des publics, pour toutes ses identités',
  },
  columns: {
    expires: () => 'fin',
    used: () => 'dernière utilisation',
    kind: () => 'connu par',
    value: () => 'lequel',
    only: () => 'valable pour',
    id: () => 'id',
  },
  kinds: {
    'certificate-san': () => 'certificat pour',
    'certificate-sha256': () => 'certificat',
    token: () => 'jetons',
  },
  token: (p) => `${p.subject} de ${p.issuer} pour ${p.audience}${p.claims === '' ? '' : `, ${p.claims}`}`,
  never: () => 'jamais',
  identities: () => 'Identités',
  keyAdded: (p) =>
    `Une clé pour le client « ${p.client} » est créée. Donnez-lui les deux ; la clé ne sera plus affichée.\nutilisateur : ${p.user} (ou ${p.client})\nclé : ${p.key}`,
  tsigUnlimited: () =>
    'Une clé TSIG n’est limitée que par les règles de son client : --only, --network et --expires sont pour les autres clés.',
  keyEnds: (p) => `Elle prend fin le ${p.at}.`,
  keyRevoked: (p) =>
    `La clé de l’utilisateur ${p.user} du client « ${p.client} » est révoquée. Les valeurs qu’elle a présentées restent jusqu’à leur fin.`,
  identityAdded: (p) => `Le client « ${p.client} » est connu par : ${p.what} (identité ${p.id}).`,
  certificatesOff: () =>
    'Personne ne demande encore de certificats clients : définissez delegation.api.addresses, puis redémarrez le serveur.',
  identityRemoved: (p) => `L’identité ${p.id} du client « ${p.client} » est supprimée.`,
  caUnreadable: (p) => `${p.file} ne peut pas être lu (${p.cause}).`,
  claimMalformed: (p) => `« ${p.value} » n’est pas une revendication : écrivez NAME=VALUE.`,
};
