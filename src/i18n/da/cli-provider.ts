import type { provider as english } from '../en/cli-provider.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour provider`. */
export const provider: Translation<typeof english> = {
  describe: {
    group: () => 'DNS-udbydere, som svarene på challenges skrives hos, og deres adgangsoplysninger',
    add: () => 'lad en udbyder stå for zoner; dens adgangsoplysninger krypteres og vises aldrig igen',
    list: () => 'vis udbydere, deres zoner, og hvad der ligger hos dem fra os',
    show: () => 'vis en udbyder og dens journal: hver af vores værdier, der ligger der eller måske gør det',
    remove: () => 'glem en udbyder og dens adgangsoplysninger',
    credentials: () => 'udskift en udbyders adgangsoplysninger',
    check: () => 'skriv én tilfældig værdi i hver af en udbyders zoner, og fjern den igen',
  },
  arguments: { name: () => 'navnet på en udbyder, valgt af dig' },
  flags: {
    kind: () => 'slags udbyder',
    zone: () => 'zoner, som den står for; challenges for navne i dem besvares dér',
    option: () => 'NAME=VALUE, det, som denne slags kræver ud over adgangsoplysninger; flere gange for flere',
    credentials: () => 'fil med adgangsoplysningerne, ét JSON-objekt; - eller ingen: standardinput',
    name: () =>
      'værtsnavne, hvis egne challenges der skrives ved i stedet, når adgangsoplysningerne ikke rækker til andre',
    force: () => 'også selv om der stadig kan ligge værdier fra os; de bliver liggende',
  },
  optionWithoutValue: () => 'der skal stå NAME=VALUE',
  wanted: () => 'Her kræves en værdi',
  askCredentials: () => 'Adgangsoplysninger, som ét JSON-objekt',
  columns: {
    provider: () => 'udbyder',
    kind: () => 'slags',
    zones: () => 'zoner',
    values: () => 'værdier',
    failing: () => 'fejler',
    options: () => 'tilvalg',
    created: () => 'siden',
    credentials: () => 'adgangsoplysninger fra',
    name: () => 'navn',
    value: () => 'værdi',
    state: () => 'tilstand',
    changed: () => 'ændret',
    tries: () => 'mislykkede forsøg',
    failure: () => 'seneste fejl',
    step: () => 'trin',
    result: () => 'resultat',
  },
  added: (p) => `Udbyderen "${p.name}" er kendt. Afprøv dens adgangsoplysninger med:`,
  addedNext: (p) => `  npx sixfour provider check ${p.name}`,
  restart: () =>
    'Denne server startede uden en zone og uden en udbyder, så ingen indgang er åben for klienter. Start den igen.',
  removed: (p) => `Udbyderen "${p.name}" og dens adgangsoplysninger er fjernet.`,
  replaced: (p) => `Udbyderen "${p.name}" har nye adgangsoplysninger, som bruges fra nu af.`,
  foreign: () => 'fremmed: var der før os, og er ikke vores at fjerne.',
  steps: {
    add: () => 'skriv en værdi',
    'in-sync': () => 'vent på dens servere',
    list: () => 'find den i dens liste',
    remove: () => 'fjern den igen',
  },
  done: () => 'udført',
};
