import type { apply as english } from '../en/doctor-remedies-apply.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour check --here --apply`. */
export const apply: Translation<typeof english> = {
  flags: {
    here: () => 'denne maskine er serveren: undersøg den også indefra',
    apply: () =>
      'med --here: gør det, der retter, med spørgsmål før hver ændring, kontrol efter den, og tilbagerulning, hvor det ikke hjælper',
    yes: () => 'med --apply: spørg ikke',
  },
  needsHere: () => '--apply ændrer denne maskine, så det hører sammen med --here.',
  yesAlone: () => '--yes hører sammen med --apply.',
  noJson: () =>
    '--apply fortæller, hvad det gør, mens det gør det: udelad --json, og undersøg igen med det bagefter.',
  needsTerminal: () => '--apply spørger på en terminal, og der er ingen. --yes gør det uden at spørge.',
  needsRoot: () => 'Kun root må ændre denne maskine: kør det med sudo. Intet blev ændret.',
  nothing: () => 'Her er intet, der kan rettes med en kommando på denne maskine.',
  measureFirst: (p) => `Ikke rørt, da det ikke er sikkert, hvilken af flere det er: ${p.titles}`,
  ask: () => 'Skal det gøres?',
  skipped: () => 'Ladt, som det er.',
  doing: (p) => `... ${p.line}`,
  failed: (p) => `Dette sluttede med en fejl (${p.why}): ${p.line}`,
  changed: (p) => `${p.file} er ikke længere det, som ændringen blev lavet til, så den blev ikke rørt.`,
  looking: () => 'Undersøger igen ...',
  stillThere: () => 'Det er der stadig: dette retter det ikke.',
  worse: (p) => `Noget, der virkede, gør det ikke længere: ${p.what}.`,
  lost: () => 'Forbindelsen til dig svarer ikke længere.',
  lookFailed: () => 'Det kunne ikke undersøges igen.',
  keep: (p) => `Det hjælper. Skal det beholdes? Uden svar rulles det tilbage om ${p.seconds} s.`,
  notKept: () => 'Det beholdes ikke.',
  tooLate: () => 'Svaret kom for sent: det er allerede rullet tilbage.',
  kept: () => 'Gjort, og det hjælper.',
  permanentFailed: (p) => `Det virker nu, men at bevare det efter en genstart mislykkedes ved: ${p.line}`,
  byHand: () => 'Varigt, manuelt:',
  undoing: () => 'Ruller det tilbage ...',
  undone: () => 'Det er, som det var før.',
  notUndone: (p) => `Det kunne ikke rulles helt tilbage. Hvad der blev forsøgt, står i ${p.file}`,
  interrupted: () => 'Afbrudt: det påbegyndte rulles tilbage.',
  guard: (p) => `Hvis denne terminal går tabt, rulles det tilbage inden for ${p.seconds} s (${p.file}).`,
  whys: {
    timeout: () => 'blev ikke færdig i tide',
    exit: (p) => `afslutningskode ${p.code}`,
    spawn: (p) => `kunne ikke startes: ${p.code}`,
  },
};
