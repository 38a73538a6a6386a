import { parseAddress } from '../../net/index.ts';
import type { InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import type { Part } from './survey.ts';
import { isRecord, jsonValue } from './survey-json.ts';

type Docker = NonNullable<InsideReport['docker']>;

/** Docker's own words on IPv6, and the ports that it publishes; nothing where there is no Docker. */
export async function collectDocker(machine: Machine): Promise<Part> {
  const shown = await machine.run(['docker', 'ps', '--format', '{{.Names}}\t{{.Ports}}']);
  const settings = settingsOf(await machine.readFile('/etc/docker/daemon.json'));
  if (shown.ok) return { docker: { ...settings, published: shown.out.split('\n').flatMap(portsOf) } };
  if (shown.why === 'absent' && settings === undefined) return {};
  return {
    ...(settings !== undefined && { docker: { ...settings, published: [] } }),
    unread: [{ what: 'docker', why: shown.why ?? 'failed' }],
  };
}

function settingsOf(text: string | undefined): Omit<Docker, 'published'> | undefined {
  if (text === undefined) return undefined;
  const settings = jsonValue(text);
  if (!isRecord(settings)) return {};
  const flag = (key: string) => (typeof settings[key] === 'boolean' ? settings[key] : undefined);
  const [ipv6, ip6tables, userlandProxy] = [flag('ipv6'), flag('ip6tables'), flag('userland-proxy')];
  return {
    ...(ipv6 !== undefined && { ipv6 }),
    ...(ip6tables !== undefined && { ip6tables }),
    ...(userlandProxy !== undefined && { userlandProxy }),
  };
}

/** `web<tab>0.0.0.0:80->8080/tcp, [::]:80->8080/tcp, 443/tcp`; old engines write `:::80` for `[::]:80`. */
function portsOf(line: string): Docker['published'] {
  const [container = '', ports = ''] = line.split('\t');
  return ports.split(', ').flatMap((text) => {
    const [, where = '', port, to] = /^(.*):(\d+)->(\d+)\/tcp$/.exec(text.trim()) ?? [];
    const parsed = parseAddress(where.replace(/^\[|\]$/g, ''));
    if (parsed === undefined) return [];
    return [{ container: container.slice(0, 64), address: parsed.text, port: Number(port), to: Number(to) }];
  });
}
