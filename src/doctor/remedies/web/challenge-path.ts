import type { Family } from '../../../core/index.ts';
import type { Finding } from '../../causes/index.ts';
import type { ListenFact } from '../../inside/index.ts';
import { portsOf } from '../ask.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { Patient, Remedy, RemedyRule, Step } from '../types.ts';
import { addLines, NAMES, type Software } from './listens.ts';

const PATH = '/.well-known/acme-challenge/';
const FOLDER = '/var/www/acme';

/** X: whatever filters requests lets the challenge path through. */
export const letPathThrough: RemedyRule = (finding, patient) => {
  const asked = IN_FRONT[finding.id];
  if (asked !== undefined) return [onlySaid(finding, patient, asked(finding))];
  const front = [onlySaid(finding, patient, [byHand('waf-rule', { path: PATH }), byHand('path-rule')])];
  return [...webServers(patient).map((one) => ofSoftware(finding, patient, 'X', one)), ...front];
};

/** X1: the challenge path is answered on port 80, and all else is redirected. */
export const exemptFromRedirect: RemedyRule = (finding, patient) =>
  webServers(patient).map((one) => ofSoftware(finding, patient, 'X1', one));

/** X2: one folder, whichever node, container or family answers. */
export const oneFolder: RemedyRule = (finding, patient) => {
  const shared = byHand('shared-folder', { path: `${folderOf(patient)}${PATH}` });
  return webServers(patient).map((one) => {
    const { now, ...rest } = ofSoftware(finding, patient, 'X2', one);
    return { ...rest, now: [shared, ...now] };
  });
};

/** Where the site has its files an ACME client puts its own already. */
function folderOf({ inside, name }: Patient): string {
  return (
    inside?.listens.find(({ names, root }) => root !== undefined && names.includes(name))?.root ?? FOLDER
  );
}

/** What is not in the web server: nothing of its configuration would help. */
const IN_FRONT: Readonly<Record<string, (finding: Finding) => readonly Step[]>> = {
  D12: () => [byHand('geo-rule', { path: PATH })],
  D13: () => [byHand('ban-list', { path: PATH })],
  F9: () => [byHand('app-id')],
  F10: (finding) => [byHand('other-box', { port: String(portsOf(finding)[0] ?? 80) })],
  F11: () => [byHand('geo-rule', { path: PATH })],
  F15: () => [byHand('slow-answer')],
};

function onlySaid(finding: Finding, patient: Patient, now: readonly Step[]): Remedy {
  return remedy(finding, patient, { id: 'X', at: 'site', now, verify: verifyOf(patient) });
}

/** The one that answers for the name, else each that is common. */
function webServers({ name, inside, report }: Patient): readonly Software[] {
  const own = (inside?.listens ?? []).filter((one) => one.names.includes(name) || one.isDefault);
  if (own.length > 0) return [...new Set(own.map(({ software }) => software))];
  const said = report?.responses.map(({ server = '' }) => server.toLowerCase()) ?? [];
  const told = COMMON.filter((one) => said.some((text) => text.startsWith(one)));
  return told.length > 0 ? told : COMMON;
}

const COMMON: readonly Software[] = ['nginx', 'apache', 'caddy', 'haproxy'];

function ofSoftware(finding: Finding, patient: Patient, id: 'X' | 'X1' | 'X2', software: Software): Remedy {
  const { file, block, lines, redirect = [], reload } = SNIPPETS[software];
  const told = id === 'X1' ? [...lines, ...redirect] : lines;
  const folder = folderOf(patient);
  const own = patient.inside?.listens.find(
    (one: ListenFact) => one.software === software && one.names.includes(patient.name),
  );
  return remedy(finding, patient, {
    id,
    label: NAMES[software],
    at: 'host',
    now: [
      ...addLines(
        own?.file ?? file,
        block(patient.name),
        ...told.map((line) => line.replace(FOLDER, () => folder)),
      ),
      ...run(...reload),
    ],
    verify: verifyOf(patient, finding.id === DEAD ? [4] : [6, 4]),
  });
}

/** Both ports are dead over IPv6: the file is fetched over IPv4 then. */
const DEAD = 'F2';

function verifyOf({ name }: Patient, families: readonly Family[] = [6, 4]): Step[] {
  return [
    ...run(
      ...families.map(
        (family) =>
          `curl -${family} -sS --max-time 10 -o /dev/null -w '%{http_code}\\n' http://${name}${PATH}test`,
      ),
    ),
  ];
}

type Snippet = {
  readonly file: string;
  readonly block: (name: string) => string;
  readonly lines: readonly string[];
  /** What redirects all else, where something does. */
  readonly redirect?: readonly string[];
  readonly reload: readonly string[];
};

const SNIPPETS: Readonly<Record<Software, Snippet>> = {
  nginx: {
    file: '/etc/nginx/sites-enabled/*',
    block: (name) => `server { listen 80; server_name ${name}; ... }`,
    lines: [
      `location ^~ ${PATH} { auth_basic off; allow all; default_type text/plain; root ${FOLDER}; try_files $uri =404; }`,
    ],
    redirect: ['location / { return 301 https://$host$request_uri; }'],
    reload: ['nginx -t', 'nginx -s reload'],
  },
  apache: {
    file: '/etc/apache2/sites-enabled/*',
    block: (name) => `<VirtualHost *:80> ServerName ${name} ... </VirtualHost>`,
    lines: [`<Location "${PATH}"> Require all granted </Location>`, `Alias "${PATH}" "${FOLDER}${PATH}"`],
    redirect: [`RewriteCond %{REQUEST_URI} !^${PATH.replaceAll('.', String.raw`\.`)}`],
    reload: ['apachectl configtest', 'apachectl graceful'],
  },
  caddy: {
    file: '/etc/caddy/Caddyfile',
    block: (name) => `http://${name} { ... }`,
    lines: [`handle ${PATH}* { root * ${FOLDER}; file_server }`],
    redirect: ['handle { redir https://{host}{uri} }'],
    reload: ['caddy validate --config /etc/caddy/Caddyfile', 'systemctl reload caddy'],
  },
  haproxy: {
    file: '/etc/haproxy/haproxy.cfg',
    block: () => 'frontend ... (bind :80)',
    lines: [`acl acme path_beg ${PATH}`, 'use_backend acme if acme'],
    redirect: ['http-request redirect scheme https if !acme !{ ssl_fc }'],
    reload: ['haproxy -c -f /etc/haproxy/haproxy.cfg', 'systemctl reload haproxy'],
  },
  traefik: {
    file: '/etc/traefik/dynamic/acme.yml',
    block: () => 'http: routers:',
    lines: [`acme: { rule: "PathPrefix(\`${PATH}\`)", priority: 10000, entryPoints: [web], service: acme }`],
    reload: ['systemctl restart traefik'],
  },
  node: {
    file: 'app.js',
    block: () => 'http.createServer',
    lines: [`if (request.url.startsWith('${PATH}')) return serveFile('${FOLDER}');`],
    reload: [],
  },
};
