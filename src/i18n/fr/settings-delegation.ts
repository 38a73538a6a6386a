import type { delegationSettings as english } from '../en/settings-delegation.ts';
import type { Translation } from '../translation.ts';

const PORT = 'un nombre entier de 0 à 65535';
const BOOLEAN = 'true ou false';

/** French texts of the settings below `delegation`; see `settings.ts`. */
export const delegationSettings: Translation<typeof english> = {
  'delegation.addresses': {
    why: 'Où écoute le serveur DNS des zones déléguées : une socket UDP et une socket TCP par adresse. Chaque adresse à laquelle les zones sont déléguées, des deux familles ; les AC interrogent en IPv6 et en IPv4. Utilisé seulement si `delegation.zones` contient une zone.',
    allowed: 'une liste d’adresses IP, p. ex. ["2001:db8::53", "192.0.2.53"]',
  },
  'delegation.port': {
    why: 'Port UDP et TCP sur chacune de ces adresses. Les résolveurs interrogent le port 53 et aucun autre : indiquez 53, ou redirigez-le vers ce port. 0 en prend un de libre.',
    allowed: PORT,
  },
  'delegation.challenge_zones': {
    why: 'Indique si chaque défi délégué est aussi une zone à part entière, pour ceux qui délèguent `_acme-challenge.NAME` par des enregistrements NS aux serveurs de noms de la première zone, au lieu d’un CNAME : nécessaire aux clients qui ne suivent pas les enregistrements CNAME. Coûte de la mémoire pour chaque nom.',
    allowed: BOOLEAN,
  },
  'delegation.zones': {
    why: 'Les zones pour lesquelles ce serveur répond et auxquelles les défis d’autres noms sont délégués : une table par zone. La première est celle que nomment les commandes si aucune autre n’est demandée ; chaque nom délégué a une étiquette dans chacune.',
    allowed: 'des tables nommées par un domaine, p. ex. [delegation.zones."acme.example.net"]',
  },
  'delegation.zones.*.name_servers': {
    why: 'Les serveurs de noms de la zone, tels que la zone parente les nomme dans ses enregistrements NS. Ceux dont le nom est dans la zone ont ici leurs adresses ; elles sont données en réponse comme A et AAAA.',
    allowed:
      'une table de noms d’hôtes, chacun avec une liste d’adresses, p. ex. { "ns1.acme.example.net" = ["2001:db8::53", "192.0.2.53"] }',
  },
  'delegation.zones.*.mailbox': {
    why: 'Qui répond de la zone, dans son enregistrement SOA. Vide : hostmaster à la zone elle-même.',
    allowed: 'une adresse électronique, ou ""',
  },
  'delegation.zones.*.style': {
    why: 'Forme des étiquettes : `readable` dit quel nom l’étiquette représente, et peut être relu ; les autres le cachent, et le représentent une fois qu’une règle l’a nommé.',
    allowed: '"readable", "uuid", "sha1" ou "sha256"',
  },
  'delegation.zones.*.dnssec': {
    why: 'Indique si la zone est signée (DNSSEC) au moment où elle est servie. Désactivé, car l’enregistrement DS dans la zone parente est une promesse : avec lui, une zone dont la clé est perdue, ou qui n’est plus signée, n’est plus résolue par personne. `sixfour zone show` l’affiche. Retirez-le, et attendez son TTL, avant de désactiver ceci. Les zones d’un seul défi ne sont jamais signées.',
    allowed: BOOLEAN,
  },
  'delegation.dnssec_roll_days': {
    why: 'Après combien de jours la clé d’une zone signée est changée d’elle-même, comme le fait `sixfour zone roll` : la nouvelle clé est annoncée, puis l’on attend l’enregistrement DS dans la zone parente, que l’exploitant de celle-ci doit publier, à moins qu’elle ne lise les enregistrements CDS (RFC 8078). 0 : jamais d’elle-même.',
    allowed: 'un nombre entier à partir de 0',
    unit: 'jours',
  },
  'delegation.secondaries': {
    why: 'Serveurs de noms d’autres programmes (BIND, Knot, NSD) qui prennent les zones d’ici, en entier et par différences (AXFR, IXFR), et les servent aussi : une table pour chacun, sous un nom. Personne d’autre n’en a le droit. Pas pour des zones signées ici.',
    allowed: 'des tables nommées par un nom court, p. ex. [delegation.secondaries.ns2]',
  },
  'delegation.secondaries.*.addresses': {
    why: 'Ses adresses : où il est averti des changements et interrogé sur ce qu’il sert, et d’où il peut prendre les zones.',
    allowed: 'une liste d’adresses IP, p. ex. ["2001:db8:2::53", "198.51.100.53"]',
  },
  'delegation.secondaries.*.port': {
    why: 'Son port UDP.',
    allowed: 'un nombre entier de 1 à 65535',
  },
  'delegation.secondaries.*.key_file': {
    why: 'Un fichier contenant la clé TSIG que les deux côtés possèdent, tel que `sixfour zone secondary-key` ou le tsig-keygen de BIND l’écrit : key "NAME" { algorithm hmac-sha256; secret "..."; };',
    allowed: 'un chemin ; les chemins relatifs partent du fichier de configuration',
  },
  'delegation.secondaries.*.zones': {
    why: 'Les zones qu’il possède. Vide : toutes celles de `delegation.zones`.',
    allowed: 'une liste de zones, p. ex. ["acme.example.net"]',
  },
  'delegation.secondary_wait_ms': {
    why: 'Combien de temps un changement attend que chaque secondaire à jour le serve. Au-delà, celui qui a demandé le changement reçoit sa réponse, et `sixfour zone show` et le journal disent qui est en retard ; un secondaire en retard n’est plus attendu avant d’avoir rattrapé.',
    allowed: 'un nombre entier à partir de 1',
    unit: 'millisecondes',
  },
  'delegation.api.addresses': {
    why: 'Où l’API native de la délégation est servie une fois de plus, pour les clients qui se prouvent par un certificat : un port à part, parce qu’un serveur qui demande des certificats pousse les navigateurs à interroger les gens. Les clés et les jetons y sont acceptés aussi. Vide : pas de certificats clients.',
    allowed: 'une liste d’adresses IP, p. ex. ["2001:db8::1", "192.0.2.1"]',
  },
  'delegation.api.port': {
    why: 'Port TCP sur chacune de ces adresses. 0 en prend un de libre.',
    allowed: PORT,
  },
  'delegation.api.ca_file': {
    why: 'Certificats (PEM) de l’AC dont les certificats clients y comptent ; ils doivent être pour des clients (clientAuth), s’ils disent pour quoi ils sont. Elle compte à la place de la nôtre, jamais en plus. Vide : les certificats de cette AC comptent, tels qu’ils sont émis pour des serveurs, jusqu’à leur révocation.',
    allowed: 'un chemin, relatif au fichier de configuration, ou ""',
  },
  'delegation.updates.addresses': {
    why: 'Où les clients de la RFC 2136 (nsupdate, certbot-dns-rfc2136, lego, cert-manager) envoient des mises à jour signées avec leur clé TSIG. L’adresse joue la zone de chaque nom de défi, afin que les clients n’aient pas à suivre un CNAME : ne laissez que vos clients la joindre, et n’y déléguez rien. Vide : pas de mises à jour.',
    allowed: 'une liste d’adresses IP, p. ex. ["2001:db8::54", "192.0.2.54"]',
  },
  'delegation.updates.port': {
    why: 'Port UDP et TCP sur chacune de ces adresses. 0 en prend un de libre.',
    allowed: PORT,
  },
  'delegation.updates.name_servers': {
    why: 'Indique si le serveur DNS des zones (`delegation.addresses`) reçoit lui aussi des mises à jour, de ses propres zones : pour les clients qui suivent un CNAME, ou dont le nom de défi est une zone d’ici. Il est ouvert à tous : chaque message est donc vérifié avant d’être cru ; mais moins il y a de portes aux mises à jour, mieux c’est.',
    allowed: BOOLEAN,
  },
  'delegation.updates.hmac_sha1': {
    why: 'Indique si les clés TSIG HMAC-SHA1 comptent, pour les clients qui n’ont rien de mieux. HMAC-MD5 ne compte jamais.',
    allowed: BOOLEAN,
  },
};
