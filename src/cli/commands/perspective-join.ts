import { resolve } from 'node:path';
import { markTestDirectory } from '../../config/index.ts';
import { fault, shellWord, systemClock } from '../../core/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { holdsAgent, prepareAgentDirectory, writeAgent } from '../perspective/files.ts';
import { joinServer } from '../perspective/join.ts';
import { refuse, type Session } from '../session.ts';
import { wrap } from '../table.ts';

export type JoinOptions = {
  readonly token: string;
  readonly pin: string;
  readonly dir?: string;
  readonly test?: boolean;
};

/** Joins a server, on the machine that is to be a perspective. */
export async function perspectiveJoin(
  session: Session,
  url: string,
  options: JoinOptions,
): Promise<ExitCode> {
  const { terminal, messages, json } = session;
  const texts = messages.cli.perspective;
  const directory = agentDirectory(options.dir);
  const present = await holdsAgent(directory);
  if (present !== undefined)
    return refuse(session, fault('agentJoinedAlready', { directory, name: present }));
  const prepared = prepareAgentDirectory(directory);
  if (!prepared.ok) return refuse(session, prepared.fault);
  const { token, pin } = options;
  const joined = await joinServer({ url, token, pin }, systemClock);
  if (!joined.ok) return refuse(session, joined.fault);
  await writeAgent(directory, joined.value);
  if (options.test === true) markTestDirectory(directory);
  const { name, role, region } = joined.value.record;
  if (json) terminal.out(JSON.stringify({ name, role, region, directory }, null, 2));
  else if (role === 'client') terminal.out(wrap(terminal, texts.joinedAsClient({ name, directory })));
  else {
    terminal.out(wrap(terminal, texts.joinedAs({ name, region: region ?? '', directory })));
    const dir = options.dir === undefined ? '' : ` --dir ${shellWord(options.dir)}`;
    terminal.out(texts.runNext({ dir }));
  }
  return EXIT.good;
}

const AGENT_DIRECTORY = './sixfour-perspective';

/** Of `--dir`, or the default. */
export function agentDirectory(dir: string | undefined): string {
  return resolve(dir ?? AGENT_DIRECTORY);
}
