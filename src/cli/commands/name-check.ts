import type { AllowanceView, ProviderView } from '../../console/api/index.ts';
import { fail, fault, FAULTS, ok, type Result, systemClock } from '../../core/index.ts';
import { challengeOf } from '../../delegation/broker/index.ts';
import {
  createHealthCheck,
  type Health,
  type HealthEvidence,
  type Held,
  type HeldEvidence,
  judgeHealth,
  judgeHeld,
  type Wanted,
} from '../../delegation/health/index.ts';
import { delegate, NAME_CHARS_MAX, readHostName } from '../../delegation/names/index.ts';
import { holderOf } from '../../delegation/providers/index.ts';
import { describeFault } from '../../i18n/index.ts';
import { createAddressPolicy, createServerProber } from '../../net/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { healthLines } from '../health-lines.ts';
import { chooseResolver } from '../serve/resolvers.ts';
import { refuse, type Session, show, usage, withControl } from '../session.ts';
import { printable } from '../terminal.ts';
import { type NameOptions, purposeOf, wayOf } from './name.ts';

/**
 * Asks from this machine, with the resolvers and for the networks of the server; 1 where anything is found. What is wanted of a name that a
 * DNS provider holds is not what is wanted of a delegated one, unless `--zone` says to which zone it is delegated.
 */
export async function nameCheck(session: Session, typed: string, options: NameOptions): Promise<ExitCode> {
  const wanted = wantedOf(session, typed, options);
  if (typeof wanted === 'string' && options.zone !== undefined) return usage(session, wanted);
  if (typeof wanted !== 'string' && !wanted.ok) return refuse(session, wanted.fault);
  return withControl(session, async (control) => {
    const answer = await control.call<{ allowances: AllowanceView[] }>('GET', '/allowances');
    if (!answer.ok) return show(session, answer, () => []);
    const known = await control.call<{ providers: ProviderView[] }>('GET', '/providers');
    if (!known.ok) return show(session, known, () => []);
    const networks = answer.value.allowances.flatMap(({ kind, value }) =>
      kind === 'network' ? [value] : [],
    );
    const held =
      options.zone === undefined ? heldOf(session, typed, options, known.value.providers) : undefined;
    if (held !== undefined) return checkHeld(session, held, networks);
    if (typeof wanted === 'string') return usage(session, wanted);
    return checkDelegated(session, wanted.value, networks);
  });
}

/** Undefined where no provider holds the challenge, or what was typed is none. */
function heldOf(
  session: Session,
  typed: string,
  options: NameOptions,
  providers: readonly ProviderView[],
): Held | undefined {
  const purpose = purposeOf(session, options);
  const name = readHostName(typed);
  if (typeof purpose === 'string' || !name.ok) return undefined;
  const challenge = challengeOf(name.value.name, purpose)?.challenge;
  if (challenge === undefined || challenge.length > NAME_CHARS_MAX) return undefined;
  const held = holderOf(challenge, providers);
  return held && { name: name.value.name, challenge, zone: held.zone };
}

/** A text says what is missing of the options. */
function wantedOf(session: Session, typed: string, options: NameOptions): Result<Wanted> | string {
  const way = wayOf(session, { ...options, ns: false });
  if (typeof way === 'string' || !way.ok) return way;
  const name = readHostName(typed);
  if (!name.ok) return name;
  const { zone, purpose, style } = way.value;
  const delegation = delegate(name.value.name, purpose, style, zone);
  if (delegation.challenge.length > NAME_CHARS_MAX)
    return fail(fault('nameTooLong', { name: delegation.challenge, max: NAME_CHARS_MAX }));
  const { challenge_zones, zones } = session.loaded.settings.delegation;
  const nameServers = challenge_zones ? Object.keys(zones[zone]?.name_servers ?? {}) : [];
  return ok({ delegation, zone, nameServers });
}

async function checkDelegated(
  session: Session,
  wanted: Wanted,
  networks: readonly string[],
): Promise<ExitCode> {
  const { name, challenge, target } = wanted.delegation;
  const evidence = await healthCheck(session, name, networks).collect(wanted);
  const good = session.messages.cli.health.good({ challenge, target });
  return tell(session, evidence, judgeHealth(evidence), { good, zones: [evidence.customer, evidence.ours] });
}

async function checkHeld(session: Session, held: Held, networks: readonly string[]): Promise<ExitCode> {
  const evidence = await healthCheck(session, held.name, networks).collectHeld(held);
  const good = session.messages.cli.health.goodHeld(held);
  return tell(session, evidence, judgeHeld(evidence), { good, zones: [evidence.customer] });
}

function healthCheck(session: Session, name: string, networks: readonly string[]) {
  const { validation } = session.loaded.settings;
  const policy = createAddressPolicy({
    allowed: () => networks,
    allowLoopback: validation.allow_loopback,
  });
  const resolver = chooseResolver(validation, systemClock, policy)({ type: 'dns', value: name }, 'dns-01');
  const prober = createServerProber({ clock: systemClock });
  if (!session.json) session.terminal.err(session.messages.cli.health.looking({ name }));
  return createHealthCheck({ resolver, prober, policy, clock: systemClock });
}

function tell(
  session: Session,
  evidence: HealthEvidence | HeldEvidence,
  health: Health,
  lines: Parameters<typeof healthLines>[2],
): ExitCode {
  const { terminal, messages } = session;
  const exit = health.findings.length === 0 ? EXIT.good : EXIT.refused;
  if (!session.json) {
    for (const line of healthLines(session, health, lines)) terminal.out(line);
    return exit;
  }
  const findings = health.findings.map((one) => ({
    code: one.code,
    message: printable(describeFault(one, messages)),
    help: FAULTS[one.code].anchor,
  }));
  const { familiesNotMeasured, notAsked } = health;
  terminal.out(JSON.stringify({ findings, familiesNotMeasured, notAsked, evidence }, null, 2));
  return exit;
}
