import type { openMpic as english } from '../en/open-mpic.ts';
import type { Translation } from '../translation.ts';

/** What an agent or a coordinator answers to a request that it does not take: `validation_issues` of Open MPIC. */
export const openMpic: Translation<typeof english> = {
  'invalid-request': (p) => `La requête n’est pas ce que ce chemin accepte : ${p.value}.`,
  'invalid-domain-or-ip-target': (p) =>
    `La cible n’est ni un nom d’hôte ni une adresse${p.value === '' ? '' : ` (${p.value})`}.`,
  'unsupported-validation-method': (p) =>
    `La méthode de validation ${p.value} n’est pas prise en charge ici ; acme-http-01, acme-dns-01, acme-tls-alpn-01, dns-account-01 et dns-persistent le sont.`,
  'unsupported-target': (p) =>
    `Ce type de cible ne peut pas être validé par ${p.value} : les jokers ont besoin d’une méthode DNS, les adresses de acme-http-01 ou acme-tls-alpn-01, et CAA concerne des noms.`,
  'invalid-certificate-type': (p) =>
    `Les certificats de type ${p.value} ne sont pas vérifiés ici, seulement tls-server.`,
  'missing-caa-domains': () =>
    'La requête ne nomme pas de caa_domains, et ce lieu n’en a pas à lui : de qui les enregistrements donneraient-ils la permission ?',
  'invalid-perspective-count': (p) => `Nombre de perspectives non valide : ${p.value}`,
  'invalid-quorum-count': (p) => `Quorum non valide : ${p.value}`,
  'invalid-cohort': (p) => `Il y a une cohorte par cible, et non ${p.value}.`,
};
