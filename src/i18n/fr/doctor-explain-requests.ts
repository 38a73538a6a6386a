import type { requestRows as english } from '../en/doctor-explain-requests.ts';
import type { Translation } from '../translation.ts';

/** French: errors of the requests and handshakes of a validation, as Let's Encrypt words them. */
export const requestRows: Translation<typeof english> = {
  'connect-timeout': {
    says: () =>
      'Aucune réponse n’est venue à la connexion au port 80 en dix secondes : les paquets sont jetés en chemin ou au serveur, ou personne n’a cette adresse.',
    misleads: () =>
      '"Likely firewall problem" est une supposition : une adresse fausse ou ancienne dans le DNS, une route IPv6 manquante et un groupe de sécurité du cloud ont le même aspect de l’extérieur.',
  },
  'connection-refused': {
    says: () =>
      'L’adresse a répondu que rien n’écoute sur ce port dans cette famille, ou un pare-feu rejette avec une réinitialisation.',
    misleads: () =>
      'Un serveur web qui fonctionne dans votre navigateur peut n’écouter qu’en IPv4 : essayez chaque famille séparément.',
  },
  'network-unreachable': {
    says: () =>
      'Un routeur a dit qu’il ne connaît pas de chemin vers cette adresse : son réseau n’est pas annoncé, pas routé vers le serveur, ou pas attribué du tout.',
  },
  'unnamed-error': {
    says: () =>
      'La connexion a échoué avec une erreur pour laquelle cette AC n’a pas de mots : le plus souvent "no route to host" ou "administratively prohibited", parfois une réponse qui n’est pas du HTTP.',
    misleads: () =>
      'Il ne s’agit pas des données de la validation : rien n’a été lu. Examinez l’adresse, Neighbour Discovery (ICMPv6) et les pare-feu qui rejettent.',
  },
  'connection-reset': {
    says: () =>
      'La connexion était établie, puis a été coupée : par un filtre qui examine HTTP, un bannissement, ou un serveur qui attend là un autre protocole.',
    misleads: () => 'Le port et la route vont bien ; ouvrir davantage le pare-feu ne répare rien.',
  },
  'timeout-after-connect': {
    says: () =>
      'La connexion était établie, mais aucune réponse complète n’est venue à temps : le serveur ne répond plus, un filtre avale la requête, ou de gros paquets se perdent en chemin.',
    misleads: () =>
      '"Slow or overloaded" est une lecture sur trois. Cela n’est réessayé en IPv4 sous aucune règle : un serveur qui ne répond plus en IPv6 seulement échoue donc pour de bon.',
  },
  'timeout-while-reading': {
    says: () => 'La réponse avait commencé, ou la requête était en cours d’envoi, puis plus rien n’a bougé.',
    misleads: () =>
      'Un chemin qui perd les gros paquets (path MTU) ressemble exactement à un serveur lent ; un petit fichier peut encore passer.',
  },
  'http2-on-80': {
    says: () => 'Le port 80 parle HTTP/2 sans qu’on le lui demande ; une validation parle HTTP/1.1.',
  },
  'http-on-443': {
    says: () => 'Le port 443 a répondu en HTTP simple là où TLS était engagé.',
  },
  'response-404': {
    says: () =>
      'Un serveur web a répondu qu’il n’y a pas de tel fichier. Ce peut être un autre serveur, un autre hôte virtuel ou un autre dossier que celui où votre client ACME a écrit.',
    misleads: () =>
      'Le fichier peut bien être là : dans l’autre famille, ou sur l’autre nœud derrière le nom. L’adresse avant le deux-points est celle qui a été interrogée.',
  },
  'response-403': {
    says: () =>
      'Quelque chose qui lit HTTP a refusé la requête : un WAF, un filtre anti-robots, un blocage par pays, une liste d’accès sans IPv6, ou une page de connexion.',
    misleads: () =>
      'Votre propre test, depuis votre réseau et votre navigateur, n’est pas la même requête : il peut être accepté.',
  },
  'response-401': { says: () => 'Une authentification couvre le chemin du défi.' },
  'response-5xx': {
    says: () =>
      'Le serveur frontal a répondu, ce qui se trouve derrière ne l’a pas fait : un serveur amont qui écoute dans une autre famille, ou qui est arrêté.',
  },
  'response-other': {
    says: () =>
      'La dernière réponse a un code qui n’est pas une preuve. Après des redirections, c’est la dernière qui compte.',
  },
  'response-page': {
    says: () =>
      'Une page web est venue là où devrait être le fichier du défi : un autre hôte, un portail, ou une application qui répond 200 à tous les chemins.',
  },
  'body-mismatch': {
    says: () =>
      'Un fichier est venu, mais pas celui de cette commande : celui d’un autre client ou compte ACME, avec un ajout, ou d’un autre serveur.',
    misleads: () =>
      'Le client est rarement en tort. Le plus souvent, l’enregistrement AAAA mène à un serveur sur lequel répond un autre client.',
  },
  'body-malformed': {
    says: () => 'Ce qui est venu n’est pas du tout une autorisation de clé (jeton, point, empreinte).',
  },
  'body-unread': {
    says: () =>
      'Le corps n’a pas pu être lu jusqu’au bout : il est trop long pour une autorisation de clé, ou s’est interrompu.',
  },
  'redirect-timeout': {
    says: () =>
      'La première requête a reçu une redirection ; la connexion à sa cible est restée sans réponse pendant dix secondes.',
    misleads: () =>
      'L’adresse nommée n’est pas forcément celle qui a échoué. Si la cible a une adresse IPv6 morte sur le port 443, le code de Let’s Encrypt d’avant l’été 2026 accuse l’adresse IPv4 de la première requête.',
  },
  'redirect-refused': {
    says: () =>
      'La première requête a reçu une redirection ; rien n’écoute à sa cible, dans la famille essayée.',
    misleads: () =>
      'Le port 80 va bien. C’est au port 443 qu’il manque une écoute, le plus souvent en IPv6, et aucune règle sauf "per-hop" n’y essaie IPv4.',
  },
  'redirect-unreachable': {
    says: () => 'La première requête a reçu une redirection vers un hôte dont l’adresse est injoignable.',
    misleads: () =>
      'L’adresse nommée n’est pas forcément celle qui a échoué : examinez d’abord la cible de la redirection.',
  },
  'redirect-unnamed': {
    says: () =>
      'La première requête a reçu une redirection ; la connexion à sa cible a échoué avec une erreur pour laquelle cette AC n’a pas de mots.',
    misleads: () => 'Le fichier n’a aucun défaut : il n’a jamais été demandé.',
  },
  'redirect-loop': {
    says: () => 'Une URL est revenue une deuxième fois dans une même validation.',
    misleads: () =>
      'Souvent, il n’y a pas de boucle du tout : si IPv6 échoue à la cible de la redirection, le code de Let’s Encrypt d’avant l’été 2026 recommence en IPv4, rencontre la même redirection, et appelle cela une boucle.',
  },
  'redirect-too-many': {
    says: () =>
      'Plus de redirections qu’une validation n’en suit (dix) ; le plus souvent, http et https renvoient l’un à l’autre.',
  },
  'redirect-scheme': {
    says: () => 'La redirection mène à quelque chose qui n’est ni http ni https.',
  },
  'redirect-port': {
    says: () => 'La redirection nomme un port ; seuls 80 et 443 sont suivis.',
  },
  'redirect-slash': {
    says: () =>
      'Il manque à la redirection la barre oblique après le nom d’hôte, de sorte que le chemin en est devenu une partie : écrivez "Redirect / https://NAME/" avec une barre oblique à la fin.',
  },
  'redirect-tld': {
    says: () =>
      'La redirection mène à un nom qui n’est pas public : un nom d’hôte interne, ou un portail intermédiaire.',
  },
  'redirect-empty': { says: () => 'La redirection n’a pas de nom d’hôte du tout.' },
  'redirect-address': {
    says: () => 'La redirection mène à une adresse IP, ou à une adresse à laquelle on ne se connecte jamais.',
  },
  'redirect-status': {
    says: () => 'La redirection a un code qui n’est pas suivi (303) : utilisez 301, 302, 307 ou 308.',
  },
  'redirect-long': {
    says: () => 'Le chemin auquel mène la redirection est plus long que ce que suit une validation.',
  },
  'redirect-tls': {
    says: () => 'La redirection mène à un serveur qui ne parle rien de plus récent que TLS 1.1.',
    misleads: () => 'De vieux navigateurs peuvent encore l’ouvrir ; la validation ne le fait pas.',
  },
  'redirect-location': {
    says: () => 'La redirection ne dit nulle part où aller, ou sous une forme qui n’est pas une URL.',
  },
  'alpn-not-agreed': {
    says: () =>
      'Un serveur web ordinaire ou un CDN a répondu sur le port 443 à la place du client ACME : le protocole acme-tls/1 n’a pas été accepté.',
    misleads: () =>
      'Il ne s’agit pas de la configuration HTTPS du serveur. Si un proxy termine TLS devant votre serveur, tls-alpn-01 ne peut pas fonctionner du tout.',
  },
  'alpn-refused': {
    says: () => 'Le serveur du port 443 refuse le protocole acme-tls/1 : aucun client ACME n’y répond.',
  },
  'alpn-certificate': {
    says: () =>
      'Un certificat a été montré pour acme-tls/1, mais pas celui de ce défi : un autre client, ou une ancienne réponse.',
  },
  'alpn-no-certificate': { says: () => 'La négociation n’a apporté aucun certificat.' },
  'alpn-no-ipv4': {
    says: () => 'La tentative en IPv6 a échoué, et le nom n’a pas d’adresse IPv4 pour continuer.',
    misleads: () =>
      'Pourquoi IPv6 a échoué ne figure pas du tout dans ce texte, et ce n’est pas une adresse IPv4 qui manque : réparez celle en IPv6.',
  },
  'tls-handshake': {
    says: () =>
      'Le serveur a interrompu la négociation TLS : pas de chiffrement, de version ou de certificat commun pour ce nom.',
  },
  'tls-name': {
    says: () => 'Le serveur à cette adresse n’a pas de certificat pour ce nom et refuse les noms inconnus.',
  },
  'tls-internal': {
    says: () =>
      'Le serveur n’avait rien à montrer pour ce nom, ou a eu une défaillance : son journal dit laquelle.',
  },
  'tls-version': {
    says: () => 'Le serveur ne parle que des versions de TLS trop anciennes.',
  },
};
