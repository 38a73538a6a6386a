import type { Command } from 'commander';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';

/** `sixfour explain`: what an error that was pasted really means. Loaded when it is used. */
export function explainProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, arguments: args } = messages.doctor.explain;
  make(program, 'explain', describe(), async (session, [words]) =>
    (await import('./explain.ts')).explain(session, words as string[]),
  ).argument('[text...]', args.text());
}
