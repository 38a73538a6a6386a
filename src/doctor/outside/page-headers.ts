import type { IncomingHttpHeaders } from 'node:http';
import { OUTSIDE_LIMITS } from './limits.ts';
import type { Found } from './page-found.ts';
import { header } from './responses-words.ts';

/** Hosts that a page's headers name: `Link` (RFC 8288) with something to load, and those that its content security policy lets in by name. */
export function readLinkHeaders(headers: IncomingHttpHeaders): Found[] {
  const links = header(headers, 'link').slice(0, HEADER_CHARS).matchAll(LINK);
  const loaded = [...links].map(
    ([, url = '', rel = '']): Found => ({
      url,
      kind: rel.toLowerCase() === 'stylesheet' ? 'style' : 'link',
      from: 'header',
    }),
  );
  const policy = header(headers, 'content-security-policy').slice(0, HEADER_CHARS);
  const hosts = policy.split(';').flatMap((directive): Found[] => {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    const kind = DIRECTIVES[name.toLowerCase()];
    if (kind === undefined) return [];
    const named = sources.filter((source) => NAMED.test(source));
    return named.map((source) => ({
      url: source.includes('://') ? source : `https://${source}`,
      kind,
      from: 'header',
    }));
  });
  return [...loaded, ...hosts].slice(0, OUTSIDE_LIMITS.resources);
}

const HEADER_CHARS = 16_384;
const LINK = /<([^>\s]{1,1024})>\s{0,4};[^,<]{0,128}?\brel="?(preload|stylesheet|modulepreload)\b/gi;
/** One host, not a pattern of hosts. */
const NAMED = /^(?:(?:https?|wss?):\/\/)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/\S*)?$/i;
const DIRECTIVES: Readonly<Record<string, Found['kind']>> = {
  'script-src': 'script',
  'style-src': 'style',
  'img-src': 'image',
  'font-src': 'font',
  'frame-src': 'frame',
  'media-src': 'media',
  'connect-src': 'connect',
};
