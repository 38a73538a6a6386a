import { dryInputReasons as english, type validate as englishValidate } from '../en/cli-validate.ts';
import { type Translation, translated } from '../translation.ts';
import { plural } from './plural.ts';

/** French texts of `sixfour validate`, and why it is refused. */
export const validate: Translation<typeof englishValidate> = {
  describe: () => 'valider un nom sans commande, et voir le verdict selon chaque règle',
  argument: () => 'un nom, un joker tel que *.example.org, ou une adresse IP',
  flags: {
    type: () => 'type de défi',
    directory: () => 'directory ACME dont la politique compte',
    token: () => 'jeton du défi : pour http-01, le nom du fichier',
    thumbprint: () => 'empreinte de la clé du compte (RFC 7638)',
    keyAuthorization: () => 'ce que contient le fichier de http-01 : jeton, point, empreinte',
    digest: () => 'ce que contient l’enregistrement TXT, si l’autorisation de clé n’est pas connue',
    account: () => 'de qui est la preuve : l’id d’un compte d’ici, ou l’URL de n’importe quel compte',
    self: () => 'créer le défi ici, et y répondre sur cette machine',
  },
  typeOfSelf: (p) =>
    `--self ne crée pas de défi de type ${p.type}, dont l’enregistrement nomme un compte : publiez l’enregistrement, et indiquez --account et, pour dns-account-01, --digest avec la valeur de l’enregistrement.`,
  selfAlone: () =>
    '--self crée lui-même le jeton et la clé : omettez --token, --thumbprint, --key-authorization et --digest.',
  selfNeedsTerminal: () =>
    '--self avec dns-01 demande sur un terminal quand l’enregistrement est publié, et il n’y en a pas. Publiez plutôt un enregistrement TXT avec 43 caractères quelconques de base64url, et indiquez-les avec --digest.',
  again: (p) => `Pour revérifier : sixfour validate ${p.line}`,
  answering: (p) => `Réponse sur ${p.places} jusqu’à la fin du test.`,
  familyMissing: (p) => `Cette machine n’a pas d’IPv${p.family} : rien ne répond donc sur ${p.address}.`,
  publish: (p) =>
    `Publiez cet enregistrement, et attendez que chaque serveur de noms l’ait :\n${p.name}. 60 IN TXT "${p.value}"`,
  published: () => 'Est-il publié ?',
  unpublished: () => 'Rien n’a été examiné. L’enregistrement peut être retiré.',
  progress: (p) => `Validation de ${p.name} : ${p.seconds} s (Ctrl-C pour arrêter)`,
  passes: (p) =>
    `${p.name} : ${p.type} réussirait dans le directory ${p.directory} (validation à blanc, ${p.after})`,
  refused: (p) =>
    `${p.name} : ${p.type} ne réussirait pas dans le directory ${p.directory} (validation à blanc, ${p.after})`,
  columns: {
    rule: () => 'règle de reprise',
    verdict: () => 'verdict',
    family: () => 'famille seule',
    retries: () => 'essaie IPv4 après l’échec d’IPv6',
  },
  own: (p) => `${p.rule} *`,
  ownMeans: () => '* la règle de cette AC (paramètre validation.rule)',
  judgements: {
    valid: () => 'valide',
    invalid: () => 'non valide',
    'not-measured': () => 'non mesuré',
    absent: () => 'pas d’adresse utilisable',
  },
  retries: {
    http: {
      documented: () => 'si la première requête a dépassé le délai de connexion',
      boulder: () => 'si la connexion a échoué, depuis la première URL',
      'per-hop': () => 'si la connexion a échoué, à cette redirection',
    },
    tls: {
      documented: () => 'jamais',
      boulder: () => 'si la connexion ou la négociation a échoué',
      'per-hop': () => 'si la connexion ou la négociation a échoué',
    },
  },
  notes: {
    'token-only': () =>
      'Seul le jeton a été comparé, faute de mieux : le fichier de n’importe quel compte réussit. Pour la preuve complète, indiquez --key-authorization avec ce que le fichier doit contenir.',
    'account-not-given': () =>
      'L’enregistrement CAA nomme un compte, et aucun n’a été indiqué : une commande de ce compte peut réussir. Indiquez --account.',
    'perspectives-not-asked': (p) =>
      `Les perspectives (${p.perspectives} ${plural(p.perspectives, 'inscrite', 'inscrites')}) n’ont pas été interrogées : ${p.compared === 'token' ? 'elles comparent des autorisations de clé entières ; indiquez-en une' : 'soit aucun serveur qui tient leurs connexions n’est en marche, soit rien n’a été mesuré ici qu’elles pourraient répéter'}.`,
    'family-fails': (p) =>
      `Cela ne réussit que grâce à IPv${p.good}. Quiconque vient en IPv${p.bad} échoue, et le jour où IPv${p.good} échouera, cela ne réussira plus : réparez IPv${p.bad}, ou retirez son enregistrement.`,
    'same-machine': () =>
      'Chaque adresse essayée est de cette machine : aucun pare-feu et aucune route n’étaient donc sur le chemin. Une perspective sur une autre machine montre ce que voient les autres (sixfour perspective add).',
    'not-reached': (p) =>
      `Personne n’a demandé le défi à cette machine : ${p.name} mène ailleurs, ou quelque chose entre les deux a répondu.`,
  },
  note: (p) => `note : ${p.text}`,
  problem: (p) => `problème : ${p.text}`,
};

