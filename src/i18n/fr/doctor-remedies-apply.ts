import type { apply as english } from '../en/doctor-remedies-apply.ts';
import type { Translation } from '../translation.ts';

/** French texts of `sixfour check --here --apply`. */
export const apply: Translation<typeof english> = {
  flags: {
    here: () => 'cette machine est le serveur : l’examiner aussi de l’intérieur',
    apply: () =>
      'avec --here : faire ce qui y remédie, chaque changement étant demandé, vérifié, et annulé s’il n’aide pas',
    yes: () => 'avec --apply : ne pas demander',
  },
  needsHere: () => '--apply modifie cette machine : il va donc avec --here.',
  yesAlone: () => '--yes va avec --apply.',
  noJson: () =>
    '--apply dit ce qu’il fait au fur et à mesure : omettez --json, et regardez de nouveau avec cette option ensuite.',
  needsTerminal: () => '--apply demande sur un terminal, et il n’y en a pas. --yes le fait sans demander.',
  needsRoot: () =>
    'Seul root peut modifier cette machine : exécutez la commande avec sudo. Rien n’a été modifié.',
  nothing: () => 'Il n’y a rien ici qu’une commande sur cette machine puisse réparer.',
  measureFirst: (p) =>
    `Pas touché, car on ne sait pas avec certitude de laquelle de plusieurs causes il s’agit : ${p.titles}`,
  ask: () => 'Le faire ?',
  skipped: () => 'Laissé tel quel.',
  doing: (p) => `... ${p.line}`,
  failed: (p) => `Ceci s’est terminé par une erreur (${p.why}) : ${p.line}`,
  changed: (p) =>
    `${p.file} n’est plus ce pour quoi le changement a été préparé ; il n’a donc pas été touché.`,
  looking: () => 'Nouvel examen ...',
  stillThere: () => 'Le défaut est toujours là : ceci n’y remédie pas.',
  worse: (p) => `Quelque chose qui fonctionnait ne fonctionne plus : ${p.what}.`,
  lost: () => 'La connexion jusqu’à vous ne répond plus.',
  lookFailed: () => 'Le nouvel examen n’a pas pu avoir lieu.',
  keep: (p) => `Cela aide. Le conserver ? Sans réponse, il est annulé dans ${p.seconds} s.`,
  notKept: () => 'Il n’est pas conservé.',
  tooLate: () => 'La réponse est venue trop tard : il a déjà été annulé.',
  kept: () => 'Fait, et cela aide.',
  permanentFailed: (p) =>
    `Cela fonctionne maintenant, mais le conserver après un redémarrage a échoué à : ${p.line}`,
  byHand: () => 'Durablement, à la main :',
  undoing: () => 'Annulation ...',
  undone: () => 'Tout est comme avant.',
  notUndone: (p) => `L’annulation n’a pas pu être complète. Ce qui a été tenté se trouve dans ${p.file}`,
  interrupted: () => 'Interrompu : ce qui a été commencé est annulé.',
  guard: (p) => `Si ce terminal est perdu, le changement est annulé en ${p.seconds} s (${p.file}).`,
  whys: {
    timeout: () => 'pas terminé à temps',
    exit: (p) => `code de sortie ${p.code}`,
    spawn: (p) => `n’a pas pu être démarré : ${p.code}`,
  },
};
