import type { acmeFaults as english } from '../en/faults-acme.ts';
import type { Translation } from '../translation.ts';
import { plural } from './plural.ts';
import { rangeText } from './ranges.ts';
import { issuanceText } from './reason-texts.ts';

/** French messages of ACME faults: what happened and what to do next, in one or two sentences. */
export const acmeFaults: Translation<typeof english> = {
  // requests
  serverInternal: () =>
    'Le serveur n’a pas pu mener la requête à bien. Rien n’est perdu ; réessayez et, si cela persiste, prévenez l’administrateur de cette AC.',
  hostNotServed: (p) =>
    `Ce serveur ne répond pas pour l’hôte « ${p.host} ». Utilisez l’adresse que son administrateur vous a donnée ; celui-ci peut ajouter un hôte avec le paramètre acme.hosts.`,
  resourceUnknown: (p) =>
    `Il n’y a rien à ${p.path}. Prenez chaque adresse dans le directory et dans les objets que le serveur a renvoyés.`,
  methodNotAllowed: (p) =>
    `${p.method} n’est pas possible ici. Envoyez ${p.allowed} ; pour lire une ressource, envoyez un POST à la charge utile vide (POST-as-GET, RFC 8555 section 6.3).`,
  contentTypeWrong: (p) =>
    `Le type de contenu est « ${p.contentType} ». Envoyez la requête en application/jose+json.`,
  bodyTooLarge: (p) =>
    `Le corps de la requête dépasse ${p.max} octets. Divisez la commande, ou raccourcissez la CSR.`,
  bodyUnreadable: () =>
    'Le corps de la requête n’est pas arrivé en entier. Renvoyez-le avec le bon Content-Length et sans encodage de contenu.',

  // JWS
  jwsNotJson: () =>
    'Le corps de la requête n’est pas un objet JSON. Envoyez un seul JWS, en sérialisation JSON aplatie (RFC 7515 section 7.2.2).',
  jwsDuplicateMember: (p) =>
    `Le membre « ${p.member} » figure plus d’une fois dans ${WHERE[p.where] ?? p.where}. Envoyez chaque membre une seule fois.`,
  jwsTooDeep: (p) =>
    `L’imbrication dépasse ${p.max} niveaux dans ${WHERE[p.where] ?? p.where}. Aucune requête ACME n’en a besoin ; envoyez-en une simple.`,
  jwsSeveralSignatures: () =>
    'Le JWS a un membre « signatures ». Envoyez exactement une signature, en sérialisation JSON aplatie.',
  jwsUnprotectedHeader: () =>
    'Le JWS a un en-tête non protégé « header ». Mettez chaque champ dans l’en-tête protégé (RFC 8555 section 6.2).',
  jwsMemberMissing: (p) =>
    `Le membre « ${p.member} » manque au JWS, ou n’est pas une chaîne. Envoyez « protected », « payload » et « signature » sous forme de chaînes base64url.`,
  jwsNotBase64url: (p) =>
    `Le membre « ${p.member} » du JWS n’est pas en base64url sans remplissage. Encodez-le comme le dit la RFC 7515 section 2.`,
  jwsHeaderNotJson: () =>
    'L’en-tête protégé n’est pas un objet JSON. Encodez l’en-tête JSON en UTF-8, puis en base64url.',
  jwsHeaderExtension: (p) => `L’en-tête protégé utilise « ${p.member} », qu’ACME n’autorise pas. Omettez-le.`,
  jwsUrlMissing: () =>
    'L’en-tête protégé n’a pas de « url ». Mettez-y l’adresse exacte de la requête (RFC 8555 section 6.4).',
  jwsUrlWrong: (p) =>
    `Selon l’en-tête protégé, la requête est pour ${p.got}, mais elle est arrivée à ${p.expected}. Signez l’adresse à laquelle vous envoyez ; un proxy intermédiaire ne doit changer ni l’hôte ni le chemin.`,
  nonceMissing: () =>
    'L’en-tête protégé n’a pas de « nonce ». Prenez le Replay-Nonce de cette réponse et signez de nouveau la requête.',
  badNonce: () =>
    'Le nonce est inconnu, déjà utilisé ou trop ancien. Prenez le Replay-Nonce de cette réponse et signez de nouveau la requête.',
  algorithmMissing: (p) => `L’en-tête protégé n’a pas de « alg ». Signez avec l’un de : ${p.supported}.`,
  algorithmUnsupported: (p) =>
    `L’algorithme de signature « ${p.algorithm} » n’est pas accepté ici. Signez avec l’un de : ${p.supported}.`,
  algorithmNotOfKey: (p) =>
    `L’algorithme de signature « ${p.algorithm} » ne convient pas à la clé. Signez avec ${p.expected}.`,
  keyReferenceMissing: () =>
    'L’en-tête protégé n’a ni « jwk » ni « kid ». Nommez la clé : « kid » avec l’adresse du compte, ou « jwk » pour un nouveau compte ou une révocation par la clé du certificat.',
  keyReferenceBoth: () =>
    'L’en-tête protégé a à la fois « jwk » et « kid ». Envoyez exactement l’un des deux (RFC 8555 section 6.2).',
  keyReferenceMustBeJwk: () =>
    'Cette requête doit porter sa clé publique dans « jwk », et non dans « kid » (RFC 8555 section 6.2).',
  keyReferenceMustBeKid: () =>
    'Cette requête doit nommer un compte avec « kid », et non porter une clé dans « jwk ». Créez d’abord le compte, puis utilisez son adresse.',
  keyMalformed: () =>
    'Le « jwk » n’est pas une clé publique RSA ou EC telle que la RFC 7518 section 6 la décrit. Envoyez seulement les membres publics, en base64url.',
  keyTypeRefused: (p) =>
    `Les clés de type « ${p.keyType} » ne sont pas acceptées. Utilisez une clé EC sur P-256 ou P-384, ou une clé RSA de 2048 à 4096 bits.`,
  keyHasPrivatePart: () =>
    'Le « jwk » contient une clé privée, désormais connue d’autrui. Créez une nouvelle clé et n’envoyez que ses membres publics.',
  keyWeak: (p) =>
    `La clé n’est pas sûre : ${issuanceText(p.reason)}. Créez-en une nouvelle : EC P-256, ou RSA de 2048 à 4096 bits avec l’exposant 65537.`,
  keyCompromised: () =>
    'Cette clé appartient à un certificat révoqué parce que sa clé était compromise. Créez une nouvelle clé.',
  signatureWrong: () =>
    'La signature ne correspond pas à la requête et à la clé. Signez les octets exacts de l’en-tête protégé et de la charge utile ; les signatures ECDSA sont r et s, chacun de pleine longueur (RFC 7518 section 3.4).',
  accountUnknown: (p) =>
    `Il n’y a pas de compte ${p.kid} ici. Créez-en un par une requête new-account, puis utilisez comme « kid » l’adresse de son en-tête Location.`,
  accountNotValid: (p) =>
    `Le compte est dans l’état ${p.status} et ne peut plus rien faire. Créez un nouveau compte avec une nouvelle clé.`,
  payloadNotJson: () =>
    'La charge utile n’est pas un objet JSON. Envoyez l’objet que la RFC 8555 section 7 décrit pour cette requête.',
  payloadNotEmpty: () =>
    'Cette ressource est seulement lue. Envoyez une charge utile vide (POST-as-GET, RFC 8555 section 6.3).',
  payloadMember: (p) =>
    `Le membre « ${p.member} » de la charge utile doit être ${p.expected}. Corrigez-le et renvoyez la requête.`,
  notYours: (p) =>
    `Le compte qui a signé cette requête n’est pas propriétaire de l’objet demandé (${WHAT[p.what] ?? p.what}). Signez avec le compte qui l’a créé.`,
  noSuchResource: (p) =>
    `L’objet demandé (${WHAT[p.what] ?? p.what}) n’existe pas. Il a pu être supprimé après son temps ; recommencez par une nouvelle commande.`,

  // accounts
  accountForKeyUnknown: () =>
    'Aucun compte n’a cette clé. Créez-en un : envoyez la même requête sans « onlyReturnExisting ».',
  accountNotYours: () =>
    'Le compte de l’adresse n’est pas celui qui a signé la requête. Signez avec la clé du compte auquel vous vous adressez.',
  termsNotAgreed: (p) =>
    `Cette AC demande d’accepter ses conditions d’utilisation : ${p.url}. Lisez-les, puis envoyez "termsOfServiceAgreed": true.`,
  contactUnsupported: (p) =>
    `Le contact « ${p.contact} » n’est pas une adresse mailto. Indiquez seulement des adresses mailto:, ou aucune.`,
  contactInvalid: (p) =>
    `Le contact « ${p.contact} » n’est pas une seule adresse électronique simple. Écrivez mailto:name@host.example, sans autres adresses ni champs d’en-tête.`,
  contactsTooMany: (p) => `Plus de ${p.max} contacts. Indiquez-en moins.`,
  externalAccountRequired: () =>
    'Cette AC demande une liaison à un compte externe. Obtenez de son administrateur un id de clé et une clé MAC (sixfour eab add), et donnez les deux à votre client.',
  externalAccountMalformed: (p) =>
    `La liaison à un compte externe est erronée à « ${p.member} ». C’est un JWS sur la clé publique du compte, signé avec HS256, HS384 ou HS512, avec « kid » et la même « url » que la requête (RFC 8555 section 7.3.4).`,
  externalAccountUnknown: (p) =>
    `La clé externe « ${p.id} » est inconnue ou révoquée. Demandez-en une nouvelle à l’administrateur de cette AC.`,
  externalAccountWrongMac: (p) =>
    `La liaison à un compte externe n’est pas signée avec la clé MAC de « ${p.id} ». Donnez au client la clé MAC exactement telle qu’elle a été remise (base64url).`,
  externalAccountSpent: (p) =>
    `La clé externe « ${p.id} » est déjà liée à un autre compte, ou a été révoquée. Demandez à l’administrateur de cette AC une clé à vous.`,
  keyChangeMalformed: (p) =>
    `Le changement de clé est erroné à « ${p.member} ». La charge utile est un JWS de la nouvelle clé, avec « jwk » et la même « url », sur {"account", "oldKey"} (RFC 8555 section 7.3.5).`,
  keyChangeSignatureWrong: () =>
    'La signature interne du changement de clé ne correspond pas à son « jwk ». Signez l’objet interne avec la nouvelle clé.',
  keyChangeWrongAccount: () =>
    'Le « account » à l’intérieur du changement de clé n’est pas le compte qui a signé la requête. Mettez-y le « kid » de l’en-tête externe.',
  keyChangeWrongOldKey: () =>
    'La « oldKey » à l’intérieur du changement de clé n’est pas la clé actuelle du compte. Mettez-y la clé publique actuelle.',
  keyInUse: (p) => `Le compte ${p.account} a déjà cette clé. Créez une nouvelle clé pour ce compte.`,

  // orders
  rejectedIdentifier: (p) => `« ${p.name} » ne peut pas être émis : ${issuanceText(p.reason)}`,
  nameNotAllowed: (p) =>
    `Cette AC n’a pas le droit d’émettre pour « ${p.name} ». Son administrateur peut l’autoriser avec : sixfour allow ${p.name}`,
  identifiersRejected: (p) =>
    p.count === 1
      ? `${p.count} des noms ne peut pas être émis ; son sous-problème dit pourquoi. Corrigez-le ou retirez-le.`
      : `${p.count} des noms ne peuvent pas être émis ; chaque sous-problème dit pourquoi. Corrigez-les ou retirez-les.`,
  identifiersCompound: (p) =>
    `${p.count} des identifiants ${plural(p.count, 'est refusé', 'sont refusés')} pour des raisons différentes ; chaque sous-problème dit pourquoi. Corrigez-les ou retirez-les.`,
  identifierTypeUnsupported: (p) =>
    `Les identifiants de type « ${p.type} » ne sont pas émis ici. Commandez des noms d’hôtes, avec le type « dns », ou des adresses, avec le type « ip ».`,
  identifiersTooMany: (p) => `La commande a plus de ${p.max} noms. Divisez-la.`,
  nameEmpty: () => 'Le nom est vide. Indiquez un nom d’hôte.',
  nameIpAddress: (p) =>
    `« ${p.name} » est une adresse IP, et non un nom d’hôte. Commandez-la avec le type « ip », ou commandez un nom d’hôte qui pointe vers elle.`,
  addressMalformed: (p) =>
    `« ${p.address} » n’est pas une adresse IPv6 ou IPv4. Écrivez-en une telle que 2001:db8::1 ou 192.0.2.1, sans crochets, port, préfixe ni zone.`,
  addressNotCanonical: (p) =>
    `« ${p.address} » n’est pas la forme canonique de cette adresse (RFC 5952). Commandez-la sous la forme ${p.canonical}.`,
  addressNeverIssued: (p) =>
    `Aucun certificat n’est jamais émis pour ${p.address} : ${rangeText(p.range)}. Commandez l’adresse par laquelle les clients joignent le serveur, ou un nom d’hôte.`,
  addressNotAllowed: (p) =>
    `Cette AC n’a pas le droit d’émettre pour l’adresse ${p.address}. Son administrateur peut l’autoriser avec : sixfour allow --address ${p.address}${
      p.range === ''
        ? ''
        : ` et, puisqu’elle est spéciale (${rangeText(p.range)}), laisser la validation s’y connecter avec : sixfour allow --network ${p.address}`
    }`,
  identifierNotProvable: (p) =>
    `Aucun type de défi proposé par ce directory ne peut prouver « ${p.name} ». Utilisez un autre directory, ou demandez à l’administrateur d’en proposer un qui le peut (paramètre acme.challenge_types).`,
  ancestorNotAbove: (p) =>
    `Le ancestorDomain « ${p.ancestor} » n’est pas un domaine au-dessus de « ${p.name} » (RFC 9444 section 4.2). Nommez-en un dont les étiquettes entières terminent le nom, ou omettez-le.`,
  preAuthorizationNotOffered: () =>
    'Ce directory ne propose pas d’autorisations sans commande. Créez une commande : ses autorisations sont créées avec elle.',
  preAuthorizationWildcard: (p) =>
    `Un joker tel que « ${p.name} » ne peut pas être autorisé sans commande (RFC 8555 section 7.4.1). Demandez le domaine avec « subdomainAuthAllowed » : ses jokers font partie des noms en dessous.`,
  standingTooMany: (p) =>
    `Ce compte a ${p.max} autorisations sans commande. Désactivez celles dont vous n’avez pas besoin, ou attendez que certaines aient expiré.`,
  nameTooLong: (p) =>
    `« ${p.name} » a plus de ${p.max} caractères, le maximum que porte le DNS. Utilisez un nom plus court.`,
  nameLabelTooLong: (p) =>
    `Une étiquette de « ${p.name} » a plus de ${p.max} caractères, le maximum que porte le DNS. Utilisez-en une plus courte.`,
  nameLabelEmpty: (p) =>
    `« ${p.name} » a une étiquette vide. Écrivez un seul point entre les étiquettes, et aucun au début.`,
  nameTrailingDot: (p) => `« ${p.name} » se termine par un point. Écrivez le nom sans ce point.`,
  nameUnderscore: (p) =>
    `« ${p.name} » contient un tiret bas, qu’un nom d’hôte ne peut pas avoir (RFC 5280 section 4.2.1.6). Utilisez un trait d’union.`,
  nameNotHostname: (p) =>
    `« ${p.name} » n’est pas un nom d’hôte : les étiquettes se composent de lettres, de chiffres et de traits d’union à l’intérieur. Corrigez-le.`,
  nameReservedLabel: (p) =>
    `L’étiquette « ${p.label} » de « ${p.name} » a des traits d’union en troisième et quatrième position, mais n’est pas un A-label valide (RFC 5890 section 2.3.1). Utilisez une autre étiquette.`,
  nameInternational: (p) =>
    `« ${p.name} » n’est pas écrit en A-labels. Commandez-le sous la forme ${p.ascii}.`,
  nameReserved: (p) =>
    `« ${p.name} » se termine par « ${p.suffix} », qui est réservé et ne peut jamais être prouvé. Utilisez un nom de votre propre domaine.`,
  nameWildcardMisplaced: (p) =>
    `« ${p.name} » a un joker au mauvais endroit. Seule la première étiquette entière peut être « * », comme dans *.host.example.`,
  nameRedundant: (p) =>
    `« ${p.name} » est couvert par « ${p.wildcard} » dans la même commande. Retirez l’un des deux.`,
  datesRefused: (p) =>
    `Le « ${p.member} » de la commande est hors de ce que le profil permet : ${issuanceText(p.limit)}. Omettez-le, ou choisissez-en un autre.`,
  profileUnknown: (p) =>
    `Il n’y a pas de profil « ${p.profile} » dans ce directory. Choisissez l’un de : ${p.known}.`,
  ordersTooMany: () =>
    'Ce compte commande plus vite que cette AC ne le permet. Attendez aussi longtemps que l’indique Retry-After ; l’administrateur peut relever la limite avec acme.limits.',
  ordersPendingTooMany: (p) =>
    `Ce compte a ${p.max} commandes en attente. Terminez-les, désactivez leurs autorisations, ou attendez qu’elles expirent.`,
  accountsTooMany: () =>
    'Trop de nouveaux comptes depuis ce réseau. Utilisez le compte que vous avez, ou attendez aussi longtemps que l’indique Retry-After.',
  failuresTooMany: (p) =>
    `Trop de validations échouées de « ${p.name} » par ce compte. Corrigez ce que les dernières ont signalé, puis attendez aussi longtemps que l’indique Retry-After.`,
  validationsBusy: () =>
    'Cette AC effectue autant de validations qu’elle le peut. Renvoyez la même requête après le temps qu’indique Retry-After.',

  // authorizations and challenges
  challengeInProgress: () =>
    'Un défi de cette autorisation est déjà en cours de validation. Interrogez l’autorisation ; ne répondez pas de nouveau.',
  authorizationExpired: () => 'L’autorisation a expiré. Recommencez par une nouvelle commande.',
  authorizationNotDeactivated: (p) =>
    `L’autorisation est dans l’état ${p.status} : seule une autorisation pending ou valid peut être désactivée. Il ne reste rien à faire.`,

  // finalize
  orderNotReady: (p) =>
    `La commande est dans l’état ${p.status}, et non ready${p.waiting === '' ? '' : ` ; pas encore prouvé : ${p.waiting}`}. Répondez à un défi de chaque autorisation, attendez que la commande soit ready, puis finalisez ; si elle est invalid, recommencez par une nouvelle commande.`,
  validationsRecheckFailed: (p) =>
    `Les enregistrements CAA ne permettent plus ${p.names} ; chaque partie de ce problème dit pourquoi. La commande est invalid ; corrigez les enregistrements, puis recommencez par une nouvelle commande.`,
  csrMalformed: (p) =>
    `La CSR est illisible : ${issuanceText(p.reason)}. Envoyez une seule requête PKCS #10 en DER, base64url sans remplissage.`,
  csrSignatureWrong: () =>
    'La signature de la CSR elle-même ne correspond pas à sa clé. Refaites la CSR avec la clé à certifier.',
  csrKeyRefused: (p) =>
    `La clé de la CSR n’est pas acceptée : ${issuanceText(p.reason)}. Créez-en une nouvelle : EC P-256 ou P-384, ou RSA de 2048 à 4096 bits avec l’exposant 65537.`,
  csrExtensionRefused: (p) =>
    `La CSR demande ce que cette AC n’émet pas : ${issuanceText(p.extension)}. Faites la CSR avec seulement des noms d’hôtes et des adresses IP.`,
  csrNameRefused: (p) =>
    `Le nom commun « ${p.name} » de la CSR ne fait pas partie de ses noms alternatifs. Faites la CSR avec les noms commandés seulement.`,
  csrNamesDiffer: (p) =>
    `La CSR n’a pas exactement les noms de la commande (manquants : ${p.missing === '' ? 'aucun' : p.missing} ; en trop : ${p.extra === '' ? 'aucun' : p.extra}). Faites-la avec les noms commandés.`,
  csrKeyIsAccountKey: () =>
    'La clé de la CSR est la clé d’un compte ACME. Créez une clé distincte pour le certificat (RFC 8555 section 11.1).',
  csrKeyCompromised: () =>
    'La clé de la CSR appartient à un certificat révoqué parce que sa clé était compromise. Créez une nouvelle clé.',

  // revocation
  certificateUnknown: () =>
    'Ce certificat n’a pas été émis ici. Envoyez le certificat lui-même en DER, base64url.',
  revocationNotAuthorized: () =>
    'Cette clé n’a pas le droit de révoquer le certificat. Signez avec le compte qui l’a obtenu, un compte qui détient des autorisations pour tous ses noms, ou la clé du certificat.',
  revocationReasonRefused: (p) =>
    `La raison de révocation ${p.reason} n’est pas acceptée. Envoyez 0, 1, 3, 4 ou 5, ou aucune (RFC 5280 section 5.3.1).`,
  revocationReasonNotProven: () =>
    'La compromission de la clé ne peut être signalée que par la clé du certificat ou par le compte qui l’a obtenu. Envoyez une autre raison.',
  alreadyRevoked: () => 'Le certificat est déjà révoqué. Il ne reste rien à faire.',
  storeOverloaded: () =>
    'Plus de modifications attendent le disque du serveur qu’il ne peut en prendre. Rien n’a été modifié ; réessayez dans quelques secondes.',
  storeFailed: () =>
    'La base de données ne peut pas être écrite : rien n’a donc été modifié. Prévenez l’administrateur de cette AC : la cause est dans son journal.',
  storeClosed: () => 'Le serveur s’arrête : rien n’a donc été modifié. Réessayez quand il sera de retour.',
};

/** Parts of a request. */
const WHERE: Readonly<Record<string, string>> = {
  JWS: 'le JWS',
  'protected header': 'l’en-tête protégé',
  payload: 'la charge utile',
};

/** Objects of ACME. */
const WHAT: Readonly<Record<string, string>> = {
  account: 'compte',
  authorization: 'autorisation',
  certificate: 'certificat',
  'certificate chain': 'chaîne de certificats',
  challenge: 'défi',
  order: 'commande',
};
