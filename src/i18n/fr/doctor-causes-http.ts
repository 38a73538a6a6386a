import type { httpCauses as english } from '../en/doctor-causes-http.ts';
import type { Translation } from '../translation.ts';
import { redirects } from './faults-validation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const httpCauses: Translation<typeof english> = {
  F1: {
    title: () => 'redirigé vers https, où IPv6 est mort',
    says: (p) =>
      `En IPv6, le port 80 de ${p.name} répond et redirige vers https, et rien n’y répond (${p.places}). Une AC ne revient pas à IPv4 après une redirection.`,
  },
  F2: {
    title: () => 'redirigé, et IPv6 est mort sur les deux ports',
    says: (p) =>
      `La première requête vers ${p.name} est réessayée en IPv4, celle à laquelle mène sa redirection ne l’est pas : en IPv6, celle-ci échoue également (${p.places}).`,
  },
  F3: {
    title: () => 'redirigé vers un hôte dont l’IPv6 est mort',
    says: (p) =>
      `Le chemin du défi de ${p.name} est redirigé vers ${p.target}, dont l’adresse IPv6 ne répond pas (${p.places}).`,
  },
  F4: {
    title: () => 'une redirection qu’une AC ne suit pas',
    says: (p) =>
      `${p.places} redirige le chemin du défi là où une AC ne va pas (${redirects[p.reason] ?? p.reason}).`,
  },
  F5: {
    title: () => 'un serveur qui ne parle rien de plus récent que TLS 1.1',
    says: (p) =>
      `${p.host} (${p.places}) propose TLS 1.1 au plus : ni les navigateurs, ni une AC qui y est menée ne continuent.`,
  },
  F6: {
    title: () => 'le défi est servi d’ailleurs en IPv6',
    says: (p) =>
      `${p.name} est le même site dans les deux familles, mais le chemin de son défi ne l’est pas (${p.places}) : un autre dossier, nœud ou conteneur y répond, et le fichier est mis là où regarde l’autre.`,
  },
  F7: {
    title: () => 'un mur anti-robots ou un WAF devant le chemin du défi',
    says: (p) =>
      `Ce qui se trouve devant le site refuse le chemin du défi (${p.places}) : une validation n’est pas un navigateur et ne passe aucun test de ce genre.`,
  },
  F8: {
    title: () => 'la réponse dépend de qui demande',
    says: (p) =>
      `Un navigateur obtient le chemin du défi, une requête qui se présente comme une validation est refusée (${p.places}, code ${p.status}).`,
  },
  F9: {
    title: () => 'un pare-feu bloque l’application acme-protocol',
    says: (p) =>
      `Un pare-feu qui reconnaît les applications coupe le chemin du défi ou répond à la place du site (${p.places}), comme Palo Alto le fait pour acme-protocol.`,
  },
  F10: {
    title: () => 'un portail ou un routeur répond à la place du site',
    says: (p) =>
      `Ce qui répond à ${p.places} ne fait pas partie du site : un routeur, un modem ou un portail de connexion sur le chemin.`,
  },
  F11: {
    title: () => 'refusé à certains lieux seulement',
    says: (p) =>
      `Le chemin du défi est refusé à certains lieux et non à d’autres (${p.places}) : un blocage de pays ou de réseaux. Une AC demande depuis plusieurs lieux, et ne dit à personne lesquels.`,
  },
  F12: {
    title: () => 'une page pour tous les chemins',
    says: (p) =>
      `Un chemin qui ne peut pas exister reçoit le code 200 (${p.places}) : la page d’une application vient là où devrait venir le fichier du défi.`,
  },
  F13: {
    title: () => 'une authentification couvre le chemin du défi',
    says: (p) =>
      `À quiconque demande le chemin du défi, on demande un mot de passe ou de s’identifier ailleurs (${p.places}) ; une AC ne fait ni l’un ni l’autre.`,
  },
  F14: {
    title: () => 'un CDN termine TLS',
    says: (p) =>
      `${p.front} répond pour ${p.name} : http-01 le traverse, tls-alpn-01 ne peut pas atteindre ce qui est derrière.`,
  },
  F15: {
    title: () => 'la réponse vient trop tard',
    says: (p) =>
      `La connexion est établie, et après ${p.seconds} s il n’y a pas de réponse complète (${p.places}). Une validation n’attend pas plus longtemps, et n’essaie alors pas IPv4.`,
  },
};
