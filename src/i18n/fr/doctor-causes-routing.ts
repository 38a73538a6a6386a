import type { routingCauses as english } from '../en/doctor-causes-routing.ts';
import type { Translation } from '../translation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const routingCauses: Translation<typeof english> = {
  C1: {
    title: () => 'pas de route IPv6 par défaut',
    says: (p) =>
      p.ifname === ''
        ? `Aucune réponse ne vient de ${p.places} : le serveur n’a peut-être pas de sortie en IPv6.`
        : `Le serveur a une adresse IPv6 globale sur ${p.ifname} et pas de route par défaut : des paquets entrent, et aucune réponse ne sort.`,
  },
  C2: {
    title: () => 'le relais de paquets (forwarding) a supprimé la route par défaut',
    says: (p) =>
      p.ifname === ''
        ? `Aucune réponse ne vient de ${p.places} : un programme qui relaie des paquets (Docker, libvirt, un VPN) a peut-être supprimé la route IPv6 par défaut.`
        : `${p.ifname} relaie des paquets (Docker, libvirt et les VPN l’exigent) et n’écoute donc pas les routeurs : accept_ra vaut 1, et la route par défaut a disparu.`,
  },
  C3: {
    title: () => 'plus aucun routeur ne s’annonce',
    says: (p) =>
      p.ifname === ''
        ? `Aucune réponse ne vient de ${p.places} : le routeur ne s’annonce peut-être plus.`
        : `${p.ifname} a reçu son adresse d’un routeur, et plus aucun routeur ne s’y annonce : la route par défaut a expiré.`,
  },
  C4: {
    title: () => 'la passerelle n’est sur aucun lien',
    says: (p) =>
      `La passerelle ${p.gateway} est configurée, mais ne se trouve dans aucun préfixe de ${p.ifname} : la route a été refusée, puisque rien ne dit qu’elle est sur le lien.`,
  },
  C5: {
    title: () => 'le préfixe n’est pas routé vers le serveur',
    says: (p) =>
      `Un routeur sur le chemin dit qu’il n’y a pas de route vers ${p.places} : le fournisseur n’annonce pas le préfixe, ou ne le transmet pas au serveur.`,
  },
  C6: {
    title: () => 'certains réseaux n’atteignent pas le serveur en IPv6',
    says: (p) =>
      `${p.places} est atteint depuis certains lieux et non depuis d’autres, qui atteignent le nom en IPv4 : des réseaux entre eux s’ignorent.`,
  },
  C7: {
    title: () => 'un filtre de chemin inverse (reverse path) jette ce qui entre',
    says: (p) =>
      p.filter === ''
        ? `Aucune réponse ne vient de ${p.places} : si un serveur a plusieurs chemins, un filtre de chemin inverse jette peut-être ce qui entre par l’un d’eux.`
        : `Les paquets pour ${p.address} entrent par ${p.ifname}, les réponses sortiraient par une autre interface, et un filtre jette ce qui entre ainsi (${p.filter}).`,
  },
  C8: {
    title: () => 'les gros paquets se perdent (path MTU)',
    says: (p) =>
      p.rule === ''
        ? `${p.address} répond, et une grosse réponse s’arrête après ${p.bytes} octets : les gros paquets se perdent en chemin, et le message qui le dit n’arrive pas.`
        : `Le message "packet too big" est jeté sur le serveur (${p.rule}) : les grosses réponses de ${p.address} s’arrêtent en chemin.`,
  },
  C9: {
    title: () => 'IPv6 passe par un tunnel',
    says: (p) =>
      p.ifname === ''
        ? `${p.places} répond ${p.ms} ms plus tard qu’en IPv4 : IPv6 passe peut-être par un tunnel.`
        : `IPv6 sort par ${p.ifname} (${p.type}, paquets jusqu’à ${p.mtu} octets), et non par le chemin d’IPv4.`,
  },
  C10: {
    title: () => 'les voisins ne sont pas trouvés',
    says: (p) => {
      if (p.what === 'full')
        return `La table des voisins IPv6 est pleine (${p.entries} sur ${p.most}) : de nouveaux voisins, dont le routeur, ne sont pas trouvés.`;
      if (p.what === 'gateway')
        return `La passerelle ${p.gateway} sur ${p.ifname} ne répond pas à Neighbour Discovery.`;
      return `Le dernier routeur ne trouve aucun hôte qui ait ${p.places} : Neighbour Discovery est peut-être bloqué, ou sa table pleine.`;
    },
  },
  C11: {
    title: () => 'deux routeurs s’annoncent',
    says: (p) =>
      p.routers === ''
        ? `${p.places} répond à un moment et pas à un autre : deux routeurs s’annoncent peut-être au serveur.`
        : `Sur ${p.ifname}, plus d’un routeur s’annonce (${p.routers}) : les réponses passent par l’un ou par l’autre.`,
  },
  C12: {
    title: () => 'les connexions sortantes partent de la mauvaise adresse',
    says: (p) =>
      `Les connexions que le serveur ouvre en IPv6 partent de ${p.address} (${p.ifname}), à laquelle aucune réponse ne parviendra longtemps : son client ACME n’atteint pas l’AC.`,
  },
};
