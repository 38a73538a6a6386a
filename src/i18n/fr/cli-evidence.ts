import type { evidence as english } from '../en/cli-evidence.ts';
import type { Translation } from '../translation.ts';
import { dnssecReason } from './dnssec.ts';
import { count } from './plural.ts';

/** French texts of what a validation saw, as `sixfour order show` and the first run print it. */
export const evidence: Translation<typeof english> = {
  authorization: (p) => `${p.name} : ${p.status}`,
  notValidated: () => 'pas encore validé',
  validation: (p) => `${p.type} : ${p.verdict}, ${p.at}, en ${p.seconds}`,
  valid: () => 'valide',
  invalid: () => 'non valide',
  judged: (p) => `jugé selon la règle ${p.rule} : ${p.judgement}`,
  others: (p) => `les autres règles : ${p.list}`,
  lookup: (p) => `${p.type} ${p.name} : ${p.found} (${p.how})`,
  found: {
    none: () => 'rien',
    refused: () => 'pas digne de foi',
    addresses: (p) => (p.more === 0 ? p.list : `${p.list}, et ${count(p.more, 'autre', 'autres')}`),
    records: (p) => count(p.count, 'enregistrement', 'enregistrements'),
    matched: () => 'le condensat attendu en fait partie',
    notMatched: () => 'le condensat attendu n’en fait pas partie',
  },
  builtIn: () => 'intégré : le nom du serveur lui-même, sans DNS',
  dnssec: (p) =>
    p.link === '' ? `DNSSEC ${p.status}` : `DNSSEC ${p.status} à ${p.link} : ${dnssecReason(p.reason)}`,
  chain: (p) => `en passant par ${p.chain}`,
  attempt: (p) => `IPv${p.family} ${p.address}, port ${p.port}, saut ${p.hop} : ${p.outcome}`,
  columns: {
    family: () => 'famille',
    address: () => 'adresse',
    port: () => 'port',
    hop: () => 'saut',
    connect: () => 'connexion',
    tls: () => 'TLS',
    firstByte: () => '1er octet',
    total: () => 'total',
    outcome: () => 'résultat',
  },
  outcome: {
    response: (p) => `HTTP ${p.status}${p.body === '' ? '' : `, ${p.body}`}`,
    redirect: (p) => `HTTP ${p.status} vers ${p.location}`,
    other: (p) => `${p.outcome}${p.errno === '' ? '' : ` (${p.errno})`}, dans la phase ${p.phase}`,
  },
  body: {
    match: () => 'l’autorisation de clé correspond',
    empty: () => 'corps vide',
    'too-long': () => 'corps trop long',
    'other-account': () => 'autorisation de clé d’un autre compte',
    'other-token': () => 'autorisation de clé pour un autre jeton',
    html: () => 'une page web au lieu de l’autorisation de clé',
    other: () => 'autre chose que l’autorisation de clé',
    'not-read': () => '',
  },
  alpn: {
    none: () => 'TLS, mais acme-tls/1 a été ignoré',
    other: () => 'TLS, mais un autre protocole que acme-tls/1',
  },
  tlsAlpn: {
    match: () => 'acme-tls/1, le certificat correspond',
    absent: () => 'acme-tls/1, aucun certificat',
    malformed: () => 'acme-tls/1, certificat mal formé',
    'not-self-signed': () => 'acme-tls/1, certificat non autosigné',
    'wrong-name': () => 'acme-tls/1, certificat pour un autre nom',
    'extension-missing': () => 'acme-tls/1, certificat sans acmeIdentifier',
    'extension-not-critical': () => 'acme-tls/1, acmeIdentifier non critique',
    'extension-malformed': () => 'acme-tls/1, acmeIdentifier mal formé',
    'other-key-authorization': () => 'acme-tls/1, autorisation de clé d’un autre compte ou d’un autre jeton',
    'not-read': () => 'acme-tls/1, certificat non lu',
  },
  caa: {
    absent: (p) => `CAA ${p.name} : aucun enregistrement jusqu’à la racine`,
    allowed: (p) => `CAA ${p.name} : permis à ${p.found}${p.record === '' ? '' : ` par ${p.record}`}`,
    forbidden: (p) =>
      `CAA ${p.name} : interdit à ${p.found} par ${p.record} (${p.reason})${p.mode === 'advisory' ? ', sans effet' : ''}`,
    'lookup-failed': (p) =>
      `CAA ${p.name} : la requête à ${p.found} a échoué (${p.reason})${p.mode === 'advisory' ? ', sans effet' : ''}`,
  },
  perspective: {
    head: (p) => `depuis ${p.perspective} (${p.region}), ${p.check} : ${p.outcome}, après ${p.after}`,
    check: { dcv: () => 'défi', caa: () => 'CAA' },
    outcome: {
      passed: () => 'réussi',
      failed: () => 'échoué',
      cut: () => 'interrompu, car les autres avaient décidé',
      timeout: () => 'pas de réponse à temps',
      unreachable: () => 'injoignable',
      'wrong-perspective': () => 'a répondu au nom d’une autre',
      'wrong-target': () => 'a répondu au sujet d’un autre nom',
      malformed: () => 'a répondu sous une forme inconnue',
    },
    reason: (p) => `sa raison : ${p.reason}`,
    quorum: (p) =>
      `quorum « ${p.policy} », ${p.check} : ${p.passed} sur ${p.asked} ont réussi, il en faut ${p.needed} ; régions ${p.regions === '' ? 'aucune' : p.regions}, il en faut ${p.regionsNeeded} : ${p.reached ? 'atteint' : 'non atteint'}`,
  },
  cut: (p) =>
    p.count === 1
      ? `${p.count} autre entrée n’a pas eu de place dans ce relevé`
      : `${p.count} autres entrées n’ont pas eu de place dans ce relevé`,
  problem: (p) => `problème : ${p.message}`,
};
