import type { addressCauses as english } from '../en/doctor-causes-addresses.ts';
import type { Translation } from '../translation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const addressCauses: Translation<typeof english> = {
  B1: {
    title: () => 'IPv6 est désactivé',
    says: (p) =>
      p.setting === ''
        ? `Aucune connexion à ${p.places} n’aboutit : IPv6 est peut-être désactivé sur le serveur.`
        : `IPv6 est désactivé sur le serveur${p.ifname === '' ? '' : `, sur ${p.ifname}`} (${p.setting}${p.file === '' ? '' : `, ${p.file}`}).`,
  },
  B2: {
    title: () => 'IPv6 est activé, mais l’adresse n’est pas là',
    says: (p) => {
      if (p.what === 'configured')
        return `${p.address} est configurée dans ${p.file}, et n’est sur aucune interface : ce qui a été perdu quand IPv6 a été désactivé n’a pas été réappliqué.`;
      if (p.what === 'bare')
        return 'IPv6 est activé, et le serveur n’a pas d’adresse globale : ce qui a été perdu quand IPv6 a été désactivé n’a pas été réappliqué.';
      return `Aucune connexion à ${p.places} n’aboutit : l’adresse a pu être perdue quand IPv6 a été désactivé puis réactivé.`;
    },
  },
  B3: {
    title: () => 'défini à la main, perdu au redémarrage',
    says: (p) => {
      if (p.what === 'switch')
        return `IPv6 est activé maintenant, et ${p.file} le désactive sur ${p.ifname} au prochain démarrage.`;
      if (p.what === 'route')
        return `La route par défaut par ${p.via} (${p.ifname}) n’est dans aucun fichier (${p.file}) : elle aura disparu après le prochain démarrage.`;
      if (p.what === 'address')
        return `${p.address} (${p.ifname}) n’est dans aucun fichier (${p.file}) : elle aura disparu après le prochain démarrage.`;
      if (p.what === 'gone')
        return `${p.file} ne donne pas d’adresse IPv6 à ${p.ifname} : ce qui avait été défini à la main n’a pas survécu au dernier démarrage.`;
      return `Aucune connexion à ${p.places} n’aboutit : une adresse ou une route définie à la main n’a peut-être pas survécu au dernier démarrage.`;
    },
  },
  B4: {
    title: () => 'pas d’adresse IPv6 globale durable',
    says: (p) =>
      p.addresses === ''
        ? 'Le serveur n’a pas d’adresse IPv6 que d’autres peuvent joindre et qui demeure.'
        : `Le serveur n’a pas d’adresse IPv6 que d’autres peuvent joindre et qui demeure, seulement ${p.addresses}.`,
  },
  B5: {
    title: () => 'un autre hôte a la même adresse IPv6',
    says: (p) =>
      p.ifname === ''
        ? `${p.address} répond à un moment et pas à un autre : deux hôtes d’un même lien l’ont peut-être.`
        : `Un autre hôte du lien de ${p.ifname} a déjà ${p.address} : le serveur ne l’utilise donc pas.`,
  },
  B6: {
    title: () => 'le service a démarré avant que son adresse ne soit là',
    says: (p) =>
      p.unit === ''
        ? `Rien n’écoute sur le port ${p.port} (${p.places}) : le service a peut-être renoncé parce que son adresse n’était pas prête au démarrage du serveur.`
        : `${p.unit} n’a pas pu écouter sur son adresse au démarrage du serveur, car l’adresse n’était pas encore prête : rien n’écoute sur le port ${p.port} en IPv6.`,
  },
  B7: {
    title: () => 'l’adresse publiée arrive à expiration',
    says: (p) =>
      `${p.address} (${p.ifname}) est obsolète (deprecated) : elle n’ouvre plus de connexions elle-même, et prend fin dans ${p.seconds} s. Son préfixe a été remplacé par un autre.`,
  },
  B8: {
    title: () => 'une adresse temporaire est publiée',
    says: (p) =>
      `${p.address} (${p.ifname}) est une adresse de confidentialité, qui change d’elle-même : elle prend fin dans ${p.seconds} s.`,
  },
  B9: {
    title: () => 'l’adresse n’est pas celle que le cloud a attribuée',
    says: (p) => {
      if (p.what === 'unset')
        return `Le cloud a attribué ${p.address} à ce serveur, et elle n’est sur aucune interface.`;
      if (p.what === 'foreign')
        return `${p.address} est sur le serveur, et le cloud ne la lui a pas attribuée : ses paquets sont jetés.`;
      return `Aucune connexion à ${p.places} n’aboutit : l’adresse dans la console du cloud et celle du serveur diffèrent peut-être.`;
    },
  },
  B10: {
    title: () => 'mauvaise longueur de préfixe',
    says: (p) =>
      p.prefix === ''
        ? `Certains lieux atteignent ${p.address} et d’autres non : la longueur de préfixe de l’adresse est peut-être fausse.`
        : `${p.address}/${p.prefix} sur ${p.ifname} est plus large qu’un lien : le serveur prend pour des voisins des hôtes situés ailleurs et ne leur répond jamais.`,
  },
};
