import type { Family } from '../../../core/index.ts';
import type { Finding } from '../../causes/index.ts';
import type { ListenFact } from '../../inside/index.ts';
import { familyOf, portsOf } from '../ask.ts';
import { create, reverse } from '../diff.ts';
import { byHand, remedy, run, write } from '../steps.ts';
import type { Patient, Remedy, RemedyRule, Step } from '../types.ts';
import { letPathThrough } from './challenge-path.ts';
import { RELOAD } from './w7-certificate.ts';
import { listensOf, type Software } from './listens.ts';
import { anyWebServer } from './w-any.ts';

/** What a web server's configuration is changed for: mostly to listen; a few causes are about something else in it. */
export const webServer: RemedyRule = (finding, patient) => {
  if (finding.id === SLOW) return letPathThrough(finding, patient);
  if (finding.id === OVERLOADED) return []; // the tables of the kernel are what is full
  if (finding.id === TOO_EARLY || (finding.id === NOT_FOR_OUTSIDERS && isDown(finding, patient)))
    return startAgain(finding, patient);
  const now = SPECIAL[finding.id]?.(finding, patient);
  if (now === undefined) return anyWebServer(finding, patient);
  if (now.length === 0) return [];
  const reload = now.length === 0 ? [] : run(...(RELOAD[softwareOf(finding, patient) ?? 'node'] ?? []));
  const verify = run(
    ...portsOf(finding).map(
      (port) => `curl -6 -sS --max-time 10 -o /dev/null http${port === 443 ? 's' : ''}://${patient.name}/`,
    ),
  );
  return [remedy(finding, patient, { id: 'W', at: 'host', now: [...now, ...reload], verify })];
};

const SLOW = 'F15';
const OVERLOADED = 'D14';
const TOO_EARLY = 'B6';
const NOT_FOR_OUTSIDERS = 'E3';

/** Nothing listens on the ports at all, although a web server is configured for them. */
function isDown(finding: Finding, { inside }: Patient): boolean {
  if (inside === undefined) return false;
  const ports = portsOf(finding);
  const listens = inside.listeners.some(({ port, protocol }) => protocol === 'tcp' && ports.includes(port));
  return !listens && inside.listens.some(({ port }) => ports.includes(port));
}

/** The service is started once more; where it was too early at boot, it waits for the network from now on. */
function startAgain(finding: Finding, patient: Patient): Remedy[] {
  const ports = portsOf(finding);
  const own = patient.inside?.listens.find(({ port }) => ports.includes(port));
  const unit = String(finding.values['unit'] ?? UNITS[own?.software ?? 'nginx']).replace(/\.service$/, '');
  const wait = create(`/etc/systemd/system/${unit}.service.d/sixfour.conf`, [
    '[Unit]',
    'Wants=network-online.target',
    'After=network-online.target',
  ]);
  const early = finding.id === TOO_EARLY;
  return [
    remedy(finding, patient, {
      id: 'W',
      label: unit,
      at: 'host',
      now: run(`systemctl restart ${unit}`),
      permanent: early ? [wait, ...run('systemctl daemon-reload')] : run(`systemctl enable ${unit}`),
      verify: run(...ports.map((port) => taking(port, familyOf(finding)))),
      undo: run(`systemctl ${isDown(finding, patient) ? 'stop' : 'restart'} ${unit}`),
      undoPermanent: early
        ? [reverse(wait), ...run('systemctl daemon-reload')]
        : run(`systemctl disable ${unit}`),
    }),
  ];
}

/** 0 where anybody outside is listened to: a service that is only started may be configured for one address. */
function taking(port: number, family: Family): string {
  const own = family === 6 ? String.raw`(\*|\[[0-9a-f:]+\])` : String.raw`(\*|[0-9.]+)`;
  const loopback = family === 6 ? '[::1]:' : '127.0.0.1:';
  return `ss -Hltn 'sport = :${port}' | grep -vF '${loopback}' | grep -E '${own}:${port} '`;
}

const UNITS: Readonly<Record<Software, string>> = {
  nginx: 'nginx',
  apache: 'apache2',
  caddy: 'caddy',
  haproxy: 'haproxy',
  traefik: 'traefik',
  node: 'node',
};

const SPECIAL: Readonly<Record<string, (finding: Finding, patient: Patient) => readonly Step[]>> = {
  E9: (finding) => [
    ...portsOf(finding).map((port) => byHand('tls-on-port', { port: String(port) })),
    ...write(
      ...portsOf(finding).flatMap((port) =>
        ['', '[::]:'].map((address) => `listen ${address}${port}${port === 443 ? ' ssl' : ''};`),
      ),
    ),
  ],
  E10: (finding) => portsOf(finding).map((port) => byHand('proxy-protocol', { port: String(port) })),
  E11: (finding, patient) => {
    const upstream = upstreamOf(finding, patient);
    return [
      byHand('upstream-literal', { upstream }),
      ...write(`proxy_pass http://${literal(finding, upstream)};`),
    ];
  },
  // where something listens already, it is not the web server that closes it
  E13: ({ values }, { inside }) =>
    inside !== undefined && values['what'] !== 'listener'
      ? []
      : [
          byHand('add-to-block', { file: '/etc/nginx/sites-enabled/*', block: 'server { ... }' }),
          ...write('listen 443 quic reuseport;', 'listen [::]:443 quic reuseport;'),
        ],
  E12: (finding, patient) => {
    const lines = { nginx: 'allow ::/0;', apache: 'Require ip ::/0' };
    const software = softwareOf(finding, patient);
    const own = software === 'nginx' || software === 'apache' ? [lines[software]] : Object.values(lines);
    return [byHand('access-families'), ...write(...own)];
  },
};

/** The web server whose configuration it is, where the machine told. */
function softwareOf({ values }: Finding, { inside, name }: Patient): ListenFact['software'] | undefined {
  const own = inside?.listens.find(({ names }) => names.includes(name));
  const said = inside?.listens.find(({ software }) => software === values['software']);
  return (said ?? own)?.software;
}

/** Where the application listens; where it is not known, on IPv4: that is what `localhost` misses. */
function literal({ values }: Finding, upstream: string): string {
  const port = /:(\d+)$/.exec(upstream)?.[1] ?? '8080';
  return values['listening'] === '::1' ? `[::1]:${port}` : `127.0.0.1:${port}`;
}

function upstreamOf(finding: Finding, patient: Patient): string {
  const said = finding.values['upstream'];
  if (said !== undefined) return String(said);
  const own = (['nginx', 'apache', 'haproxy', 'caddy'] as const).flatMap((one) =>
    listensOf(one, finding, patient),
  );
  return own.find(({ upstream }) => upstream?.includes('localhost'))?.upstream ?? 'localhost:8080';
}
