import type { Finding } from '../../causes/index.ts';
import { portsOf } from '../ask.ts';
import { byHand, remedy, run, write } from '../steps.ts';
import type { Patient, RemedyRule, Step } from '../types.ts';
import { letPathThrough } from './challenge-path.ts';
import { listensOf } from './listens.ts';
import { anyWebServer } from './w-any.ts';

/** What a web server's configuration is changed for: mostly to listen; a few causes are about something else in it. */
export const webServer: RemedyRule = (finding, patient) => {
  if (finding.id === SLOW) return letPathThrough(finding, patient);
  const now = SPECIAL[finding.id]?.(finding, patient);
  if (now === undefined) return anyWebServer(finding, patient);
  const verify = run(`curl -6 -sS --max-time 10 -o /dev/null http://${patient.name}/`);
  return [remedy(finding, patient, { id: 'W', at: 'host', now, verify })];
};

const SLOW = 'F15';

const SPECIAL: Readonly<Record<string, (finding: Finding, patient: Patient) => readonly Step[]>> = {
  E9: (finding) => [
    ...portsOf(finding).map((port) => byHand('tls-on-port', { port: String(port) })),
    ...write(
      ...portsOf(finding).map((port) => (port === 443 ? 'listen [::]:443 ssl;' : `listen [::]:${port};`)),
    ),
  ],
  E10: (finding) => portsOf(finding).map((port) => byHand('proxy-protocol', { port: String(port) })),
  E11: (finding, patient) => {
    const upstream = upstreamOf(finding, patient);
    return [
      byHand('upstream-literal', { upstream }),
      ...write(`proxy_pass http://${upstream.replace(/^.*localhost/, '127.0.0.1')};`),
    ];
  },
  E12: () => [byHand('access-families'), ...write('allow ::/0;', 'Require ip ::/0')],
};

function upstreamOf(finding: Finding, patient: Patient): string {
  const said = finding.values['upstream'];
  if (said !== undefined) return String(said);
  const own = (['nginx', 'apache', 'haproxy', 'caddy'] as const).flatMap((one) =>
    listensOf(one, finding, patient),
  );
  return own.find(({ upstream }) => upstream?.includes('localhost'))?.upstream ?? 'localhost:8080';
}
