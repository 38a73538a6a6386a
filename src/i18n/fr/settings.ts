import type { SettingTexts } from '../en/settings.ts';
import type { Translation } from '../translation.ts';
import { delegationSettings } from './settings-delegation.ts';
import { perspectiveSettings } from './settings-perspectives.ts';

const PORT = 'un nombre entier de 0 à 65535';
const BOOLEAN = 'true ou false';
const FROM_1 = 'un nombre entier à partir de 1';
const ZONE_SERVERS = 'une table de listes, p. ex. { "corp.example" = ["[fd00::53]:53"] }';
const PATH = 'un chemin, ou "" ; les chemins relatifs partent du fichier de configuration';
const MILLISECONDS = 'millisecondes';

/** French texts of the settings, by path: why the key exists, what it may hold, its unit. */
export const settings: Translation<SettingTexts> = {
  language: {
    why: 'Langue des commandes et des messages. `auto` suit l’environnement (`LC_ALL`, `LC_MESSAGES`, `LANG`) ; l’anglais si une langue n’a pas de catalogue.',
    allowed: '"auto", ou un code de langue tel que "en" ou "fr-CH"',
  },
  'data.directory': {
    why: 'Contient tout ce qui doit survivre à un redémarrage : la base de données, les clés chiffrées, la socket de contrôle. Un seul répertoire, pour qu’une seule sauvegarde soit complète. Lu seulement dans un fichier de configuration nommé par `--config` ; un `sixfour.toml` placé dans le répertoire de données n’a pas besoin de dire où il se trouve.',
    allowed: 'un chemin ; les chemins relatifs partent du fichier de configuration',
  },
  'host.public_host': {
    why: 'Le nom sous lequel les clients joignent ce serveur. Il entre dans les adresses de la CRL et de l’émetteur des certificats (à la création de la hiérarchie) et dans le certificat du serveur lui-même. Vide : `localhost`.',
    allowed: 'un nom d’hôte en minuscules sans port, ou ""',
  },
  'host.https_port': {
    why: 'Le port HTTPS que voient les clients, si un proxy ou une redirection de port se trouve devant le serveur. 0 : le même que `https.port`.',
    allowed: PORT,
  },
  'host.http_port': {
    why: 'Le port HTTP que voient les clients ; il est inscrit dans les adresses de la CRL et de l’émetteur à la création de la hiérarchie. 0 : le même que `http.port`.',
    allowed: PORT,
  },
  'https.port': {
    why: 'ACME et l’API. Au-dessus de 1024, pour ne pas exiger root. Avec 0, le système choisit, et le serveur affiche son choix.',
    allowed: PORT,
  },
  'https.addresses': {
    why: 'Une socket est ouverte par adresse. Bouclage seulement, sauf indication contraire : une nouvelle AC ne doit pas être joignable par accident. Pour toutes les adresses des deux familles : `["::", "0.0.0.0"]`.',
    allowed: 'une liste d’adresses IPv6 et IPv4',
  },
  'http.port': {
    why: 'CRL, certificats de l’émetteur et de la racine, que les clients lisent sans TLS, et réponses au défi http-01 du serveur lui-même. Avec 0, le système choisit.',
    allowed: PORT,
  },
  'http.addresses': {
    why: 'Comme `https.addresses`. Ouvrez-le partout où des certificats sont vérifiés : les CRL sont lues ici.',
    allowed: 'une liste d’adresses IPv6 et IPv4',
  },
  'keys.passphrase_file': {
    why: 'Un fichier dont la première ligne est la phrase secrète qui chiffre les clés au repos. Gardez-le sur un autre disque, ou sur un disque monté seulement pour le démarrage.',
    allowed: PATH,
  },
  'keys.credential': {
    why: 'Prend le secret dans le « credential » systemd `sixfour-key` (`LoadCredentialEncrypted=sixfour-key:...` dans l’unité) : il n’est alors jamais lisible sur le disque.',
    allowed: BOOLEAN,
  },
  'keys.file': {
    why: 'Un fichier (0600) contenant le secret qui chiffre les clés au repos. Vide, et sans aucun des deux paramètres ci-dessus : `at-rest.key` dans le répertoire de données, ce qui vaut un avertissement, car quiconque copie le répertoire a les deux.',
    allowed: PATH,
  },
  'validation.rule': {
    why: 'Quand une tentative IPv6 échouée est suivie d’une tentative IPv4. `documented` : comme Let’s Encrypt le documente, seulement après un dépassement du délai de connexion et seulement pour la première requête http-01. `boulder` : comme le fait son code, après toute erreur de connexion. `per-hop` : de nouveau à chaque redirection.',
    allowed: '"documented", "boulder" ou "per-hop"',
  },
  'validation.dns_servers': {
    why: 'Résolveurs à interroger, dans cet ordre. Vide : ceux du système.',
    allowed: 'une liste d’adresses avec un port facultatif, p. ex. ["[2001:db8::53]:53", "192.0.2.53"]',
  },
  'validation.zones': {
    why: 'Serveurs de noms pour certaines zones, si l’intérieur et l’extérieur voient des réponses différentes (split horizon). La zone correspondante la plus longue l’emporte.',
    allowed: ZONE_SERVERS,
  },
  'validation.iterative': {
    why: 'Pour dns-01 sur des noms publics, interroger les serveurs de noms de la zone elle-même, tous, en partant de la racine, afin qu’aucun cache et aucun résolveur ne se trouve entre les deux. Désactivé : interroger `validation.dns_servers`.',
    allowed: BOOLEAN,
  },
  'validation.stubs': {
    why: 'Où la recherche itérative commence pour une zone, au lieu de la racine : nécessaire si la racine est injoignable.',
    allowed: ZONE_SERVERS,
  },
  'validation.root_hints': {
    why: 'Serveurs racine de la recherche itérative. Vide : les treize du DNS public.',
    allowed: 'une liste d’adresses avec un port facultatif',
  },
  'validation.dnssec': {
    why: 'Indique si les réponses sont validées ici avec DNSSEC, par leurs seules signatures et jamais sur la parole d’un résolveur. `require` : une réponse falsifiée (bogus), ou dont la chaîne de confiance ne peut être obtenue, compte comme une requête échouée ; ce qui est prouvé non signé passe. `record` : le verdict est seulement consigné. `auto` : `require` si la recherche commence à la racine (`validation.iterative`) ou si une ancre de confiance est donnée pour la zone elle-même ; `off` si d’autres résolveurs répondent, et avec vos propres `validation.root_hints`, sauf s’il y a une ancre.',
    allowed: '"auto", "off", "record" ou "require"',
  },
  'validation.trust_anchors': {
    why: 'Clés, ou condensats de clés, par lesquels la confiance commence, en plus de ceux de la racine : pour une racine privée, ou pour vos propres zones signées. Une ancre pour la racine remplace les deux que publie l’IANA. Une zone de `validation.zones` ou `validation.stubs` n’est validée que par une ancre de cette zone ou en dessous, puisque l’arbre public peut connaître une autre zone de ce nom.',
    allowed:
      'une liste d’enregistrements DS ou DNSKEY tels que les fichiers de zone les écrivent, p. ex. ["corp.example DS 12345 13 2 <64 hexadecimal digits>"] ; condensats SHA-256 ou SHA-384',
  },
  'validation.http01_port': {
    why: 'Port pour http-01 au lieu de 80 (la RFC 8555 section 8.3 exige 80), pour que les tests se passent de root. 0 : port 80.',
    allowed: PORT,
  },
  'validation.tls_alpn01_port': {
    why: 'Port pour tls-alpn-01 au lieu de 443 (la RFC 8737 section 3 exige 443), pour que les tests se passent de root. 0 : port 443.',
    allowed: PORT,
  },
  'validation.allow_loopback': {
    why: 'Permet à la validation de joindre les adresses de bouclage, que rien d’autre ne peut joindre : les programmes de cette machine ne sont pas une cible.',
    allowed: BOOLEAN,
  },
  'validation.time_scale': {
    why: 'Facteur appliqué à chaque délai d’une validation, pour que les tests des délais se terminent plus tôt.',
    allowed: 'un nombre de 0.001 à 1',
    unit: 'facteur',
  },
  'acme.terms_of_service': {
    why: 'Adresse des conditions d’utilisation qu’un client doit accepter (RFC 8555 section 7.1.1). Vide : il n’y en a pas.',
    allowed: 'une URL http ou https, ou ""',
  },
  'acme.website': {
    why: 'Adresse d’une page sur cette AC, montrée aux clients dans le directory.',
    allowed: 'une URL http ou https, ou ""',
  },
  'acme.caa': {
    why: 'Enregistrements CAA (RFC 8659), dans le directory par défaut. `enforce` : consultés avant l’émission d’un certificat, et respectés. `advisory` : consultés et consignés, et rien n’est refusé. `off` par défaut, car aucun enregistrement ne peut permettre cette AC avant que `acme.caa_identities` ne dise par quel nom.',
    allowed: '"off", "advisory" ou "enforce" ; les deux derniers nécessitent `acme.caa_identities`',
  },
  'acme.caa_identities': {
    why: 'Noms par lesquels les enregistrements DNS désignent cette AC : dans les enregistrements CAA (RFC 8659) et dans ceux de dns-persist-01. Le directory les montre. Utilisez un nom qui vous appartient.',
    allowed: 'une liste de noms d’hôtes en minuscules, 10 au plus',
  },
  'acme.subdomain_authorizations': {
    why: 'Dans le directory par défaut, une seule preuve d’un domaine par le DNS vaut, pour son compte, pour tous les noms en dessous, jokers compris, aussi longtemps qu’elle est valide (RFC 9444), et peut être apportée avant qu’il y ait une commande (`newAuthz`). Désactivé : quiconque peut modifier le DNS d’un domaine pendant une minute obtient des certificats pour les noms qu’il demande alors ; activé : pour tout nom en dessous, pendant 30 jours. Ce qui peut être émis est vérifié pour chaque nom comme toujours.',
    allowed: BOOLEAN,
  },
  'acme.challenge_types': {
    why: 'Défis que propose le directory par défaut, dans la mesure où ils conviennent au nom. `dns-account-01` et `dns-persist-01` sont des drafts : proposez-les aux clients qui les veulent.',
    allowed:
      'une liste de "http-01", "dns-01", "tls-alpn-01", "dns-account-01" et "dns-persist-01", au moins un',
  },
  'acme.dns_persist_version': {
    why: 'Quel draft de dns-persist-01 est parlé, car ils s’excluent. `01` : l’URL du compte en clair, comme l’écrivent les clients d’aujourd’hui. `02` : le compte sous forme de condensat lié au nom et à la clé.',
    allowed: '"01" ou "02"',
  },
  'acme.external_account_required': {
    why: 'Les nouveaux comptes ont besoin d’une clé que vous avez créée avec `sixfour eab add` : ainsi, seules des personnes que vous connaissez peuvent avoir un compte.',
    allowed: BOOLEAN,
  },
  'acme.hosts': {
    why: 'Autres noms sous lesquels les clients peuvent s’adresser au serveur. Les adresses dans les réponses suivent le nom utilisé par le client, mais seulement s’il est connu ; sinon, c’est l’hôte public.',
    allowed: 'une liste de noms d’hôtes en minuscules',
  },
  'acme.limits.accounts_per_network.burst': {
    why: 'Nouveaux comptes à la fois depuis un réseau (une adresse IPv4 ou un /64 IPv6) : un parc derrière un seul NAT est déployé en une heure.',
    allowed: FROM_1,
  },
  'acme.limits.accounts_per_network.every_ms': {
    why: 'Ensuite, un de plus à cet intervalle : un attaquant obtient environ 100 lignes par heure.',
    allowed: FROM_1,
    unit: MILLISECONDS,
  },
  'acme.limits.orders_per_network.burst': {
    why: 'Nouvelles commandes à la fois depuis un réseau : borne ce que de nombreux comptes d’un même réseau écrivent ensemble.',
    allowed: FROM_1,
  },
  'acme.limits.orders_per_network.every_ms': {
    why: 'Ensuite, une de plus à cet intervalle.',
    allowed: FROM_1,
    unit: MILLISECONDS,
  },
  'acme.limits.orders_per_account.burst': {
    why: 'Nouvelles commandes à la fois d’un compte : une plateforme d’hébergement renouvelle des milliers de noms à la suite.',
    allowed: FROM_1,
  },
  'acme.limits.orders_per_account.every_ms': {
    why: 'Ensuite, une de plus à cet intervalle : 5 par seconde, indéfiniment.',
    allowed: FROM_1,
    unit: MILLISECONDS,
  },
  'acme.limits.failures_per_name.burst': {
    why: 'Validations échouées à la fois d’un nom par un compte : celui qui corrige un pare-feu essaie quelques fois.',
    allowed: FROM_1,
  },
  'acme.limits.failures_per_name.every_ms': {
    why: 'Ensuite, une de plus à cet intervalle : une tâche cron défectueuse ne doit pas faire frapper ce serveur indéfiniment chez autrui.',
    allowed: FROM_1,
    unit: MILLISECONDS,
  },
  'acme.limits.pending_orders_per_account': {
    why: 'Commandes inachevées d’un compte à la fois.',
    allowed: FROM_1,
  },
  directories: {
    why: 'Autres directories ACME, chacun à `/acme/<name>/directory`, avec le profil de certificat utilisé quand un client n’en nomme pas.',
    allowed:
      'des tables nommées par des lettres minuscules, chiffres et traits d’union, différemment des ressources d’ACME, p. ex. [directories.short]',
  },
  'directories.*.profile': {
    why: '`default` : 45 jours. `short` : 160 heures, pour les clients qui renouvellent tous les quelques jours.',
    allowed: '"default" ou "short"',
  },
  'directories.*.caa': {
    why: 'Comme `acme.caa`, pour ce directory. `inherit` : la même valeur, pour qu’aucun directory ne permette de le contourner sans que vous le disiez.',
    allowed: '"inherit", "off", "advisory" ou "enforce"',
  },
  'directories.*.subdomain_authorizations': {
    why: 'Comme `acme.subdomain_authorizations`, pour ce seul directory : la valeur n’en est pas reprise.',
    allowed: BOOLEAN,
  },
  'directories.*.challenge_types': {
    why: 'Comme `acme.challenge_types`, pour ce directory. Vide : les mêmes.',
    allowed: 'une liste de "http-01", "dns-01", "tls-alpn-01", "dns-account-01" et "dns-persist-01"',
  },
  ...perspectiveSettings,
  ...delegationSettings,
  'retention.evidence_days': {
    why: 'Combien de temps est conservé ce qu’une validation a vu : assez pour comparer deux renouvellements d’un certificat de 45 jours.',
    allowed: FROM_1,
    unit: 'jours',
  },
  'retention.orders_days': {
    why: 'Combien de temps sont conservées les commandes et autorisations terminées. Les certificats restent sous forme de lignes compactes ; un certificat révoqué qui n’a pas expiré n’est jamais supprimé.',
    allowed: FROM_1,
    unit: 'jours',
  },
  'retention.expired_certificates_days': {
    why: 'Combien de temps sont conservés les octets d’un certificat expiré ; sa ligne reste.',
    allowed: FROM_1,
    unit: 'jours',
  },
  'log.level': {
    why: 'Le niveau le moins grave qui est écrit dans le journal, sur la sortie d’erreur. Ce que les clients font de travers est `debug` : personne ne peut inonder le journal de l’extérieur.',
    allowed: '"debug", "info", "warn", "error" ou "silent"',
  },
  'log.format': {
    why: '`json` pour les collecteurs, `text` pour les yeux ; `auto` prend `text` sur un terminal.',
    allowed: '"auto", "json" ou "text"',
  },
};
