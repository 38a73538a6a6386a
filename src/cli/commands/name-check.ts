import type { AllowanceView } from '../../console/api/index.ts';
import { fail, fault, FAULTS, ok, type Result, systemClock } from '../../core/index.ts';
import {
  createHealthCheck,
  type Health,
  type HealthEvidence,
  judgeHealth,
  type Wanted,
} from '../../delegation/health/index.ts';
import { delegate, NAME_CHARS_MAX, readHostName } from '../../delegation/names/index.ts';
import { describeFault } from '../../i18n/index.ts';
import { type AddressPolicy, createAddressPolicy, createServerProber } from '../../net/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { healthLines } from '../health-lines.ts';
import { chooseResolver } from '../serve/resolvers.ts';
import { refuse, type Session, show, withControl } from '../session.ts';
import { wrap } from '../table.ts';
import { printable } from '../terminal.ts';
import { type NameOptions, wayOf } from './name.ts';

/** Asks from this machine, with the resolvers and for the networks of the server; 1 where anything is found. */
export async function nameCheck(session: Session, typed: string, options: NameOptions): Promise<ExitCode> {
  const wanted = wantedOf(session, typed, options);
  if (typeof wanted === 'string') {
    session.terminal.err(wrap(session.terminal, wanted));
    return EXIT.usage;
  }
  if (!wanted.ok) return refuse(session, wanted.fault);
  return withControl(session, async (control) => {
    const answer = await control.call<{ allowances: AllowanceView[] }>('GET', '/allowances');
    if (!answer.ok) return show(session, answer, () => []);
    const networks = answer.value.allowances.flatMap(({ kind, value }) =>
      kind === 'network' ? [value] : [],
    );
    return check(session, wanted.value, networks);
  });
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

async function check(session: Session, wanted: Wanted, networks: readonly string[]): Promise<ExitCode> {
  const { validation } = session.loaded.settings;
  const { name } = wanted.delegation;
  const policy: AddressPolicy = createAddressPolicy({
    allowed: () => networks,
    allowLoopback: validation.allow_loopback,
  });
  const resolver = chooseResolver(validation, systemClock, policy)({ type: 'dns', value: name }, 'dns-01');
  const prober = createServerProber({ clock: systemClock });
  if (!session.json) session.terminal.err(session.messages.cli.health.looking({ name }));
  const evidence = await createHealthCheck({ resolver, prober, policy, clock: systemClock }).collect(wanted);
  const health = judgeHealth(evidence);
  tell(session, evidence, health);
  return health.findings.length === 0 ? EXIT.good : EXIT.refused;
}

function tell(session: Session, evidence: HealthEvidence, health: Health): void {
  const { terminal, messages } = session;
  if (!session.json) {
    for (const line of healthLines(session, evidence, health)) terminal.out(line);
    return;
  }
  const findings = health.findings.map((one) => ({
    code: one.code,
    message: printable(describeFault(one, messages)),
    help: FAULTS[one.code].anchor,
  }));
  const { familiesNotMeasured, notAsked } = health;
  terminal.out(JSON.stringify({ findings, familiesNotMeasured, notAsked, evidence }, null, 2));
}
