import type { Finding } from '../../causes/index.ts';
import { portsOf } from '../ask.ts';
import type { Patient, RemedyRule } from '../types.ts';
import { NAMES, type Software } from './listens.ts';
import { nginxListens } from './w1-nginx.ts';
import { apacheListens } from './w2-apache.ts';
import { caddyBinds } from './w3-caddy.ts';
import { nodeListens } from './w4-node.ts';
import { haproxyBinds } from './w5-haproxy.ts';
import { traefikEntryPoints } from './w6-traefik.ts';
import { docker } from './w8-docker.ts';

/** The web server that listens there, by its configuration, its process, or what it says of itself; else each that is common. */
export const anyWebServer: RemedyRule = (finding, patient) => {
  const known = softwareOf(finding, patient);
  const remedies = known.flatMap((one) => RULES[one](finding, patient));
  if (remedies.length > 0) return remedies;
  if (patient.inside?.docker?.published.some(({ port }) => portsOf(finding).includes(port)))
    return docker(finding, patient);
  // its configuration was read, and nothing of it is to be changed
  const read = patient.inside?.listens.some(({ port }) => portsOf(finding).includes(port)) === true;
  if (read) return [];
  const blind = { ...patient, inside: undefined };
  return (known.length > 0 ? known : COMMON).flatMap((one) => RULES[one](finding, blind));
};

const RULES: Readonly<Record<Software, RemedyRule>> = {
  nginx: nginxListens,
  apache: apacheListens,
  caddy: caddyBinds,
  haproxy: haproxyBinds,
  node: nodeListens,
  traefik: traefikEntryPoints,
};
const COMMON: readonly Software[] = ['nginx', 'apache', 'haproxy', 'node'];

function softwareOf(finding: Finding, { report, inside }: Patient): Software[] {
  const ports = portsOf(finding);
  const configured = (inside?.listens ?? []).filter(({ port }) => ports.includes(port));
  if (configured.length > 0) return [...new Set(configured.map(({ software }) => software))];
  const listening = (inside?.listeners ?? []).filter(({ port }) => ports.includes(port));
  const said = report?.responses.map(({ server = '' }) => server) ?? [];
  const told = [
    String(finding.values['process'] ?? ''),
    ...listening.map((one) => one.process ?? ''),
    ...said,
  ];
  const found = told.flatMap((text) => ALIASES.find(([pattern]) => pattern.test(text))?.[1] ?? []);
  return [...new Set(found)];
}

const ALIASES: readonly (readonly [RegExp, Software])[] = [
  [/^(?:apache2?|httpd)\b/i, 'apache'],
  ...(Object.keys(NAMES) as Software[]).map((one) => [new RegExp(`^${one}\\b`, 'i'), one] as const),
];
