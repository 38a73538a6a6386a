import { loadSettings } from '../../config/index.ts';
import { fail, fault, type Fault, ok, type Region, type Result, systemClock } from '../../core/index.ts';
import { describeFault } from '../../i18n/index.ts';
import { lockDataDirectory } from '../../store/index.ts';
import { createAgentHandlers, type Handlers, type KeeperEvent } from '../../validation/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { createLog } from '../log.ts';
import { type RunningAgent, dialAsAgent, listenAsAgent } from '../perspective/agent.ts';
import { createAgentHandlersByPeer } from '../perspective/agent-handlers.ts';
import { agentLines } from '../perspective/agent-lines.ts';
import { createExaminer } from '../perspective/examination.ts';
import { type AgentFiles, readAgent, writeAgentCertificate } from '../perspective/files.ts';
import { listenPlain, type PlainListener } from '../perspective/plain.ts';
import { createClosers } from '../serve/closers.ts';
import { readNetworks } from '../serve/networks.ts';
import type { Warning } from '../serve/types.ts';
import { createValidation } from '../serve/validation.ts';
import { refuse, type Session } from '../session.ts';
import { listenForSignal } from '../signal.ts';
import { VERSION } from '../version.ts';
import { agentDirectory } from './perspective-join.ts';

export type RunOptions = {
  readonly dir?: string;
  readonly plain?: string;
  readonly plainAnywhere?: boolean;
  readonly apiKeyFile?: string;
  readonly name?: string;
  readonly region?: Region;
};

/** Runs a perspective until a signal ends it. */
export async function perspectiveRun(session: Session, options: RunOptions): Promise<ExitCode> {
  const stopped = listenForSignal();
  const lines = agentLines(session);
  const started = await start(session, options, lines);
  if (!started.ok) return refuse(session, started.fault);
  await stopped();
  lines.stopping();
  await started.value.stop();
  return EXIT.good;
}

type Lines = ReturnType<typeof agentLines>;
type Identity = { readonly name: string; readonly region: Region; readonly files?: AgentFiles };

async function start(
  session: Session,
  options: RunOptions,
  lines: Lines,
): Promise<Result<{ stop(): Promise<void> }>> {
  const directory = agentDirectory(options.dir);
  const identity = await identify(directory, options);
  if (!identity.ok) return identity;
  const loaded = loadSettings({ directory, environment: session.environment });
  if (!loaded.ok) return fail(loaded.fault[0] as Fault);
  const { settings } = loaded.value;
  const closers = createClosers();
  try {
    const lock = identity.value.files === undefined ? undefined : closers.need(lockDataDirectory(directory));
    if (lock !== undefined) closers.add(() => lock.release());
    const log = createLog(settings.log);
    const clock = systemClock;
    const setting = { file: loaded.value.file, key: 'agent.networks', path: 'agent.networks' };
    const allowed = closers.need(readNetworks(setting, settings.agent.networks));
    const networks = () => Promise.resolve(allowed);
    const validation = closers.need(createValidation({ loaded: loaded.value, networks, clock, log }));
    closers.add(() => validation.validator.close());
    await validation.reload();
    const { name, region, files } = identity.value;
    const checker = createAgentHandlers({
      validator: validation.validator,
      name,
      region,
      caaIssuers: settings.acme.caa_identities,
      version: VERSION,
      clock,
      log,
    });
    const plain = closers.need(await openPlain(options, checker));
    if (plain !== undefined) closers.add(() => plain.stop());
    const warn = (warning: Warning) => {
      if (warning.kind === 'fault') session.terminal.err(describeFault(warning.fault, session.messages));
      else session.terminal.err(session.messages.cli.serve.familyMissing({ family: warning.family }));
    };
    let agent: RunningAgent | undefined;
    if (files !== undefined) {
      const handlers = createAgentHandlersByPeer({
        files,
        checker,
        examiner: createExaminer({
          loaded: loaded.value,
          networks: allowed,
          vantage: name,
          clock,
        }),
        version: VERSION,
        now: () => clock.now(),
        async renewed(certificate) {
          await writeAgentCertificate(directory, certificate);
          agent?.setCredentials({ ...files.credentials, certificate });
          log.info({ name }, 'certificate renewed');
        },
      });
      const tell = (event: KeeperEvent) => lines.tell(event);
      const parts = { files, settings: settings.agent, handlers, clock, log, warn, tell };
      lines.running(name, region);
      if (files.record.url === null) lines.dialling(files.record.server);
      const opened = closers.need(
        files.record.url === null ? dialAsAgent(parts) : await listenAsAgent(parts),
      );
      agent = opened;
      closers.add(() => opened.stop());
    } else lines.running(name, region);
    lines.ready(agent?.listens ?? [], plain?.place, files?.record.url === null);
    return ok({ stop: () => closers.closeAll() });
  } catch (error) {
    await closers.closeAll();
    const expected = closers.faultOf(error);
    if (expected !== undefined) return fail(expected);
    throw error;
  }
}

/** Who it is: from its files, or, for `--plain` alone, from the command line. */
async function identify(directory: string, options: RunOptions): Promise<Result<Identity>> {
  const files = await readAgent(directory);
  if (files.ok) {
    const { name, role, region } = files.value.record;
    if (role === 'client' || region === null) return fail(fault('agentIsClient', { name }));
    return ok({ name, region, files: files.value });
  }
  if (files.fault.code !== 'agentNotJoined' || options.plain === undefined) return files;
  const { name, region } = options;
  if (name === undefined || region === undefined)
    return fail(fault('agentPlainUsage', { reason: 'identity' }));
  return ok({ name, region });
}

async function openPlain(
  { plain, plainAnywhere = false, apiKeyFile }: RunOptions,
  handlers: Handlers,
): Promise<Result<PlainListener | undefined>> {
  return plain === undefined
    ? ok(undefined)
    : listenPlain({ at: plain, anywhere: plainAnywhere, apiKeyFile, handlers });
}
