import type { listenerCauses as english } from '../en/doctor-causes-listeners.ts';
import type { Translation } from '../translation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const listenerCauses: Translation<typeof english> = {
  E1: {
    title: () => 'le serveur n’écoute qu’en IPv4',
    says: (p) => {
      if (p.directive !== '')
        return `"${p.directive}" dans ${p.file} donne une socket pour IPv4 seul : rien n’écoute sur le port ${p.port} en IPv6.`;
      if (p.process !== '')
        return `${p.process} n’écoute sur le port ${p.port} qu’en IPv4 : rien n’y écoute en IPv6.`;
      return `Le port ${p.port} répond en IPv4 et refuse en IPv6 (${p.places}) : rien n’y écoute en IPv6.`;
    },
  },
  E2: {
    title: () => 'le serveur n’écoute qu’en IPv6',
    says: (p) => {
      if (p.directive !== '')
        return `"${p.directive}" dans ${p.file} donne une socket pour IPv6 seul : rien n’écoute sur le port ${p.port} en IPv4.`;
      if (p.process !== '')
        return `${p.process} n’écoute sur le port ${p.port} qu’en IPv6 : rien n’y écoute en IPv4.`;
      return `Le port ${p.port} répond en IPv6 et refuse en IPv4 (${p.places}) : rien n’y écoute en IPv4.`;
    },
  },
  E3: {
    title: () => 'rien n’y écoute pour l’extérieur',
    says: (p) => {
      if (p.what === 'loopback')
        return `${p.process} n’écoute sur le port ${p.port} que de ${p.address}, que personne n’atteint hormis le serveur lui-même.`;
      if (p.what === 'address')
        return `${p.process} écoute sur le port ${p.port} de ${p.address}, et non de l’adresse publiée (${p.places}).`;
      if (p.what === 'nothing') return `Aucun programme n’écoute sur le port ${p.port}.`;
      return `Chaque adresse refuse le port ${p.port} (${p.places}) : le serveur est arrêté, ou écoute sur une autre adresse.`;
    },
  },
  E4: {
    title: () => 'il manque IPv6 à un port',
    says: (p) =>
      p.directive === ''
        ? `Le port ${p.port} refuse en IPv6 (${p.places}), alors que l’autre port de la même adresse répond, et IPv4 sur les deux.`
        : `"${p.directive}" dans ${p.file} donne une socket pour IPv4 seul : il manque au port ${p.port} IPv6, que l’autre port a.`,
  },
  E5: {
    title: () => 'deux écoutes réclament le même port',
    says: (p) =>
      `"${p.directive}" dans ${p.file} réclame aussi le port ${p.port} en IPv4, que "${p.other}" a déjà : nginx ne redémarre pas.`,
  },
  E6: {
    title: () => 'en IPv6, un autre hôte virtuel répond',
    says: (p) =>
      p.directive === ''
        ? `Le même logiciel répond par une autre page en IPv6 (${p.places}) : le bloc de ${p.name} n’a peut-être pas d’écoute pour IPv6.`
        : `Aucun bloc de ${p.name} n’écoute sur le port ${p.port} dans cette famille ; "${p.directive}" dans ${p.file} répond à la place.`,
  },
  E7: {
    title: () => 'une famille reçoit un mauvais certificat',
    says: (p) => {
      if (p.certificate !== '')
        return `Une famille reçoit ${p.certificate}, qui n’est pas valable actuellement, et l’autre ${p.other}.`;
      if (p.fault === 'expired')
        return `Le certificat que montre ${p.places} a expiré ; dans l’autre famille, un bon est montré.`;
      if (p.fault === 'not-yet')
        return `Le certificat que montre ${p.places} n’est pas encore valable ; dans l’autre famille, un bon est montré.`;
      return `${p.places} omet les certificats intermédiaires ; dans l’autre famille, ils sont envoyés.`;
    },
  },
  E8: {
    title: () => 'TLS ne connaît pas le nom dans une famille',
    says: (p) =>
      p.directive === ''
        ? `${p.places} refuse TLS pour ${p.name} ; l’autre famille l’accepte.`
        : `Aucun bloc de ${p.name} n’écoute sur le port ${p.port} dans cette famille ; "${p.directive}" dans ${p.file} prend la négociation.`,
  },
  E9: {
    title: () => 'le port parle un autre protocole',
    says: (p) =>
      p.directive === ''
        ? `Le port ${p.port} parle ${p.speaks} (${p.places}).`
        : `Le port ${p.port} parle ${p.speaks} : "${p.directive}" dans ${p.file}.`,
  },
  E10: {
    title: () => 'le protocole PROXY est attendu dans une famille',
    says: (p) =>
      p.directive === ''
        ? `${p.places} accepte la connexion et la termine sans réponse, alors que l’autre famille répond : le protocole PROXY y est peut-être attendu.`
        : `"${p.directive}" dans ${p.file} attend le protocole PROXY, que les visiteurs ne parlent pas.`,
  },
  E11: {
    title: () => 'l’application n’écoute pas là où le proxy demande',
    says: (p) => {
      if (p.upstream === '')
        return `Le proxy répond ${p.status} dans toutes les familles (${p.places}) : il n’atteint pas son application.`;
      if (p.listening === '') return `Le proxy s’adresse à ${p.upstream} (${p.file}), où rien n’écoute.`;
      return `Le proxy s’adresse à ${p.upstream} (${p.file}), et l’application n’écoute que sur ${p.listening}.`;
    },
  },
  E12: {
    title: () => 'une liste d’accès ne connaît qu’IPv4',
    says: (p) =>
      p.rule === ''
        ? `En IPv6, tout le monde reçoit 403 (${p.places}), mais pas en IPv4 : une liste d’accès ne connaît peut-être que des adresses IPv4.`
        : `"${p.rule}" dans ${p.file} ne nomme que des adresses IPv4 : tous ceux qui viennent en IPv6 reçoivent 403.`,
  },
  E13: {
    title: () => 'HTTP/3 est proposé, et le port UDP 443 est fermé',
    says: (p) => {
      if (p.what === 'filter')
        return `HTTP/3 est proposé, et "${p.rule}" dans ${p.table} ${p.chain} ne laisse pas entrer le port UDP 443 (${p.places}).`;
      if (p.what === 'silent')
        return `HTTP/3 est proposé, et ce qui est envoyé au port UDP 443 reste sans réponse (${p.places}) : les navigateurs l’essaient, puis reviennent à TCP.`;
      return p.what === 'refused'
        ? `HTTP/3 est proposé, et le port UDP 443 refuse (${p.places}) : les navigateurs l’essaient, puis reviennent à TCP.`
        : `HTTP/3 est proposé, et rien n’écoute sur le port UDP 443 (${p.places}).`;
    },
  },
};
