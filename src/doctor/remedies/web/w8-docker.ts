import { portsOf } from '../ask.ts';
import { create, edit, reverse } from '../diff.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { Patient, RemedyRule } from '../types.ts';
import { listening } from './listens.ts';

/** Docker: IPv6 in the daemon, and ports published without an address, so that they are there for both families. */
export const docker: RemedyRule = (finding, patient) => {
  const { inside, files } = patient;
  if (inside !== undefined && inside.docker === undefined) return [];
  const ports = portsOf(finding);
  const settings = daemonEdit(files);
  const publish = ports.map((port) => byHand('docker-publish', { port: String(port) }));
  return [
    remedy(finding, patient, {
      id: 'W8',
      label: 'Docker',
      at: 'host',
      now: [settings, ...run('systemctl restart docker'), ...publish],
      verify: run(...ports.map((port) => listening(port, 6))),
      undo: [reverse(settings), ...run('systemctl restart docker')],
    }),
  ];
};

const FILE = '/etc/docker/daemon.json';
/** A prefix of one's own (RFC 4193) for containers: they are reached through published ports. */
const WANTED = { ipv6: true, 'fixed-cidr-v6': 'fd00:d0c6::/64', ip6tables: true };

function daemonEdit(files: Patient['files']) {
  const text = files?.[FILE];
  const merged = `${JSON.stringify({ ...WANTED, ...parsed(text), ipv6: true, ip6tables: true }, null, 2)}\n`;
  const put = merged.trimEnd().split('\n');
  if (text === undefined) return create(FILE, put);
  return edit(FILE, [{ from: 1, take: text.replace(/\n$/, '').split('\n'), put }], files);
}

function parsed(text = '{}'): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
