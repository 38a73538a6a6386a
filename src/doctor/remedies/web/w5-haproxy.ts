import { familyOf, portsOf } from '../ask.ts';
import { run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';
import { addLines, byFile, configured, described, listensOf, replaced, serves } from './listens.ts';

/** HAProxy: `*:80` and `:80` are IPv4 alone, `:::80 v4v6` is one socket for both families. */
export const haproxyBinds: RemedyRule = (finding, patient) => {
  const family = familyOf(finding);
  const listens = listensOf('haproxy', finding, patient);
  if (listens.length === 0) {
    if (patient.inside !== undefined) return [];
    const lines = portsOf(finding).map((port) => `bind :::${port} v4v6`);
    const now = [...addLines(FILE, 'frontend ...', ...lines), ...run(...reload(FILE))];
    return described(finding, patient, { id: 'W5', label: 'haproxy', now });
  }
  const narrow = listens.filter((one) => !serves(listens, one.port, family));
  const changes = byFile(narrow, (one) => replaced(one, patient.files, (line) => dual(line, one.port)));
  const file = narrow[0]?.file ?? FILE;
  return configured(finding, patient, { id: 'W5', label: 'haproxy', changes, reload: reload(file) });
};

const FILE = '/etc/haproxy/haproxy.cfg';

function dual(line: string, port: number): string {
  return line
    .replace(/\s+v6only\b/, '')
    .replace(/\s+v4v6\b/, '')
    .replace(/(\bbind\s+)\S+/, `$1:::${port} v4v6`);
}

function reload(file: string): string[] {
  return [`haproxy -c -f ${file}`, 'systemctl reload haproxy'];
}
