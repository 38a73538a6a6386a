import { PLACES as english, type PerspectivesFacts } from '../en/perspective-faults.ts';
import { type Translation, translated } from '../translation.ts';
import { plural } from './plural.ts';

/** Enough of them looked and said no. */
export function disagreement(p: PerspectivesFacts): string {
  return `${p.failed} des ${p.asked} lieux depuis lesquels cette AC vérifie de nouveau ${did(p)} : ${ways(p)} ; ${demand(p)}. Depuis l’AC elle-même, tout était bon : cherchez donc des filtres par pays ou par réseau, et des serveurs de noms qui ne répondent pas tous la même chose.`;
}

/** Too few could be asked, or gave a usable answer. */
export function missingPlaces(p: PerspectivesFacts): string {
  return `Pour cette AC, ${subject(p)}, mais ${whyMissing(p)}. Ce n’est pas votre faute : réessayez plus tard, et prévenez l’administrateur de cette AC si cela persiste.`;
}

function whyMissing(p: PerspectivesFacts): string {
  if (p.asked === 0) return `moins de lieux que les ${p.needed} requis sont connectés à elle`;
  if (p.failed === 0)
    return `les ${p.asked} lieux depuis lesquels elle vérifie de nouveau, où tout était bon aussi, se trouvent dans ${regions(p)}`;
  return `${p.failed} des ${p.asked} lieux depuis lesquels elle vérifie de nouveau ${plural(p.failed, 'n’a pas donné', 'n’ont pas donné')} de réponse qui compte (${ways(p)}) et ${demand(p)}`;
}

function did(p: PerspectivesFacts): string {
  const could = plural(p.failed, 'n’a pas pu confirmer', 'n’ont pas pu confirmer');
  return p.check === 'caa'
    ? `${could} que des enregistrements CAA permettent ${p.name}`
    : `${could} le contrôle de ${p.name}`;
}

function subject(p: PerspectivesFacts): string {
  return p.check === 'caa'
    ? `les enregistrements CAA de ${p.name} sont bons`
    : `le contrôle de ${p.name} est bon`;
}

function demand(p: PerspectivesFacts): string {
  if (p.regions !== undefined) return `ceux qui l’ont pu se trouvent dans ${regions(p)}`;
  return `il en faut au moins ${p.needed}`;
}

function regions({ regions: found = 0, regionsNeeded }: PerspectivesFacts): string {
  return `${found} ${plural(found, 'région', 'régions')} du monde, alors qu’il en faut ${regionsNeeded}`;
}

function ways({ ways: all }: PerspectivesFacts): string {
  if (all.length === 0) return 'aucun n’a refusé';
  return all
    .map(({ how, family, count }) => `${count}${family ? ` en ${family}` : ''} (${howText(how)})`)
    .join(', ');
}

function howText(how: string): string {
  return PLACES[how] ?? HOW[how] ?? how.replaceAll('-', ' ');
}
export const places: Translation<typeof english> = {
  'place-failed': 'non, sans raison',
  'place-cut': 'on ne l’attendait plus',
  'place-timeout': 'pas de réponse à temps',
  'place-unreachable': 'injoignable',
  'place-wrong-perspective': 'une réponse au nom d’une autre',
  'place-wrong-target': 'une réponse au sujet d’un autre nom',
  'place-malformed': 'une réponse illisible',
};
const PLACES = translated(english, places);

/** Headings of docs/errors.md, by which a refusal of a place is named. */
const HOW: Readonly<Record<string, string>> = {
  'connect-timeout': 'délai de connexion dépassé',
  'connection-refused': 'connexion refusée',
  unreachable: 'réseau injoignable',
  prohibited: 'connexion interdite',
  'connect-error': 'erreur de connexion',
  'connection-reset': 'connexion réinitialisée',
  'connection-closed': 'connexion fermée',
  'tls-timeout': 'délai TLS dépassé',
  'tls-alert': 'alerte TLS',
  'tls-error': 'erreur TLS',
  'alpn-not-agreed': 'acme-tls/1 non accepté',
  'tls-alpn-certificate': 'autre certificat tls-alpn-01',
  'response-timeout': 'délai de réponse dépassé',
  'malformed-response': 'réponse mal formée',
  'response-too-large': 'réponse trop grande',
  'address-refused': 'adresse exclue',
  'wrong-status': 'mauvais code HTTP',
  'wrong-body': 'mauvais contenu',
  'redirect-refused': 'redirection non suivie',
  'no-address': 'aucune adresse',
  'out-of-time': 'temps écoulé',
  'validation-stopped': 'validation interrompue',
  'validation-busy': 'trop de validations',
  'txt-name': 'nom sans TXT (NXDOMAIN)',
  'txt-missing': 'TXT manquant',
  'txt-wrong': 'mauvais TXT',
  'txt-lookup': 'requête TXT échouée',
  dnssec: 'DNSSEC',
  'persist-refused': 'dns-persist-01 refusé',
  'persist-malformed': 'dns-persist-01 mal formé',
  'caa-forbids': 'CAA interdit',
  'caa-lookup': 'requête CAA échouée',
};
