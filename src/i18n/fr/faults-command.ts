import { type commandFaults as english, QUORUM_PROBLEMS as englishQuorum } from '../en/faults-command.ts';
import { type Translation, translated } from '../translation.ts';
import { labReasonTexts } from './cli-lab.ts';
import { dryInputTexts, selfNext } from './cli-validate.ts';
import { allowedText, allowText } from './reason-texts.ts';

/** French messages of faults of commands, settings and start-up: what happened, and what to do next. */
export const commandFaults: Translation<typeof english> = {
  serverNotRunning: (p) =>
    `Aucun serveur n’est en marche sur ${p.data}. Démarrez-en un avec : sixfour serve --data ${p.data}`,
  settingsFileMissing: (p) =>
    `Il n’y a pas de fichier de configuration ${p.file}. Écrivez-en un avec « sixfour init », ou corrigez --config.`,
  settingsFileUnreadable: (p) =>
    `Le fichier de configuration ${p.file} ne peut pas être lu (${p.cause}). Vérifiez son propriétaire et ses droits.`,
  settingsNotToml: (p) =>
    `${p.file}, ligne ${p.line}, colonne ${p.column} : ce n’est pas du TOML : ${p.reason}. Corrigez la ligne ; docs/settings.md contient des exemples.`,
  settingUnknownKey: (p) => `${p.file} : il n’y a pas de paramètre « ${p.key} ». ${didYouMean(p.suggestion)}`,
  settingUnknownVariable: (p) =>
    `Environnement : il n’y a pas de paramètre ${p.variable}. ${didYouMean(p.suggestion)}`,
  settingInvalid: (p) =>
    `${p.origin} : ${p.key} = ${p.value} est inutilisable. Valeurs permises : ${allowedText(p.allowed)}.`,
  settingTestOnly: (p) =>
    `${p.key} ne fonctionne que dans un répertoire de données fait pour les tests, et ${p.directory} n’en est pas un. Retirez-le de ${p.file} et de l’environnement, ou créez un répertoire avec : sixfour init --test --data DIR`,
  settingNeedsIssuer: (p) =>
    `${p.key} = ${p.value} nécessite un nom par lequel les enregistrements DNS désignent cette AC, et il n’y en a pas. Définissez dans ${p.file} un nom qui vous appartient, par exemple : [acme] caa_identities = ["ca.example.org"]`,
  commandInputInvalid: (p) => `La requête est inutilisable : ${p.reason}`,
  notAnAllowance: (p) =>
    `« ${p.value} » ne peut pas être autorisé comme ${KINDS[p.kind] ?? p.kind} : ${allowText(p.reason)}`,
  noSuchAccount: (p) => `Il n’y a pas de compte « ${p.id} ». Pour les lister : sixfour account list`,
  noSuchOrder: (p) => `Il n’y a pas de commande « ${p.id} ». Pour les lister : sixfour order list`,
  noSuchCertificate: (p) =>
    `Il n’y a pas de certificat au numéro de série « ${p.serial} ». Pour les lister : sixfour cert list`,
  noSuchExternalKey: (p) =>
    `Il n’y a pas de clé de compte externe non révoquée « ${p.id} ». Pour les lister : sixfour eab list`,
  noSuchAllowance: (p) =>
    `« ${p.value} » n’était pas autorisé : rien n’a donc été retiré. Pour lister ce qui est autorisé : sixfour allow --list`,
  revokedAlready: (p) => `Le certificat ${p.serial} est déjà révoqué ; rien n’a été modifié.`,
  dataDirectoryMissing: (p) =>
    `Il n’y a pas de répertoire de données ${p.directory}. Créez-en un avec « sixfour init », lancez un essai avec « sixfour serve », ou nommez-en un autre avec --data.`,
  dataDirectoryUnusable: (p) =>
    `Le répertoire de données ${p.directory} est inutilisable (${p.cause}). Vérifiez que c’est un répertoire où cet utilisateur peut écrire.`,
  dataDirectoryExposed: (p) =>
    `Le répertoire de données ${p.directory} est ouvert à d’autres (propriétaire ${p.owner}, droits ${p.mode}) : quiconque peut y écrire détient l’AC. Exécutez la commande en tant que son propriétaire, donnez-le à cet utilisateur seul (chown, chmod 700), ou nommez avec --data un nouveau répertoire à l’intérieur.`,
  dataDirectoryInUse: (p) =>
    `Un autre sixfour ${p.pid === undefined ? '' : `(processus ${p.pid}) `}utilise ${p.directory}. Arrêtez-le d’abord, ou nommez un autre répertoire avec --data.`,
  trialFailed: (p) =>
    `L’AC d’essai n’a pas pu être créée (${p.status}). Ses propres messages figurent ci-dessus ; vous pouvez aussi créer une AC vous-même avec : sixfour init`,
  listenFailed: (p) => `Impossible d’écouter sur ${p.address}, port ${p.port} : ${listenCause(p.cause)}`,
  noListener: (p) =>
    `Aucune adresse ${p.what} n’a pu être ouverte : il n’y a donc rien à servir. Les raisons figurent ci-dessus ; voir https.addresses et http.addresses dans docs/settings.md.`,
  controlSocketPathTooLong: (p) =>
    `Le chemin de la socket de contrôle, ${p.path}, dépasse les ${p.max} octets que le système permet. Utilisez un répertoire de données au chemin plus court.`,
  controlSocketFailed: (p) =>
    `La socket de contrôle ${p.path} est inutilisable (${p.cause}). Elle appartient à l’utilisateur qui fait tourner le serveur : exécutez la commande en tant que cet utilisateur.`,
  interrupted: () => 'Interrompu : rien n’a été modifié.',
  credentialMissing: () =>
    'keys.credential est défini, mais systemd n’a remis aucun « credential » à ce processus (CREDENTIALS_DIRECTORY n’est pas défini). Démarrez-le comme unité avec LoadCredentialEncrypted=sixfour-key:..., ou choisissez un autre des paramètres keys.',
  answersMissing: (p) =>
    `Il n’y a pas de terminal où poser des questions, et ${p.flag} manque. Indiquez-le, ou exécutez sixfour init sur un terminal.`,
  passphraseNotGiven: () =>
    'Il n’y a pas de terminal où demander une phrase secrète. Donnez-en une avec --passphrase-file FILE.',
  firstRunFailed: (p) =>
    `Le serveur n’a pas pu obtenir son propre certificat pour ${p.names} : ${p.reason} Il continue à servir avec un certificat qu’il a signé lui-même, et réessaie.`,
  keyFileMissing: (p) =>
    `Il n’y a pas de fichier ${p.path}. Restaurez-le d’une sauvegarde, ou corrigez le paramètre qui le nomme.`,
  keyFileUnreadable: (p) =>
    `${p.path} ne peut pas être lu (${p.code}). Donnez-en la propriété à l’utilisateur qui fait tourner sixfour : chown USER ${p.path}`,
  keyFileExposed: (p) =>
    `${p.path} peut être lu par d’autres (droits ${p.mode}) et n’est donc pas utilisé. Si personne ne l’a lu, exécutez : chmod 600 ${p.path}. Si quelqu’un a pu le lire, remplacez-le.`,
  keyFileTooLarge: (p) =>
    `${p.path} a ${p.bytes} octets ; un fichier de clé en a au plus ${p.max}. Corrigez le paramètre qui le nomme.`,
  keyFileNotKey: (p) =>
    `${p.path} ne contient pas de clé privée P-256 ou P-384. Restaurez-le d’une sauvegarde.`,
  passphraseTooShort: (p) =>
    `La phrase secrète ou la clé est trop courte : il lui faut au moins ${p.min} caractères. Choisissez-en une plus longue.`,
  sealBroken: (p) =>
    `« ${p.context} », chiffré, ne peut pas être ouvert : il a été chiffré avec une autre clé, ou modifié. Restaurez-le avec at-rest.json, tous deux d’une même sauvegarde.`,
  atRestHeaderBroken: (p) =>
    `${p.path}, qui indique comment les clés sont chiffrées, est endommagé. Restaurez-le d’une sauvegarde ; sans lui, les clés sont illisibles.`,
  atRestWrongKey: (p) =>
    `La clé fournie par ${SOURCES[p.source] ?? p.source} n’ouvre pas les clés de ${p.data}. Donnez la phrase secrète ou le fichier de clé définis à la création de ce répertoire.`,
  encryptedKeyUnreadable: (p) =>
    `${p.path} ne peut pas être ouvert avec cette phrase secrète. Donnez celle qui a été définie quand la clé y a été écrite.`,
  storeTooNew: (p) =>
    `${p.file} a le schéma en version ${p.version}, et ce sixfour ne connaît que jusqu’à ${p.known}. Il a été laissé tel quel : utilisez le sixfour plus récent qui l’a écrit, ou restaurez une sauvegarde d’avant la mise à niveau.`,
  storeNotOurs: (p) =>
    `${p.file} n’est pas une base de données de sixfour. Il a été laissé tel quel : nommez un autre répertoire de données avec --data, ou déplacez le fichier.`,
  storeUnusable: (p) =>
    `La base de données ${p.file} ne peut pas être ouverte (${p.cause}). Vérifiez son propriétaire, ses droits et le disque ; si elle est endommagée, restaurez-la d’une sauvegarde.`,
  keyListUnreadable: (p) =>
    `La liste des clés faibles ${p.path} est inutilisable (ligne ${p.line} ; 0 pour le fichier entier). Écrivez un SHA-256 de SubjectPublicKeyInfo par ligne, 64 chiffres hexadécimaux.`,
  caMissing: (p) =>
    `Il n’y a pas d’autorité de certification dans ${p.directory}. Créez-en une avec : sixfour init`,
  caExists: (p) =>
    `Il y a déjà une autorité de certification dans ${p.directory}, et rien n’a été modifié. Utilisez un autre répertoire de données avec --data, ou déplacez celui-ci.`,
  caFileBroken: (p) =>
    `${p.path} manque, est endommagé, ou n’appartient pas aux autres fichiers à côté de lui. Restaurez le répertoire entier d’une sauvegarde.`,
  caInputRefused: (p) =>
    `« ${p.value} » ne peut pas servir de ${p.field}. Les noms sont des noms d’hôtes en minuscules sans point final, une organisation a de 1 à 64 caractères, un pays est un code à deux lettres.`,
  rootKeyDetached: (p) =>
    `La clé racine a été déplacée vers ${p.file}. Pour l’utiliser, nommez ce fichier et sa phrase secrète.`,
  fileExists: (p) => `${p.path} existe déjà et n’a pas été écrasé. Choisissez un autre nom de fichier.`,
  fileNotWritten: (p) =>
    `${p.path} n’a pas pu être écrit (${p.code}), et rien n’a été modifié. Choisissez un autre emplacement.`,
  quorumInvalid: (p) =>
    `La politique de quorum « ${p.policy} » est inutilisable : ${QUORUM[p.reason] ?? p.reason}.`,
  dryValidationInput: (p) => dryInputTexts[p.reason](p),
  challengeTypeNotOffered: (p) =>
    `${p.type} ne peut pas prouver « ${p.name} » dans le directory « ${p.directory} » : aucune commande ne pourrait donc l’y utiliser. ${p.offered === '' ? 'Rien de ce qui y est proposé ne le peut' : `Ce qui le peut : ${p.offered}`} ; les paramètres acme.challenge_types et directories.*.challenge_types disent ce qui est proposé.`,
  dryValidationsBusy: (p) =>
    `${p.max} validations à blanc sont en cours, le maximum permis à la fois. Attendez que l’une d’elles soit terminée : chacune prend au plus une minute ou deux.`,
  selfListenFailed: (p) =>
    `Impossible de répondre sur ${p.address}, port ${p.port} : ${selfCause(p.cause)} ${selfNext(p)}`,
  noSuchDirectory: (p) =>
    `Il n’y a pas de directory ACME « ${p.directory} ». Les paramètres les nomment : [directories.NAME], et « default ».`,
  insideReportUnreadable: (p) =>
    `Le rapport ${p.file} ne peut pas être lu (${p.cause}). Faites-en un sur le serveur avec : sixfour check --inside --output FILE`,
  insideReportInvalid: (p) =>
    `${p.file} n’est pas un rapport de « sixfour check --inside » (${p.where}). Faites-en un sur le serveur avec la même version de sixfour : sixfour check --inside --output FILE`,
  nothingRead: () =>
    'Rien n’a pu être lu de cette machine : un examen de l’intérieur exige Linux, avec ip et ss, ou /proc. De l’extérieur, elle peut tout de même être examinée : sixfour check NAME',
  countImpossible: (p) =>
    `Les paquets ne peuvent pas être comptés sur cette machine (${p.why}) : il faut nft, et root. Rien n’a été modifié.`,
  labScriptUnreadable: (p) =>
    `Le script ${p.file} ne peut pas être lu (${p.cause}). sixfour lab dns --example en affiche un pour commencer.`,
  labScriptInvalid: (p) =>
    `${p.where} : ${labReasonTexts[p.reason](p.value)}${p.known === undefined ? '' : ` Sont connues : ${p.known}.`}`,
};

