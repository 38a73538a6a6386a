import type { visitorCauses as english } from '../en/doctor-causes-visitors.ts';
import type { Translation } from '../translation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const visitorCauses: Translation<typeof english> = {
  G1: {
    title: () => 'TLS se bloque sur les gros messages',
    says: (p) =>
      `Une négociation qui tient dans un paquet reçoit une réponse, une aussi grosse que celles des navigateurs n’en reçoit pas (${p.places}) : les paquets de cette taille se perdent. La validation par le port 80 ne le remarque pas.`,
  },
  G2: {
    title: () => 'la page a besoin d’un hôte sans IPv6',
    says: (p) =>
      `La page de ${p.name} prend des éléments à ${p.resource}, qui n’a pas d’enregistrement AAAA : les visiteurs qui n’ont qu’IPv6 ne les reçoivent pas.`,
  },
  G3: {
    title: () => 'la page a besoin d’un hôte dont l’IPv6 est mort',
    says: (p) =>
      `La page de ${p.name} prend des éléments à ${p.resource}, dont l’adresse IPv6 ne répond pas (${p.places}) : chaque connexion vers lui attend d’abord IPv4.`,
  },
  G4: {
    title: () => 'la page nomme des adresses IPv4',
    says: (p) =>
      `La page de ${p.name} nomme l’adresse ${p.literal} à la place d’un hôte (${p.count} fois) : les visiteurs qui n’ont qu’IPv6 ne peuvent pas y aller, même par NAT64.`,
  },
  G5: {
    title: () => 'une adresse IPv6 inventée par un résolveur',
    says: (p) =>
      `Certains résolveurs donnent ${p.address} pour ${p.name}, que personne n’a publiée : DNS64 l’a construite à partir de l’adresse IPv4. Avec un enregistrement AAAA propre au nom, aucune ne serait construite.`,
  },
  G6: {
    title: () => 'IPv6 est plus lent qu’IPv4',
    says: (p) =>
      `Une connexion à ${p.name} prend ${p.ms} ms de plus en IPv6 qu’en IPv4, et les visiteurs qui ont les deux reçoivent tout de même IPv6.`,
  },
  G7: {
    title: () => 'le certificat servi expire bientôt, ou est un ancien',
    says: (p) =>
      `Il reste ${p.days} jours au certificat de ${p.name} à ${p.places}.${p.file === '' ? '' : ` Un plus récent se trouve dans ${p.file}, et le serveur n’en a pas été averti.`}`,
  },
  G8: {
    title: () => 'la machine ne peut pas joindre l’AC en IPv6',
    says: (p) =>
      `Depuis cette machine, ${p.to} répond en IPv4, et non en IPv6 (${p.outcome}) : un client ACME qui prend d’abord IPv6 ne commence jamais.`,
  },
  G9: {
    title: () => 'l’AC elle-même refuse pour l’instant',
    says: (p) =>
      `L’erreur indiquée n’est pas la faute de ${p.name} : l’AC a une limite, une panne, ou n’émet pas pour lui.`,
  },
  G10: {
    title: () => 'le défi ne convient pas à ce qui est demandé',
    says: (p) =>
      `L’erreur indiquée dit que ce type de défi ne peut pas prouver ${p.name} : un joker exige dns-01.`,
  },
};
