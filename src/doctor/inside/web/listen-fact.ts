import type { Family } from '../../../core/index.ts';
import { INSIDE_MAX } from '../limits.ts';
import type { ListenFact } from '../report.ts';

/** Where something listens: an address as sockets have it, a port, and the families that it serves. */
export type Endpoint = Pick<ListenFact, 'address' | 'port' | 'families'>;

/** A listen with what is common to most; texts are cut to what a report holds. */
export function listenFact(
  given: Pick<ListenFact, 'software' | 'directive' | 'file'> & Endpoint & Partial<ListenFact>,
): ListenFact {
  const { path, text, facts } = INSIDE_MAX;
  const names = (given.names ?? []).filter((name) => name.length <= NAME_CHARS).slice(0, facts);
  return {
    tls: false,
    proxyProtocol: false,
    isDefault: false,
    ...given,
    names,
    directive: given.directive.slice(0, text),
    file: given.file.slice(0, path),
    ...(given.root !== undefined && { root: given.root.slice(0, path) }),
    ...(given.certificate !== undefined && { certificate: given.certificate.slice(0, path) }),
    ...(given.upstream !== undefined && { upstream: given.upstream.slice(0, NAME_CHARS) }),
    ...(given.redirect !== undefined && { redirect: given.redirect.slice(0, NAME_CHARS) }),
  };
}

const NAME_CHARS = 255;

/** `[::]:80`, `192.0.2.1:80`, `*:80`, `:80`, `80`; undefined for what has no port of TCP (a path of a Unix socket, a variable). */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } | undefined {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.%]+)\]:|([^[\]:]*):)?(\d{1,5})$/.exec(text) ?? [];
  const number = Number(port);
  if (port === undefined || number > 65_535) return undefined;
  return { host: bracketed ?? plain ?? '', port: number };
}

/** The family of a literal; undefined of a name or of "any". */
export function literalFamily(host: string): Family | undefined {
  if (host.includes(':')) return 6;
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? 4 : undefined;
}
