import { randomBytes } from 'node:crypto';
import type { ZoneView } from '../../console/api/index.ts';
import { fault } from '../../core/index.ts';
import type { ExitCode } from '../exit.ts';
import { refuse, type Session, show, withControl } from '../session.ts';
import { facts, wrap } from '../table.ts';

/** Prints what the zone above is to publish: NS records, and the DS record where the zone is signed. */
export function zoneShow(session: Session, zone: string | undefined): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const answer = await control.call<{ zones: ZoneView[] }>('GET', '/zones');
    if (!answer.ok) return show(session, answer, () => []);
    const zones = answer.value.zones.filter(({ name }) => zone === undefined || name === plain(zone));
    if (zone !== undefined && zones.length === 0) return refuse(session, fault('noSuchZone', { zone }));
    return show(session, { ok: true, value: { zones } }, () => zones.flatMap((one) => lines(session, one)));
  });
}

/** Begins, gives up or goes on with a change of a zone's key; prints the zone as it is then. */
export function zoneRoll(
  session: Session,
  zone: string,
  given: { abort?: boolean; dsPublished?: boolean },
): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const action = given.abort === true ? 'abort' : given.dsPublished === true ? 'ds-published' : 'begin';
    const path = `/zones/${encodeURIComponent(plain(zone))}/roll`;
    const answer = await control.call<ZoneView>('POST', path, { action });
    return show(session, answer, (one) => lines(session, one));
  });
}

/** Prints a new key as BIND, Knot's tools and `delegation.secondaries.*.key_file` read it. */
export function zoneSecondaryKey(session: Session, name: string): Promise<ExitCode> {
  const key = plain(name);
  if (!KEY_NAME.test(key)) return Promise.resolve(refuse(session, fault('tsigKeyNameRefused', { key })));
  const made = { name: key, algorithm: 'hmac-sha256', secret: randomBytes(SECRET_BYTES).toString('base64') };
  return Promise.resolve(
    show(session, { ok: true, value: made }, () => [
      `key "${made.name}" {`,
      `  algorithm ${made.algorithm};`,
      `  secret "${made.secret}";`,
      '};',
    ]),
  );
}
const KEY_NAME =
  /^(?=.{1,100}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const SECRET_BYTES = 32;

function lines(session: Session, view: ZoneView): string[] {
  const { name, nameServers, dnssec, key, rollover } = view;
  const { terminal, messages } = session;
  const texts = messages.cli.delegation;
  const signed = dnssec && key !== null;
  const pairs = [
    [texts.columns.zone(), name],
    [texts.columns.dnssec(), texts.zoneSigned({ dnssec, keyTag: key?.keyTag ?? null })],
    ...rolloverPairs(session, view),
    ...secondaryPairs(session, view),
  ] as const;
  const announced = rollover !== null && (rollover.phase === 'ds-awaited' || rollover.phase === 'ds-changed');
  const ds = announced ? rollover.newKey.ds : key?.ds;
  return [
    ...facts(terminal, pairs),
    '',
    // never wrapped: they are to be copied
    ...nameServers.map((host) => `${name}. IN NS ${host}.`),
    ...(rollover?.phase === 'ds-awaited' ? [wrap(terminal, texts.dsToPublish())] : []),
    ...(signed ? [`${name}. IN DS ${ds}`] : []),
    ...(dnssec && !signed ? [wrap(terminal, texts.zoneKeyToCome())] : []),
    '',
  ];
}

function rolloverPairs({ messages }: Session, { rollover }: ZoneView): [string, string][] {
  if (rollover === null) return [];
  const texts = messages.cli.delegation;
  const { phase, newKey, dsSeen, nextAt } = rollover;
  return [
    [texts.rollover(), texts.rolloverPhase[phase]({ keyTag: newKey.keyTag })],
    [texts.dsAbove(), texts.dsSeen[dsSeen]()],
    [texts.nextStep(), texts.rolloverNext({ at: nextAt })],
  ];
}

function secondaryPairs({ messages }: Session, { secondaries, lags }: ZoneView): [string, string][] {
  const texts = messages.cli.delegation;
  return [
    ...secondaries.map(({ name, address, serial, wanted, lagsSince: since }): [string, string] => {
      return [texts.secondary(), `${name} (${address}): ${texts.secondaryServes({ serial, wanted, since })}`];
    }),
    ...lags.map((lag): [string, string] => [texts.lag(), texts.lagLine(lag)]),
  ];
}

function plain(zone: string): string {
  return zone.toLowerCase().replace(/\.$/, '');
}
