import { dnssecReasons as english } from '../en/dnssec.ts';
import { type Translation, translated } from '../translation.ts';

/** Why DNSSEC does not vouch for an answer; each goes on after "at <record set>: ". */
export const dnssecReasons: Translation<typeof english> = {
  'no-trust-anchor': 'aucune ancre de confiance ne le couvre',
  'no-ds': 'sa zone parente prouve qu’il n’est pas signé',
  'opt-out': 'sa zone parente laisse ouvert s’il est signé (opt-out)',
  'unsupported-algorithm':
    'il n’est signé qu’avec des algorithmes qui ne comptent pas, comme ceux à base de SHA-1',
  'nsec3-iterations': 'ses enregistrements NSEC3 ont plus d’itérations qu’il n’en est calculé ici',
  'not-validated': 'les serveurs de cette zone sont crus sur parole',
  'signature-missing': 'la signature manque',
  'signature-expired': 'la signature a expiré',
  'signature-not-yet-valid': 'la signature n’est pas encore valide',
  'signature-wrong': 'la signature ne correspond pas aux enregistrements',
  'key-missing': 'la zone ne publie pas de clé pour la signature',
  'key-not-in-ds': 'la zone parente (ou l’ancre de confiance) ne nomme aucune des clés que la zone publie',
  'other-signer': 'il est signé au nom d’une autre zone',
  'denial-missing': 'rien ne prouve que les enregistrements n’existent pas',
  'denial-wrong': 'les enregistrements NSEC ou NSEC3 ne prouvent pas que les enregistrements n’existent pas',
  'wildcard-unproved': 'il provient d’un joker, sans preuve qu’aucun nom plus proche n’existe',
  'alias-wrong': 'le CNAME n’est pas celui que donnent les enregistrements signés',
  'answer-differs': 'les enregistrements ne sont pas ceux qui ont été signés',
  'no-answer': 'les serveurs de noms n’ont pas fourni cet ensemble d’enregistrements',
  'out-of-time': 'le temps s’est écoulé avant que la chaîne de confiance ne soit complète',
  'too-much-work': 'la vérification demanderait plus de travail qu’il n’en est accordé à une réponse',
};

const reasons = translated(english, dnssecReasons);

/** The text of a reason, or its code where it has none. */
export function dnssecReason(code: string): string {
  return reasons[code] ?? code;
}
