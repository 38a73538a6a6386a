/** English: what the parser of command lines (commander) says by itself, word for word: other languages are found by these texts. */
export const usage = {
  titles: {
    usage: () => 'Usage:',
    arguments: () => 'Arguments:',
    options: () => 'Options:',
    commands: () => 'Commands:',
  },
  help: () => 'display help for command',
  choices: () => 'choices',
  fallback: () => 'default',
  errors: {
    unknownCommand: (p: { name: string }) => `error: unknown command '${p.name}'`,
    unknownOption: (p: { option: string }) => `error: unknown option '${p.option}'`,
    didYouMeanOneOf: (p: { names: string }) => `(Did you mean one of ${p.names}?)`,
    didYouMean: (p: { name: string }) => `(Did you mean ${p.name}?)`,
    argumentMissing: (p: { name: string }) => `error: missing required argument '${p.name}'`,
    valueMissing: (p: { option: string }) => `error: option '${p.option}' argument missing`,
    optionMissing: (p: { option: string }) => `error: required option '${p.option}' not specified`,
    notTogether: (p: { option: string; other: string }) =>
      `error: option '${p.option}' cannot be used with option '${p.other}'`,
    tooMany: (p: { command: string; expected: string; received: string; details: string }) =>
      `error: too many arguments for '${p.command}'. Expected ${p.expected} arguments but got ${p.received}: ${p.details}.`,
    moreThanOne: (p: { command: string; expected: string; received: string; details: string }) =>
      `error: too many arguments for '${p.command}'. Expected ${p.expected} argument but got ${p.received}: ${p.details}.`,
    noSuchChoice: (p: { option: string; value: string; choices: string }) =>
      `error: option '${p.option}' argument '${p.value}' is invalid. Allowed choices are ${p.choices}.`,
    noSuchArgument: (p: { value: string; name: string; choices: string }) =>
      `error: command-argument value '${p.value}' is invalid for argument '${p.name}'. Allowed choices are ${p.choices}.`,
  },
};