/** Why a dry validation cannot begin with what was given. */
export const dryInputReasons: Translation<typeof english> = {
  'own-name': (p) =>
    `« ${p.name} » est un nom de ce serveur lui-même, qu’il se prouve à lui-même : il n’y a rien à valider.`,
  'account-missing': (p) =>
    `${p.type} a un enregistrement par compte. Indiquez --account avec son id (sixfour account list) ou son URL.`,
  'token-missing': (p) =>
    `${p.type} a un jeton. Indiquez --key-authorization avec ce que le fichier doit contenir ; ou --token avec le nom du fichier, et --thumbprint si elle est connue ; ou --self, pour que le défi soit créé et reçoive sa réponse ici.`,
  'digest-missing': (p) =>
    `${p.type} compare le condensat d’une autorisation de clé entière. Indiquez --key-authorization, ou --token avec --thumbprint ou --account, ou --digest avec ce que l’enregistrement TXT doit contenir.`,
  'digest-unused': () =>
    'http-01 compare l’autorisation de clé elle-même, et non son condensat. Indiquez --key-authorization avec ce que le fichier doit contenir.',
  'token-unused': (p) =>
    `${p.type} n’a pas de jeton : son enregistrement nomme le compte. Omettez --token, --key-authorization et --digest.`,
  'thumbprint-missing': () =>
    'dns-persist-01 (draft 02) hache aussi la clé du compte. Indiquez --thumbprint, ou --account avec l’id d’un compte d’ici.',
  'said-twice': () =>
    'La réponse attendue est donnée de deux façons. Indiquez --key-authorization seul, ou --digest seul, ou --token avec --thumbprint ou --account.',
  'token-malformed': () =>
    'Le jeton n’est pas en base64url : lettres, chiffres, « - » et « _ », 256 au plus.',
  'thumbprint-malformed': () => 'L’empreinte n’est pas le base64url d’un SHA-256 : celui-ci a 43 caractères.',
  'digest-malformed': () => 'Le condensat n’est pas le base64url d’un SHA-256 : celui-ci a 43 caractères.',
  'key-authorization-malformed': () =>
    'L’autorisation de clé n’est pas un jeton, un point et une empreinte de 43 caractères (RFC 8555 section 8.1).',
};

/** All reasons, in English where French has none. */
export const dryInputTexts = translated(english, dryInputReasons);

/** What to do where this machine cannot answer a challenge by itself. */
export function selfNext(p: { type: string; token: string; keyAuthorization: string }): string {
  if (p.type !== 'http-01')
    return 'Arrêtez ce programme le temps du test, exécutez la commande en tant que root, ou essayez un autre type.';
  return `Laissez plutôt le serveur web qui s’y trouve répondre, puis revérifiez sans --self et avec --key-authorization. Le fichier /.well-known/acme-challenge/${p.token} doit contenir : ${p.keyAuthorization}`;
}
