import { portsOf } from '../ask.ts';
import { byHand, run, write } from '../steps.ts';
import type { RemedyRule } from '../types.ts';
import { byFile, configured, described, listensOf, replaced } from './listens.ts';

/** Traefik: an entry point `:80` is both families; in Docker the port has to be published over IPv6 as well (W8). */
export const traefikEntryPoints: RemedyRule = (finding, patient) => {
  const listens = listensOf('traefik', finding, patient);
  if (listens.length === 0) {
    if (patient.inside !== undefined) return [];
    const now = portsOf(finding).flatMap((port) => [
      byHand('replace-in-file', { file: FILE, old: `0.0.0.0:${port}` }),
      ...write(`address: ":${port}"`),
    ]);
    return described(finding, patient, { id: 'W6', label: 'traefik', now: [...now, ...run(RESTART)] });
  }
  const narrow = listens.filter(({ directive }) => open(directive) !== directive);
  const changes = byFile(narrow, (one) => replaced(one, patient.files, open));
  return configured(finding, patient, { id: 'W6', label: 'traefik', changes, reload: [RESTART] });
};

const FILE = '/etc/traefik/traefik.yml';
const RESTART = 'systemctl restart traefik';

function open(line: string): string {
  return line.replace(/(?:\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]*\])(:\d+)/i, '$1');
}
