import type { usage as english } from '../en/cli-usage.ts';
import type { Translation } from '../translation.ts';

/** French: what the parser of command lines says by itself. */
export const usage: Translation<typeof english> = {
  titles: {
    usage: () => 'Utilisation :',
    arguments: () => 'Arguments :',
    options: () => 'Options :',
    commands: () => 'Commandes :',
  },
  help: () => 'afficher l’aide de la commande',
  choices: () => 'choix',
  fallback: () => 'par défaut',
  errors: {
    unknownCommand: (p) => `erreur : commande inconnue « ${p.name} »`,
    unknownOption: (p) => `erreur : option inconnue « ${p.option} »`,
    didYouMeanOneOf: (p) => `(Vouliez-vous dire l’un de ${p.names} ?)`,
    didYouMean: (p) => `(Vouliez-vous dire ${p.name} ?)`,
    argumentMissing: (p) => `erreur : il manque l’argument « ${p.name} »`,
    valueMissing: (p) => `erreur : il manque une valeur à l’option « ${p.option} »`,
    optionMissing: (p) => `erreur : il manque l’option obligatoire « ${p.option} »`,
    notTogether: (p) =>
      `erreur : l’option « ${p.option} » ne peut pas être utilisée avec l’option « ${p.other} »`,
    tooMany: (p) =>
      `erreur : trop d’arguments pour « ${p.command} ». ${p.expected} arguments attendus, ${p.received} reçus : ${p.details}.`,
    moreThanOne: (p) =>
      `erreur : trop d’arguments pour « ${p.command} ». ${p.expected} argument attendu, ${p.received} reçus : ${p.details}.`,
    noSuchChoice: (p) =>
      `erreur : la valeur « ${p.value} » de l’option « ${p.option} » n’est pas valable. Les choix permis sont ${p.choices}.`,
    noSuchArgument: (p) =>
      `erreur : la valeur « ${p.value} » de l’argument « ${p.name} » n’est pas valable. Les choix permis sont ${p.choices}.`,
  },
};
