import type { explainRows as english } from '../en/doctor-explain-rows.ts';
import type { Translation } from '../translation.ts';
import { ownRows } from './doctor-explain-own.ts';
import { requestRows } from './doctor-explain-requests.ts';

/** French: what each error text that `sixfour explain` knows really means, and where it misleads. */
export const explainRows: Translation<typeof english> = {
  ...requestRows,
  'dns-dnssec': {
    says: () =>
      'La réponse n’est pas digne de foi : des signatures ou des clés de la zone, ou l’enregistrement DS de la zone parente, ne concordent pas (DNSSEC).',
    misleads: () =>
      'Les résolveurs qui ne valident pas montrent l’enregistrement comme d’habitude ; le résolveur de l’AC le refuse.',
  },
  'dns-nxdomain-txt': {
    says: () =>
      'Le nom du défi n’existe pas dans le DNS : l’enregistrement n’a pas été écrit, pas à cet endroit, ou pas encore partout.',
    misleads: () =>
      'L’enregistrement peut se trouver sous un nom doublé (_acme-challenge.NAME.NAME), ou sur un seul serveur de noms parmi plusieurs.',
  },
  'dns-nxdomain-address': {
    says: () => 'Le nom n’existe pas dans le DNS, tel que le voit le résolveur de l’AC.',
    misleads: () =>
      'Un nom demandé avant sa création reste inconnu aussi longtemps que la zone le dit (TTL négatif).',
  },
  'dns-caa-servfail': {
    says: () =>
      'Les serveurs de noms n’ont pas donné de réponse utilisable à la question sur les enregistrements CAA : l’AC n’a donc pas le droit d’émettre.',
    misleads: () =>
      'Vous n’avez pas besoin d’enregistrement CAA : une réponse disant qu’il n’y en a pas suffit. De vieux serveurs de noms et des pare-feu échouent devant ce type inconnu.',
  },
  'dns-caa-timeout': {
    says: () =>
      'Les serveurs de noms n’ont pas répondu à temps à la question sur les enregistrements CAA : l’AC n’a donc pas le droit d’émettre.',
    misleads: () =>
      'Vous n’avez pas besoin d’enregistrement CAA. La cause est un serveur de noms lent, ou bloqué depuis l’étranger ou dans une famille.',
  },
  'dns-servfail': {
    says: () =>
      'Le résolveur de l’AC n’a pas eu de réponse utilisable : DNSSEC défectueux, délégation boiteuse, ou serveurs de noms en échec.',
  },
  'dns-timeout': {
    says: () => 'Les serveurs de noms n’ont pas répondu à temps au résolveur de l’AC.',
    misleads: () =>
      'Cela concerne les serveurs DNS, pas le serveur web : les blocages par pays et les défauts d’IPv6 y comptent aussi.',
  },
  'dns-network': {
    says: () => 'Le résolveur de l’AC n’a pas pu joindre les serveurs de noms.',
  },
  'dns-refused': {
    says: () =>
      'Un serveur de noms refuse de répondre pour cette zone : elle est déléguée à un serveur qui ne la sert pas.',
  },
  'dns-no-address': {
    says: () => 'Le nom n’a pas d’adresse à laquelle l’AC ait le droit de se connecter, ni en A ni en AAAA.',
    misleads: () => 'Les adresses privées et réservées comptent pour rien : elles sont écartées sans un mot.',
  },
  'txt-missing': {
    says: () => 'Le nom du défi existe, mais n’a pas d’enregistrement TXT.',
  },
  'txt-wrong': {
    says: () =>
      'Des enregistrements TXT sont là, mais aucun n’est celui de ce défi : ils viennent d’une commande plus ancienne, d’un autre client, ou n’ont pas encore été remplacés partout.',
    misleads: () => 'Celui qui est cité n’est que le premier d’entre eux.',
  },
  'persist-missing': {
    says: () => 'Il n’y a pas d’enregistrement TXT à _validation-persist du nom.',
  },
  'persist-none-valid': {
    says: () =>
      'Des enregistrements TXT se trouvent à _validation-persist du nom, mais aucun ne nomme cette AC.',
  },
  'persist-account': {
    says: () =>
      'L’enregistrement nomme un autre compte (accounturi) : ce doit être l’URL de celui qui commande, à la lettre près.',
  },
  'persist-policy': {
    says: () => 'Un joker a été commandé, et l’enregistrement ne dit pas policy=wildcard.',
  },
  'persist-expired': { says: () => 'Le persistUntil de l’enregistrement est passé.' },
  'persist-syntax': {
    says: () =>
      'L’enregistrement qui nomme cette AC est illisible : émetteur, accounturi=..., séparés par des points-virgules, sans point-virgule à la fin.',
  },
  'caa-prevents': {
    says: () =>
      'Un enregistrement CAA au nom, ou au nom supérieur le plus proche qui en a, ne permet pas cette AC, ce compte ou ce type de défi.',
    misleads: () =>
      'Il n’est pas forcément au nom lui-même, et un CNAME est suivi : l’enregistrement peut être celui de sa cible.',
  },
  'caa-processing': {
    says: () =>
      'Cela s’est produit pendant la recherche des enregistrements CAA de ce nom, ce qui peut être longtemps après la réussite du défi.',
  },
  'secondary-caa': {
    says: () =>
      'Depuis l’AC elle-même, tout était bon ; d’autres lieux du monde n’ont pas pu lire les enregistrements CAA.',
  },
  secondary: {
    says: () => 'Depuis l’AC elle-même, tout était bon ; d’autres lieux du monde ont vu autre chose.',
    misleads: () =>
      'Votre propre test, ou un second essai depuis un seul lieu, ne le montre pas : cherchez des filtres par pays ou par réseau, des bannissements, et des serveurs de noms qui ne répondent pas tous la même chose.',
  },
  'limit-failed': {
    says: () =>
      'Trop de validations de ce nom ont échoué dans la dernière heure. Trouvez le défaut avant de réessayer : mesurer avec des commandes épuise la limite.',
  },
  'limit-exact': {
    says: () =>
      'Le même ensemble de noms a été certifié cinq fois en une semaine : quelque chose commande sans cesse, ou jette les certificats.',
    misleads: () =>
      'Le nom n’a aucun défaut : un certificat a été émis, cinq fois. Cherchez où le dernier est conservé.',
  },
  'limit-domain': {
    says: () =>
      'Trop de certificats ont été émis la semaine dernière pour des noms sous ce domaine enregistré.',
  },
  'limit-orders': { says: () => 'Ce compte a passé trop de commandes.' },
  'limit-accounts': {
    says: () => 'Trop de comptes ont été créés depuis cette adresse ou ce réseau.',
  },
  paused: {
    says: () =>
      'Ce compte a échoué pour ce nom si souvent et si longtemps que l’AC les a mis en pause ; le lien de son message y met fin, une fois le défaut corrigé.',
    misleads: () => 'Attendre n’y met pas fin.',
  },
  'ca-busy': {
    says: () => 'L’AC se déleste. Ni le nom ni le compte n’ont de défaut.',
    misleads: () => 'Son type de problème dit rateLimited, mais aucune de vos limites n’est épuisée.',
  },
  'ca-remote': {
    says: () =>
      'L’AC n’a pas pu interroger ses autres lieux. Ce n’est pas votre faute : réessayez plus tard.',
  },
  'forbidden-name': {
    says: () =>
      'Cette AC ne certifie pas ce nom, selon sa propre politique : des noms de fournisseurs de cloud et de marques connues, par exemple.',
    misleads: () => 'Aucun défi n’y peut rien : utilisez un nom de votre propre domaine.',
  },
  'not-public': {
    says: () =>
      'Le nom ne se termine pas par un domaine de premier niveau public : aucune AC publique ne peut le certifier, une AC privée le peut.',
  },
  'is-suffix': { says: () => 'Le nom est lui-même un domaine de premier niveau.' },
  'no-dot': {
    says: () =>
      'Un nom sans point n’est pas public : aucune AC publique ne peut le certifier, une AC privée le peut.',
  },
  'bad-character': {
    says: () =>
      'Le nom contient un caractère que les noms d’hôtes ne peuvent pas avoir ; le plus souvent un tiret bas.',
  },
  'ip-refused': {
    says: () =>
      'Cette AC, ou le profil demandé, ne certifie pas d’adresses IP, ou l’adresse a été commandée comme un nom.',
  },
  'redundant-name': {
    says: () => 'La commande contient un joker et un nom qu’il couvre déjà : omettez l’un des deux.',
  },
  'bad-nonce': {
    says: () =>
      'Un nombre à usage unique a été utilisé deux fois ou trop tard. Les clients réessaient d’eux-mêmes.',
    misleads: () => 'Si cela continue, un proxy ou un cache se trouve entre le client et l’AC.',
  },
  'order-not-ready': {
    says: () =>
      'Le client a demandé le certificat avant que les validations de la commande ne soient toutes bonnes, ou alors qu’elles ne l’étaient pas.',
    misleads: () => 'La véritable erreur est celle d’un défi, plus haut.',
  },
  'no-account': {
    says: () =>
      'L’AC ne connaît pas ce compte : sa clé appartient à une autre AC, à l’environnement de staging, ou a été retirée.',
  },
  'public-key-weak': {
    says: () =>
      'La clé de la demande de certificat n’est pas acceptable : trop petite, ou celle du compte lui-même.',
  },
  'certbot-port': {
    says: () =>
      'Le client voulait répondre lui-même sur ce port, mais un autre programme s’y trouve, le plus souvent le serveur web.',
    misleads: () =>
      'Ce n’est pas un défaut du réseau. Faites utiliser au client le dossier du serveur web (--webroot), ou son greffon.',
  },
  'certbot-authenticator': {
    says: () => 'La méthode choisie ne peut pas prouver ce qui a été commandé : un joker exige un défi DNS.',
  },
  'client-offline': {
    says: () =>
      'Le client n’a pas joint l’AC : rien n’a donc été validé du tout. Voyez sa propre sortie, son DNS, son horloge ou son magasin de confiance.',
    misleads: () =>
      'Rien n’est dit du port 80 ou de votre nom. Si IPv4 fonctionne et pas IPv6, c’est l’IPv6 de cette machine même qui est défectueux.',
  },
  'certbot-files': {
    says: () =>
      'L’indice de certbot : l’AC n’a pas obtenu le fichier du défi. La ligne avec "Detail:" au-dessus dit comment.',
  },
  'certbot-challenges': {
    says: () =>
      'La dernière ligne de certbot ; elle ne dit rien. Collez les lignes avec "Domain:", "Type:" et "Detail:" au-dessus.',
  },
  'lego-propagation': {
    says: () =>
      'Le client lui-même a attendu son enregistrement TXT, et un serveur de noms ne l’avait pas à temps. L’AC n’a pas été sollicitée.',
    misleads: () =>
      'Le client interroge peut-être un cache de votre réseau qui dit encore « nom inexistant ».',
  },
  'lego-port': {
    says: () =>
      'Le client n’a pas pu écouter sur le port où il voulait répondre : un autre programme s’y trouve, ou il n’en a pas le droit.',
  },
  'lego-zone': {
    says: () =>
      'Le client n’a pas pu déterminer dans quelle zone est le nom : la délégation ou le résolveur de cette machine est défectueux.',
  },
  'lego-problems': {
    says: () => 'Le titre de lego ; ce qui suit chaque nom entre crochets dit pourquoi.',
  },
  'acmesh-order': {
    says: () =>
      'acme.sh a reçu une erreur pour sa commande ; le JSON qui suit dit laquelle. Collez-le aussi.',
  },
  'acmesh-verify': {
    says: () => 'acme.sh transmet une erreur qui n’est pas connue ici ; collez en entier ce qui suit.',
  },
  'type-connection': {
    says: () => 'L’AC n’a pas pu se connecter, ou la connexion s’est rompue ; le détail dit où.',
  },
  'type-unauthorized': {
    says: () => 'L’AC a reçu une réponse qui n’est pas la preuve ; le détail dit d’où.',
  },
  'type-dns': {
    says: () => 'Une requête DNS de l’AC a échoué ; le détail dit laquelle.',
  },
  'type-tls': {
    says: () => 'Une négociation TLS avec le serveur a échoué ; le détail dit comment.',
  },
  'type-caa': {
    says: () => 'Des enregistrements CAA ne permettent pas ce certificat.',
  },
  'type-response': {
    says: () => 'La réponse au défi était fausse ; le détail dit en quoi.',
  },
  'type-limit': {
    says: () => 'Une limite de l’AC ; le détail dit laquelle, et jusqu’à quand.',
  },
  'type-identifier': {
    says: () => 'L’AC ne certifie pas un tel nom ; le détail dit pourquoi.',
  },
  'type-server': {
    says: () => 'Quelque chose a échoué à l’AC. Ce n’est pas votre faute : réessayez plus tard.',
  },
  ...ownRows,
};
