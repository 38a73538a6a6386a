import { LOCATION_CHARS } from '../net/index.ts';
import { REDIRECT_PATH_CHARS } from './limits.ts';

/** Why a redirect is not followed; the texts stand in `i18n/en/faults-validation.ts`. */
export type RedirectReason =
  | 'too-many'
  | 'loop'
  | 'status'
  | 'not-a-url'
  | 'scheme'
  | 'port'
  | 'host'
  | 'well-known-host'
  | 'path-too-long'
  | 'not-followed';

/** Ports that a redirect may name: BR 3.2.2.4.19's authorized ports for http and https, and what a test setting adds. */
const REDIRECT_PORTS: readonly number[] = [80, 443];

/**
 * The URL that a redirect leads to, or why it is not followed (Boulder's rules). Pure.
 * The URL is absolute, with its host in lower case, without user name, password and fragment. An explicit default port
 * stays: Boulder compares URLs as text, so `http://a:80/` is not a loop back to `http://a/`.
 */
export function redirectTarget(
  from: string,
  location: string,
  extraPorts: readonly number[],
): { readonly url: string } | { readonly reason: RedirectReason } {
  if (location.length >= LOCATION_CHARS) return { reason: 'path-too-long' }; // it was cut
  const url = URL.parse(location, from);
  if (url === null) return { reason: 'not-a-url' };
  if (EMPTY_HOST.test(location)) return { reason: 'host' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { reason: 'scheme' };
  const explicit = explicitPort(location);
  if (url.port !== '' && !REDIRECT_PORTS.includes(Number(url.port)) && !extraPorts.includes(Number(url.port)))
    return { reason: 'port' };
  const host = url.hostname;
  if (host.endsWith('.well-known')) return { reason: 'well-known-host' };
  if (host === '' || host.endsWith('.')) return { reason: 'host' };
  if (!host.startsWith('[') && !HOST_NAME.test(host)) return { reason: 'host' };
  if (url.pathname.length > REDIRECT_PATH_CHARS) return { reason: 'path-too-long' };
  const port =
    url.port === '' && explicit !== undefined ? `:${explicit}` : url.port === '' ? '' : `:${url.port}`;
  return { url: `${url.protocol}//${host}${port}${url.pathname}${url.search}` };
}

/**
 * Where RFC 3986 (and Go's parser, which Let's Encrypt uses) finds an empty host, browsers' rules take the next best part of the path
 * for one, or the host that redirected: `http:///a`, `http:/a`, `http:a`, `///a`.
 */
const EMPTY_HOST = /^(?:https?:(?![/\\]{2}[^/\\])|[/\\]{3})/i;

/** A name that DNS can be asked for; underscores are seen in practice and harm nobody. */
const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

function explicitPort(location: string): number | undefined {
  const port = /^(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}(?:[^/\\?#[\]]*|\[[^\]]*\]):([0-9]{1,5})(?:[/\\?#]|$)/i.exec(
    location,
  )?.[1];
  return port === undefined ? undefined : Number(port);
}