function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined
    ? 'Tous les paramètres : docs/settings.md'
    : `Vouliez-vous dire « ${suggestion} » ? Tous les paramètres : docs/settings.md`;
}

function selfCause(cause: string): string {
  if (cause === 'EADDRINUSE') return 'un autre programme y écoute.';
  if (cause === 'EACCES') return 'les ports inférieurs à 1024 exigent un privilège.';
  return `${cause}.`;
}

function listenCause(cause: string): string {
  if (cause === 'EADDRINUSE') return 'un autre programme y écoute. Arrêtez-le, ou choisissez un autre port.';
  if (cause === 'EADDRNOTAVAIL')
    return 'cette machine n’a pas cette adresse. Corrigez le paramètre des adresses.';
  if (cause === 'EAFNOSUPPORT') return 'cette machine n’a pas cette famille d’adresses.';
  if (cause === 'EACCES')
    return 'les ports inférieurs à 1024 exigent un privilège. Choisissez un autre port, ou accordez CAP_NET_BIND_SERVICE.';
  return `${cause}.`;
}

const KINDS: Readonly<Record<string, string>> = {
  name: 'nom',
  exact: 'nom',
  address: 'adresse',
  network: 'réseau',
};

const SOURCES: Readonly<Record<string, string>> = {
  passphrase: 'la phrase secrète',
  file: 'le fichier',
  credential: 'le « credential » de systemd',
  'data-directory': 'le répertoire de données',
};

export const quorumProblems: Translation<typeof englishQuorum> = {
  'not-a-number': 'minimum, quorum et regions sont des nombres entiers',
  zero: 'avec un minimum, un quorum ou un nombre de régions de 0, tout serait valide sans que personne ait regardé ; pour consigner sans décider, prenez la politique "monitor"',
  'monitor-counts-nothing':
    'elle ne décide jamais : un minimum, un quorum ou des régions n’ont donc pas de sens pour elle',
  'quorum-of-another': 'seule "at-least" prend un quorum ; les autres comptent d’elles-mêmes',
  'quorum-missing': 'il lui faut un quorum : combien de perspectives doivent réussir',
  'minimum-below-quorum':
    'son minimum est inférieur à son quorum : avec si peu, il ne pourrait jamais être atteint',
};
const QUORUM = translated(englishQuorum, quorumProblems);
