import type { usage as english } from '../en/cli-usage.ts';
import type { Translation } from '../translation.ts';

/** Danish: what the parser of command lines (commander) says by itself. */
export const usage: Translation<typeof english> = {
  titles: {
    usage: () => 'Brug:',
    arguments: () => 'Argumenter:',
    options: () => 'Tilvalg:',
    commands: () => 'Kommandoer:',
  },
  help: () => 'udskriv hjælp til en kommando',
  choices: () => 'muligheder',
  fallback: () => 'standard',
  errors: {
    unknownCommand: (p) => `fejl: ukendt kommando '${p.name}'`,
    unknownOption: (p) => `fejl: ukendt tilvalg '${p.option}'`,
    didYouMeanOneOf: (p) => `(Mente du en af ${p.names}?)`,
    didYouMean: (p) => `(Mente du ${p.name}?)`,
    argumentMissing: (p) => `fejl: det påkrævede argument '${p.name}' mangler`,
    valueMissing: (p) => `fejl: tilvalget '${p.option}' mangler sit argument`,
    optionMissing: (p) => `fejl: det påkrævede tilvalg '${p.option}' er ikke angivet`,
    notTogether: (p) => `fejl: tilvalget '${p.option}' kan ikke bruges sammen med tilvalget '${p.other}'`,
    tooMany: (p) =>
      `fejl: for mange argumenter til '${p.command}'. Der ventes ${p.expected}, men der er ${p.received}: ${p.details}.`,
    moreThanOne: (p) =>
      `fejl: for mange argumenter til '${p.command}'. Der ventes ${p.expected}, men der er ${p.received}: ${p.details}.`,
    noSuchChoice: (p) =>
      `fejl: argumentet '${p.value}' til tilvalget '${p.option}' er ugyldigt. Mulighederne er ${p.choices}.`,
    noSuchArgument: (p) =>
      `fejl: værdien '${p.value}' er ugyldig for argumentet '${p.name}'. Mulighederne er ${p.choices}.`,
  },
};
