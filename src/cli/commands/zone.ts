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

function lines(session: Session, { name, nameServers, dnssec, key }: ZoneView): string[] {
  const { terminal, messages } = session;
  const texts = messages.cli.delegation;
  const signed = dnssec && key !== null;
  const pairs = [
    [texts.columns.zone(), name],
    [texts.columns.dnssec(), texts.zoneSigned({ dnssec, keyTag: key?.keyTag ?? null })],
  ] as const;
  return [
    ...facts(terminal, pairs),
    '',
    // never wrapped: they are to be copied
    ...nameServers.map((host) => `${name}. IN NS ${host}.`),
    ...(signed ? [`${name}. IN DS ${key.ds}`] : []),
    ...(dnssec && !signed ? [wrap(terminal, texts.zoneKeyToCome())] : []),
    '',
  ];
}

function plain(zone: string): string {
  return zone.toLowerCase().replace(/\.$/, '');
}
