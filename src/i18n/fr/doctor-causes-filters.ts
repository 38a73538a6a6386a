import type { filterCauses as english } from '../en/doctor-causes-filters.ts';
import type { Translation } from '../translation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const filterCauses: Translation<typeof english> = {
  D1: {
    title: () => 'le filtre de paquets ne laisse pas entrer le web',
    says: (p) =>
      p.rule === ''
        ? `Aucune réponse ne vient de ${p.places}, alors qu’IPv4 répond : il manque peut-être aux règles IPv6 une ligne pour le port ${p.port}.`
        : `Rien dans ${p.table} ${p.chain} ne laisse entrer le port ${p.port} : "${p.rule}" décide. Les règles d’une famille ne disent rien de l’autre.`,
  },
  D2: {
    title: () => 'la règle qui laisse entrer le web vient trop tard',
    says: (p) =>
      p.rule === ''
        ? `Aucune réponse ne vient de ${p.places}, alors qu’IPv4 répond : une règle jette peut-être les paquets avant celle qui accepte le port ${p.port}.`
        : `Dans ${p.table} ${p.chain}, "${p.rule}" décide avant la règle qui accepte le port ${p.port} : la première qui correspond compte.`,
  },
  D3: {
    title: () => 'ICMPv6 est jeté, et Neighbour Discovery avec lui',
    says: (p) =>
      p.rule === ''
        ? `Le dernier routeur ne trouve personne à ${p.places}, alors qu’IPv4 répond : le serveur jette peut-être tout ICMPv6, par lequel son adresse est demandée.`
        : `"${p.rule}" dans ${p.table} ${p.chain} jette ${p.type} : sans Neighbour Discovery, qui fait partie d’ICMPv6, le routeur ne peut pas trouver le serveur.`,
  },
  D4: {
    title: () => 'le filtre de paquets rejette le web',
    says: (p) =>
      p.rule === ''
        ? `Un filtre de paquets refuse les connexions à ${p.places}, alors qu’IPv4 répond.`
        : `"${p.rule}" dans ${p.table} ${p.chain} refuse aussitôt les connexions au port ${p.port} : aucun délai de connexion dépassé ne permet à une AC d’essayer IPv4 à la place.`,
  },
  D5: {
    title: () => 'un seul des ports 80 et 443 est admis',
    says: (p) =>
      p.rule === ''
        ? `Le port ${p.port} n’est pas admis à ${p.places} ; la même adresse répond sur l’autre port, et IPv4 sur les deux.`
        : `"${p.rule}" ne laisse pas entrer le port ${p.port} (${p.places}), alors que l’autre port est ouvert.`,
  },
  D6: {
    title: () => 'les règles actuelles ne sont pas enregistrées',
    says: (p) =>
      `Les règles actuelles laissent entrer le port ${p.port} ; celles de ${p.file}, qui reviendront au prochain démarrage, ne le font pas.`,
  },
  D7: {
    title: () => 'http et https manquent à la zone firewalld',
    says: (p) =>
      p.zone === ''
        ? `Aucune réponse ne vient de ${p.places}, alors qu’IPv4 répond : http et https manquent peut-être à la zone firewalld de l’interface.`
        : `La zone firewalld ${p.zone} ne laisse pas entrer le port ${p.port} (${p.places}).`,
  },
  D8: {
    title: () => 'ufw ne laisse pas entrer le web en IPv6',
    says: (p) =>
      p.setting === ''
        ? `Aucune réponse ne vient de ${p.places}, alors qu’IPv4 répond : ufw a peut-être IPV6=no, ou des règles pour IPv4 seul.`
        : `ufw est activé, avec IPV6=${p.setting}, et ne laisse entrer le port ${p.port} qu’en IPv4 (${p.places}).`,
  },
  D9: {
    title: () => 'un filtre devant le serveur n’ouvre qu’IPv4',
    says: (p) =>
      p.packets === ''
        ? `Aucune réponse ne vient de ${p.places}, alors qu’IPv4 répond : le pare-feu du fournisseur (groupe de sécurité, ACL réseau) n’a peut-être pas de règle pour ::/0.`
        : `Le serveur lui-même laisserait entrer ${p.places}, et aucun des paquets qui y ont été envoyés n’est arrivé : un filtre placé devant les jette.`,
  },
  D10: {
    title: () => 'le pare-feu d’un routeur ne laisse entrer aucun IPv6',
    says: (p) =>
      `Rien ne répond à ${p.places}, pas même un port fermé, alors qu’IPv4 répond : un routeur, à la maison ou au bureau, redirige peut-être des ports IPv4 et jette tout IPv6.`,
  },
  D11: {
    title: () => 'le fournisseur bloque le port 80',
    says: (p) =>
      `Le port 80 est mort (${p.places}) et le port 443 des mêmes adresses répond : quelque chose devant le serveur jette le port 80 dans toutes les familles.`,
  },
  D12: {
    title: () => 'des réseaux ou des pays sont tenus à l’écart',
    says: (p) =>
      p.rule === ''
        ? `Certains lieux atteignent ${p.places}, et d’autres non : des adresses sont tenues à l’écart selon leur emplacement.`
        : `"${p.rule}" dans ${p.table} ${p.chain} décide selon l’adresse d’où vient un paquet (${p.places}).`,
  },
  D13: {
    title: () => 'celui qui regarde est banni',
    says: (p) =>
      p.rule === ''
        ? `Aucune réponse ne vient de ${p.places} : un programme qui bannit des adresses (fail2ban, CrowdSec) a peut-être banni celles qui regardent.`
        : `${p.owner} a banni l’adresse qui regarde : "${p.rule}" (${p.places}).`,
  },
  D14: {
    title: () => 'une table de connexions est pleine',
    says: (p) => {
      if (p.what === 'conntrack')
        return `Le noyau suit ${p.count} connexions, ${p.max} au plus : il en jette de nouvelles.`;
      if (p.what === 'queue')
        return `${p.count} connexions au port ${p.port} attendent d’être acceptées, ${p.max} au plus : le serveur ne suit pas.`;
      return `${p.places} accepte une fois une connexion, et une autre fois non : une table est peut-être pleine.`;
    },
  },
  D15: {
    title: () => 'Docker ne publie le port qu’en IPv4',
    says: (p) =>
      p.container === ''
        ? `Docker ne publie le port ${p.port} qu’en IPv4.`
        : `Docker ne publie le port ${p.port} de ${p.container} qu’en IPv4.`,
  },
  D16: {
    title: () => 'des services qu’IPv4 cache sont ouverts en IPv6',
    says: (p) =>
      p.process === ''
        ? `Le port ${p.port} est ouvert à tous en IPv6 et à personne en IPv4 (${p.places}).`
        : `${p.process} sur le port ${p.port} est ouvert à tous en IPv6 ; en IPv4, un filtre ou la traduction d’adresses le cache.`,
  },
};
