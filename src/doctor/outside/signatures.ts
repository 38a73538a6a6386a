import type { IncomingHttpHeaders } from 'node:http';
import { header } from './responses-words.ts';

/** What an answer looks like that a site did not mean to give: a code, or undefined. Of the body only its beginning is read. Pure. */
export type Signature =
  | 'bot-wall' // a CDN's or WAF's challenge page
  | 'testcookie'
  | 'captcha'
  | 'app-id' // Palo Alto's firewall names an application
  | 'portal' // a router, modem or captive portal answers
  | 'waf'
  | 'plain-http' // a TLS port that was spoken to in plain HTTP
  | 'login';

export function signatureOf(
  status: number,
  headers: IncomingHttpHeaders,
  body: string,
): Signature | undefined {
  const server = header(headers, 'server');
  const start = body.slice(0, SIGNATURE_CHARS);
  if (status === 511) return 'portal';
  if (/The plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled/i.test(start))
    return 'plain-http';
  if (headers['cf-mitigated'] === 'challenge' || /\/cdn-cgi\/challenge-platform\/|_cf_chl_opt/.test(start))
    return 'bot-wall';
  if (/<title>\s*Application Blocked|acme-protocol/i.test(start)) return 'app-id';
  // no error page of a site takes a cookie and calls itself again
  if (/\baes\.js\b|slowAES\.decrypt|document\.cookie\s*=\s*["']__test=/i.test(start)) return 'testcookie';
  if (MODEMS.test(server)) return 'portal';
  if (/<title>\s*(?:hotspot login|captive portal|router login|modem)/i.test(start)) return 'portal';
  if (isPageOfError(status) && /g-recaptcha|hcaptcha\.com|cf-turnstile|challenges\.cloudflare/i.test(start))
    return 'captcha';
  if (isPageOfError(status) && (WALL_HEADERS.some((name) => name in headers) || WALL_TEXTS.test(start)))
    return /javascript|cookie/i.test(start) ? 'bot-wall' : 'waf';
  if (/<input[^>]{1,200}type=["']?password/i.test(start)) return 'login';
  return undefined;
}

/** Who stands before the site, where headers say so. */
export function frontOf(headers: IncomingHttpHeaders): string | undefined {
  return FRONTS.find(([, name, text]) => text.test(header(headers, name).slice(0, SIGNATURE_CHARS)))?.[0];
}

const SIGNATURE_CHARS = 16_384;
const FRONTS: readonly (readonly [front: string, header: string, text: RegExp])[] = [
  ['cloudflare', 'cf-ray', /./],
  ['cloudflare', 'server', /^cloudflare/i],
  ['cloudfront', 'x-amz-cf-id', /./],
  ['fastly', 'x-served-by', /^cache-/],
  ['akamai', 'server', /^AkamaiGHost|^AkamaiNetStorage/],
  ['sucuri', 'x-sucuri-id', /./],
  ['imperva', 'x-iinfo', /./],
  ['bunny', 'server', /^BunnyCDN/],
  ['azure-front-door', 'x-azure-ref', /./],
  ['vercel', 'x-vercel-id', /./],
  ['netlify', 'x-nf-request-id', /./],
  ['ddos-guard', 'server', /^ddos-guard/i],
];

/** Web servers of routers and modems, as they call themselves. */
const MODEMS =
  /^(?:micro_httpd|cisco-ios|lancom|mini web server 1\.0 zte|virata-emweb|rompager|allegro-software|goahead-webs|tp-link router|mikrotik|uhttpd\/1\.0|dd-wrt|router webserver|httpd_gargoyle)/i;

const WALL_HEADERS = ['x-sucuri-block', 'x-iinfo', 'x-datadome', 'x-amzn-waf-action', 'x-denied-reason'];
const WALL_TEXTS =
  /Incapsula incident|Access Denied[^]{0,400}Reference(?:&#32;|\s)#|The requested URL was rejected\. Please consult|Mod_?Security|Request blocked[^]{0,300}waf|Checking (?:if the site connection is secure|your browser)|enable JavaScript and cookies to continue|You have been blocked|Wordfence|DDoS protection by/i;

function isPageOfError(status: number): boolean {
  return [202, 401, 403, 405, 406, 409, 429, 503].includes(status);
}
