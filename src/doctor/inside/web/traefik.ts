import type { ListenFact } from '../report.ts';
import type { Machine } from '../shell.ts';
import type { Part } from '../survey.ts';
import { hostAndPort, listenFact, literalFamily } from './listen-fact.ts';

/** Entry points of Traefik's static file. */
export async function collectTraefik(machine: Machine): Promise<Part> {
  for (const file of ['/etc/traefik/traefik.yml', '/etc/traefik/traefik.yaml', '/etc/traefik/traefik.toml']) {
    const text = await machine.readFile(file);
    if (text !== undefined) return { listens: traefikListens(text, file) };
  }
  return {};
}

/** Of YAML and TOML only the entry points' `address` lines are read: `":80"`, which Go opens for both families. Pure. */
export function traefikListens(text: string, file: string): ListenFact[] {
  let inside = false;
  return text.split('\n').flatMap((raw, index): ListenFact[] => {
    if (/^entryPoints\s*:/i.test(raw) || /^\s*\[entryPoints/i.test(raw)) inside = true;
    else if (/^[^\s#[]/.test(raw) || /^\s*\[(?!entryPoints)/i.test(raw)) inside = false;
    const [, where = ''] = /^\s+address\s*[:=]\s*["']?([^"'\s]+)/.exec(raw) ?? [];
    const bare = where.replace(/\/tcp$/, '');
    const at = inside && !where.endsWith('/udp') ? hostAndPort(bare) : undefined;
    if (at === undefined) return [];
    const any = at.host === '' || at.host === '0.0.0.0' || at.host === '::';
    const family = any ? undefined : literalFamily(at.host);
    return [
      listenFact({
        software: 'traefik',
        directive: raw.trim(),
        file,
        line: index + 1,
        address: any ? '::' : at.host,
        port: at.port,
        families: family === undefined ? [6, 4] : [family],
        tls: at.port === 443,
        isDefault: true,
      }),
    ];
  });
}
