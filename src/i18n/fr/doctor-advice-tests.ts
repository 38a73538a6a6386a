import type { adviceTests as english } from '../en/doctor-advice-tests.ts';
import type { Translation } from '../translation.ts';
import { count } from './plural.ts';

/** French: what a test of one way found. `at` is an address. */
export const adviceTests: Translation<typeof english> = {
  good: () => 'Cela fonctionne.',
  findings: (p) => count(p.count, 'constat', 'constats'),
  columns: { address: () => 'adresse', asked: () => 'demande', said: () => 'réponse' },
  phases: {
    'open-now': (p) =>
      `Le port 80 est fermé. Ouvrez-le maintenant, comme pour une commande ; il est attendu ${p.seconds} s.`,
    'waits-for-close': (p) =>
      `Il est ouvert. Il doit maintenant se refermer ; cela est attendu ${p.seconds} s.`,
  },
  codes: {
    'no-address': () => 'Le nom n’a pas d’adresse.',
    'address-refused': (p) =>
      `${p.at} n’a pas été interrogée : la politique d’adresses l’interdit. Un réseau privé est admis avec --network.`,
    'not-reached': (p) => `${p.at} : pas de connexion. Une AC n’en obtient pas non plus.`,
    'path-closed': (p) =>
      `${p.at} : le chemin des défis est refusé (${p.status}) : la règle n’est pas en vigueur, ou vient après celle qui refuse.`,
    'path-no-answer': (p) => `${p.at} : pas de réponse pour le chemin des défis (${p.outcome}).`,
    'root-open': (p) =>
      `${p.at} : ce qui n’est pas un défi reçoit aussi une réponse (${p.status}) ; est-ce voulu ?`,
    'method-open': (p) => `${p.at} : POST passe sur ce chemin ; GET et HEAD suffisent.`,
    'query-open': (p) => `${p.at} : des paramètres passent sur ce chemin ; les défis n’en ont pas.`,
    'token-open': (p) =>
      `${p.at} : des noms qu’aucun jeton n’a passent sur ce chemin : n’autorisez que les lettres, les chiffres, - et _.`,
    'not-told-apart': (p) =>
      `${p.at} : le chemin reçoit la même réponse que tout le reste (${p.status}) : on ne sait donc pas s’il passe. Mettez-y un fichier et indiquez son nom avec --token.`,
    'token-wrong': (p) => `${p.at} : le fichier n’a pas été servi (${p.status}).`,
    'alpn-ignored': (p) =>
      `${p.at} : un serveur web ordinaire ou un CDN répond sur le port 443 et ignore acme-tls/1.`,
    'alpn-refused': (p) =>
      `${p.at} : acme-tls/1 est refusé. Si votre client n’écoute que pendant une commande, refaites le test à ce moment.`,
    'tls-failed': (p) => `${p.at} : la négociation TLS a échoué.`,
    'chain-untrusted': (p) =>
      `${p.at} : ce qui y est servi ne mène pas à la racine : un autre certificat, ou celui de l’émetteur manque dans la chaîne.`,
    'chain-name': (p) => `${p.at} : le certificat est pour un autre nom.`,
    'chain-expired': (p) => `${p.at} : le certificat a expiré.`,
    'chain-differs': () => 'Les adresses du nom ne servent pas le même certificat.',
    'open-before': (p) => `${p.at} : le port 80 est ouvert alors que personne ne l’a ouvert.`,
    'never-opened': (p) =>
      `${p.at} : le port 80 ne s’est pas ouvert : vérifiez que la règle vient avant celles qui jettent, et pour cette famille.`,
    'still-open': (p) => `${p.at} : le port 80 ne s’est pas refermé.`,
    'hosts-differ': () =>
      'Les adresses du nom répondent différemment à ce chemin : chacune doit mener au même hôte.',
    'redirect-elsewhere': (p) =>
      `${p.at} : la redirection ne mène pas au chemin des défis sur un hôte où une AC la suit.`,
  },
};
