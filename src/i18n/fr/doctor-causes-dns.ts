import type { dnsCauses as english } from '../en/doctor-causes-dns.ts';
import type { Translation } from '../translation.ts';
import { dnssecReason } from './dnssec.ts';
import { caaText } from './faults-validation.ts';
import { rangeText } from './ranges.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const dnsCauses: Translation<typeof english> = {
  A1: {
    title: () => 'l’enregistrement AAAA mène à un autre serveur',
    says: (p) =>
      `En IPv6, ${p.name} montre autre chose qu’en IPv4 (${p.places}) : l’enregistrement AAAA appartient à un autre serveur, un ancien ou celui d’un voisin.`,
  },
  A2: {
    title: () => 'l’enregistrement AAAA mène à une adresse que personne n’a',
    says: (p) =>
      `L’enregistrement AAAA de ${p.name} nomme une adresse où aucun port ne répond (${p.places}) : aucune machine ne l’a.`,
  },
  A3: {
    title: () => 'l’enregistrement AAAA provient d’un joker',
    says: (p) =>
      `Un nom que personne n’a publié a le même enregistrement AAAA que ${p.name} : un joker ou une interface d’hébergement l’a créé, et ce qui s’y trouve n’est pas ce site (${p.places}).`,
  },
  A4: {
    title: () => 'l’enregistrement AAAA est périmé',
    says: (p) =>
      `L’enregistrement AAAA de ${p.name} (${p.places}) est une adresse que le serveur avait auparavant : son préfixe ou sa carte réseau a changé, l’enregistrement non.`,
  },
  A5: {
    title: () => 'une adresse qui n’est pas de l’Internet public',
    says: (p) =>
      `${p.name} est publié avec ${p.address} (${rangeText(p.range)}) : personne sur Internet ne peut la joindre, et une AC n’essaie pas.`,
  },
  A6: {
    title: () => 'pas d’adresse IPv6',
    says: (p) =>
      `${p.name} n’a pas d’enregistrement AAAA : les visiteurs qui n’ont qu’IPv6 ne l’atteignent pas. La validation se fait en IPv4.`,
  },
  A7: {
    title: () => 'pas d’adresse IPv4',
    says: (p) =>
      `${p.name} n’a pas d’enregistrement A : les visiteurs qui n’ont qu’IPv4 ne l’atteignent pas, et la validation n’a pas de seconde famille à essayer.`,
  },
  A8: {
    title: () => 'le nom avec www et celui sans www diffèrent en IPv6',
    says: (p) =>
      `${p.with} a un enregistrement AAAA et ${p.without} n’en a pas, bien que les deux aient des adresses IPv4.`,
  },
  A9: {
    title: () => 'une adresse parmi plusieurs est morte',
    says: (p) =>
      `${p.name} a plusieurs adresses, et celle-ci n’accepte pas de connexion alors que d’autres en acceptent : ${p.places}. Laquelle reçoit un visiteur ou une AC, c’est le hasard qui en décide.`,
  },
  A10: {
    title: () => 'les questions sur les enregistrements AAAA restent sans réponse',
    says: (p) =>
      p.servers === ''
        ? `Une question sur les enregistrements AAAA de ${p.name} se termine par "${p.outcome}", alors qu’une question sur les enregistrements A reçoit une réponse.`
        : `Des serveurs de noms répondent pour les enregistrements A de ${p.name}, et non pour les enregistrements AAAA ("${p.outcome}") : ${p.servers}.`,
  },
  A11: {
    title: () => 'des serveurs de noms ne répondent pas en IPv6',
    says: (p) => {
      if (p.what === 'absent')
        return `Aucun serveur de noms de ${p.name} n’a d’adresse IPv6 (${p.servers}) : les résolveurs qui n’ont qu’IPv6 ne peuvent pas les interroger.`;
      if (p.what === 'single')
        return `Parmi les serveurs de noms de ${p.name}, seul ${p.left} a une adresse IPv6 ; ceux-ci n’en ont pas : ${p.servers}. S’il tombe en panne, les résolveurs qui n’ont qu’IPv6 ne trouvent rien.`;
      return `Des serveurs de noms de ${p.name} sont muets en IPv6 : ${p.servers}. Les résolveurs y perdent du temps, ou ne trouvent rien.`;
    },
  },
  A12: {
    title: () => 'les serveurs de noms se contredisent',
    says: (p) =>
      `Des serveurs de noms de ${p.name} disent des choses différentes (${p.types}) : ${p.servers}. La validation et les visiteurs reçoivent l’une ou l’autre réponse.`,
  },
  A13: {
    title: () => 'd’autres régions reçoivent une adresse IPv6 morte',
    says: (p) =>
      `À des clients situés ailleurs (${p.where}), on dit que ${p.name} est à ${p.address}, qui n’accepte pas de connexion ; ici, une autre adresse est donnée.`,
  },
  A14: {
    title: () => 'l’alias ne mène pas à une adresse IPv6',
    says: (p) => {
      if (p.what === 'loop') return `Le CNAME de ${p.name} tourne en rond.`;
      if (p.what === 'nowhere') return `${p.name} est un CNAME vers ${p.target}, et ce nom n’existe pas.`;
      return `${p.name} est un CNAME vers ${p.target}, qui n’a pas d’enregistrement AAAA : les visiteurs qui n’ont qu’IPv6 ne l’atteignent pas.`;
    },
  },
  A15: {
    title: () => 'l’enregistrement HTTPS ne concorde pas avec les adresses',
    says: (p) =>
      p.what === 'dead'
        ? `L’enregistrement HTTPS de ${p.name} mène à ${p.target}, qui n’a pas d’adresse.`
        : `L’enregistrement HTTPS de ${p.name} indique ${p.address}, qui n’est aucune des adresses de ${p.target} : les navigateurs vont d’abord là.`,
  },
  A16: {
    title: () => 'les signatures DNSSEC sont fausses',
    says: (p) =>
      p.servers === ''
        ? `Les réponses pour ${p.name} ne résistent pas à DNSSEC (à ${p.link} : ${dnssecReason(p.reason)}) : pour une AC, et pour tous ceux dont le résolveur valide, le nom n’existe pas.`
        : `Certains serveurs de noms envoient pour ${p.name} des signatures fausses ou manquantes (${dnssecReason(p.reason)}) : ${p.servers}. Qui reçoit leurs réponses ne trouve pas le nom.`,
  },
  A17: {
    title: () => 'des caches ont encore l’ancienne réponse',
    says: (p) =>
      `Les serveurs de noms disent ${p.after || 'rien'} pour ${p.type} de ${p.name}, et un serveur récursif a encore ${p.before || 'rien'}, pendant ${p.seconds} secondes de plus.`,
  },
  A18: {
    title: () => 'l’enregistrement du défi a deux fois la zone dans son nom',
    says: (p) =>
      `Il y a un enregistrement TXT à ${p.found} ; il devrait être à ${p.wanted}. Le nom entier a été saisi dans une interface qui ajoute elle-même la zone.`,
  },
  A19: {
    title: () => 'le défi délégué ne mène à personne',
    says: (p) =>
      p.target === ''
        ? `${p.challenge} est confié à d’autres serveurs de noms, et ils ne répondent pas pour lui ("${p.outcome}").`
        : `${p.challenge} est un CNAME vers ${p.target}, et rien n’y répond ("${p.outcome}").`,
  },
  A20: {
    title: () => 'un serveur de noms répond depuis une autre adresse',
    says: (p) =>
      `${p.server} a été interrogé à ${p.address} et a répondu depuis ${p.source} : aucun résolveur ne prend cela pour une réponse.`,
  },
  A21: {
    title: () => 'des serveurs de noms perdent ce qui ne tient pas dans un petit datagramme',
    says: (p) => {
      const losses = p.what.split(' ').map((one) => LOSSES[one] ?? one);
      return `Sur ces serveurs de noms, ${losses.join(' ; ')} : ${p.servers}.`;
    },
  },
  A22: {
    title: () => 'des enregistrements CAA interdisent le certificat',
    says: (p) => {
      if (p.code === 'lookup-failed')
        return `Les enregistrements CAA à ${p.found} ne peuvent pas être obtenus ("${p.reason}") : une AC doit alors refuser ${p.name}.`;
      if (p.code === 'restricted')
        return `Les enregistrements CAA à ${p.found} ne permettent qu’un compte ou que certaines méthodes (${caaText(p.reason)}) : voyez si les vôtres en font partie.`;
      return `Les enregistrements CAA à ${p.found} ne laissent pas l’AC émettre pour ${p.name} (${caaText(p.reason)}).`;
    },
  },
};

const LOSSES: Readonly<Record<string, string>> = {
  tcp: 'les connexions en TCP échouent',
  edns: 'les gros datagrammes (EDNS) restent sans réponse',
  case: 'un nom en casse mélangée ne reçoit pas de réponse correcte',
  texts: 'les enregistrements TXT du défi ne tiennent plus dans un datagramme, tant il y en a d’anciens',
};
