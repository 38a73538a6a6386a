import type { adviceSteps as english } from '../en/doctor-advice-steps.ts';
import type { Translation } from '../translation.ts';

/** French: the sentences between the lines that `sixfour advise` prints. The lines themselves are the same in every language. */
export const adviceSteps: Translation<typeof english> = {
  caMake: () =>
    'Créez l’AC : racine et AC émettrice, celle-ci pour vos noms seulement, et la clé racine conservée ailleurs.',
  caExport: () => 'Emportez le certificat racine ; ce n’est pas un secret.',
  trustDebian: () => 'Debian, Ubuntu :',
  trustRedHat: () => 'Red Hat, Fedora, Rocky, Alma :',
  trustArch: () => 'Arch :',
  trustAlpine: () => 'Alpine :',
  trustWindows: () =>
    'Windows, en tant qu’administrateur ; pour un domaine, le même certificat dans une stratégie de groupe, sous Autorités de certification racines de confiance :',
  trustMac: () =>
    'macOS, en tant qu’administrateur ; sans gestion des appareils, chaque utilisateur doit l’approuver :',
  trustPhones: () =>
    'iOS : un profil de la gestion des appareils ; à la main, la confiance totale doit ensuite être activée dans Réglages, Général, Informations. Android : la plupart des programmes ignorent ce qu’un utilisateur ajoute ; utilisez donc la gestion des appareils, ou une « network security configuration » dans votre propre programme.',
  trustFirefox: () =>
    'Firefox, policies.json : il reprend ce à quoi le système fait confiance, ou ce fichier :',
  trustPrograms: () => 'Programmes ayant leur propre magasin : Java, Node, Python, et ce qui utilise NSS :',
  trustContainers: () => 'Conteneurs : dans l’image.',
  caOrder: () => 'Ensuite, n’importe quel client ACME lui commande des certificats :',
  delegationZone: () =>
    'Sur un hôte que le monde peut interroger sur le port 53 en UDP et TCP, dans les deux familles, sixfour.toml ; la zone parente lui confie cette zone par un enregistrement NS :',
  delegationRecord: () => 'Une fois, dans la zone du nom ; plus rien ne doit jamais y être changé ensuite :',
  delegationClient: () =>
    'Qui peut répondre à ce seul défi ; la clé n’est affichée qu’une fois, pour certbot, lego, acme.sh et d’autres :',
  delegationCheck: () => 'Interrogez chaque serveur de noms, comme le ferait une AC :',
  centralRecord: () => 'Une fois, dans la zone du nom :',
  centralOrder: () => 'Sur l’hôte protégé, seul à connaître une clé, commandez par le DNS :',
  centralHandOn: () => 'Transmettez le certificat par un canal interne, et rechargez :',
  persistVerify: () =>
    'Vérifiez si l’AC le propose : un directory avec "accountHashPrefix" le fait ; un autre peut le faire aussi : consultez alors sa documentation.',
  persistRecord: () => 'Une fois, dans la zone du nom ; il reste :',
  persistWatch: () => 'Gardez-le à l’inventaire, pour qu’il soit examiné chaque jour :',
  pathPrinciple: () =>
    'Laissez passer le chemin des défis, en GET et HEAD seulement, sans paramètres, avec les caractères qu’ont les jetons ; tout le reste demeure. Écrivez la règle pour l’équipement qui refuse aujourd’hui.',
  pathNginx: () => 'nginx, dans http :',
  pathApache: () => 'Apache, avec mod_alias et mod_rewrite :',
  pathCaddy: () => 'Caddy :',
  pathHaproxy: () =>
    'HAProxy ; le client ACME, ou un serveur web avec ses fichiers, répond sur le port 8402 du même hôte :',
  pathTraefik: () => 'Traefik, un fichier du fournisseur « file » :',
  pathCloudflare: () => 'Cloudflare, en tête des règles personnalisées :',
  pathAws: () =>
    'AWS WAF : plutôt qu’une règle qui autorise le chemin, exceptez-le de la règle qui bloque des pays, afin que toutes les autres règles continuent de l’examiner. Mettez-y vos pays :',
  pathF5: () => 'F5 BIG-IP, une iRule :',
  pathConsole: () => 'Autres, dans leurs consoles :',
  pathOrder: () => 'Commandez ensuite avec le fichier dans ce dossier :',
  alpnBuiltIn: () => 'Caddy et Traefik le font d’eux-mêmes si le port 443 les atteint directement. Caddy :',
  alpnHaproxy: () =>
    'HAProxy, en mode TCP, transmet les négociations des défis et ne touche pas aux autres :',
  alpnNginx: () => 'nginx, la même chose dans stream :',
  alpnOrder: () => 'Commandez ensuite avec un client qui répond sur le port interne :',
  boxOnce: () =>
    'nftables, une fois : un ensemble dont les éléments prennent fin d’eux-mêmes, et une règle avant celles qui jettent :',
  boxHooks: () => 'Ouvrir pour la commande, fermer ensuite, et au bout de cinq minutes quoi qu’il arrive :',
  boxFirewalld: () => 'firewalld à la place, qui referme de lui-même :',
  boxProcess: () => 'Ou pour un seul processus, démarré dans acme.slice, pendant qu’il écoute :',
  boxWindows: () => 'Windows : pour un seul programme :',
  boxMac: () => 'macOS : pour un seul programme :',
  hostingRedirect: () =>
    'Demandez à l’hébergeur d’envoyer le chemin des défis, sur tous les frontaux, vers un seul hôte ; une redirection est permise :',
  hostingProxy: () => 'Ou de le relayer :',
  hostingOrder: () =>
    'Cet hôte commande pour tous et transmet les certificats ; les frontaux n’ont pas d’identifiants d’accès :',
  caveatRollover: () =>
    'Prévoyez dès aujourd’hui comment la prochaine racine entrera dans tous ces magasins : les deux sont de confiance pendant des années avant la fin de l’ancienne.',
  caveatConstraints: () =>
    'Les noms internes restent hors des journaux publics (Certificate Transparency). Restreignez l’AC émettrice à vos noms, sinon quiconque prend sa clé peut se faire passer pour n’importe qui auprès de vos appareils.',
  caveatUserStores: () =>
    'Quiconque apporte son propre appareil voit un avertissement : ce chemin est fait pour les appareils qui vous appartiennent.',
  caveatDnsServers: () =>
    'Les serveurs de noms eux-mêmes doivent être joignables de tous les lieux d’où une AC regarde, en UDP et TCP, dans les deux familles : un blocage par pays y compte aussi.',
  caveatTokens: () =>
    'La plupart des fournisseurs DNS n’ont pas de jeton valable pour un seul enregistrement : s’il fuit, il permet de modifier la zone, ou de déplacer le domaine. Gardez-le dans un intermédiaire (broker), ou dans un compte à part.',
  caveatSameProvider: () =>
    'Déléguer au sein d’un même fournisseur est souvent plus compliqué que vers un autre.',
  caveatSecondAccount: () => 'Un second compte chez le fournisseur, pour la seule zone des défis, coûte peu.',
  caveatInsideChannel: () =>
    'Le canal interne transporte des clés privées : limitez-le à un sens et à un dossier.',
  caveatAccountKey: () =>
    'Le risque se déplace vers la clé du compte : quiconque l’a obtient des certificats pour le nom aussi longtemps que l’enregistrement demeure. Définissez persistUntil, et changez la clé de temps en temps.',
  caveatPersistDraft: () =>
    'C’est encore un draft (draft-ietf-acme-dns-persist ; ballot SC-088v3) : vérifiez si votre AC le propose en production.',
  caveatUserAgent: () =>
    'Un user agent peut être imité et diffère pour chaque AC : utilisez-le en complément, jamais seul.',
  caveatAddresses: () =>
    'Let’s Encrypt ne publie pas de liste de ses adresses et les change, et les lieux d’où il regarde se multiplient : aucune liste d’adresses autorisées ne fonctionne.',
  caveatBotFight: () =>
    'Le Bot Fight Mode gratuit de Cloudflare ne peut pas être contourné par une règle, et les blocages de pays des IP Access rules passent avant : désactivez-le, et faites de ceux-ci une règle personnalisée.',
  caveatAlwaysHttps: () =>
    '"Always Use HTTPS" d’un CDN redirige aussi le défi ; le port 443 doit alors fonctionner en IPv6 également.',
  caveatAudit: () =>
    '« Le port 80, c’est mal » est le plus souvent une règle d’audit et non une menace : montrez qu’il ne sert que la redirection et des défis, ainsi que la page de Let’s Encrypt qui explique pourquoi le port 80 devrait rester ouvert.',
  caveatTlsFront: () => 'Impossible derrière tout ce qui termine TLS devant votre serveur, comme un CDN.',
  caveatNoWildcard: () => 'Pas pour les jokers : ceux-ci exigent le DNS.',
  caveatSchedule: () => 'Commandez à une heure aléatoire, pour que personne ne sache quand le port s’ouvre.',
  caveatTransparency: () => 'Les journaux publics révèlent le moment de chaque certificat.',
  caveatCgroup: () =>
    'nft ne connaît les processus que par cgroup v2 ; sur un hôte en cgroup v1, la règle est refusée.',
};
