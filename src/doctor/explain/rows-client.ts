import type { Next, Row, Source } from './types.ts';

/** What clients say themselves, before a CA has looked or after it refused. */
export const CLIENT_ROWS: readonly Row[] = [
  row(
    'certbot',
    'certbot-port',
    /Could not bind TCP port (?:80|443) because|Problem binding to port (?:80|443)/,
    [],
    ['inside'],
  ),
  row(
    'certbot',
    'certbot-authenticator',
    /does not support any combination of challenges/,
    ['G10'],
    ['advise'],
  ),
  row(
    'certbot',
    'client-offline',
    /(?:HTTPSConnectionPool\(host='acme-[^']{1,200}'|Requesting acme-[a-z0-9.-]{1,100}\/directory: )/,
    ['G8', 'C12'],
    ['inside'],
  ),
  row(
    'certbot',
    'certbot-files',
    /failed to download the temporary challenge files created by Certbot/,
    ['F6'],
    ['check'],
    true,
  ),
  row('certbot', 'certbot-challenges', /Some challenges have failed\b/, [], ['check'], true),
  row(
    'lego',
    'lego-propagation',
    /(?:NS \S{1,260} )?did not return the expected TXT record \[fqdn: (?<name>[^\s,\]]{1,254}?)\.?[,\]]/,
    ['A12', 'A17', 'A19'],
    ['name-check'],
  ),
  row('lego', 'lego-port', /could not start HTTPS? server for challenge/, [], ['inside']),
  row(
    'lego',
    'lego-zone',
    /could not find (?:the start of authority|zone) for|could not find the start of authority/,
    ['A19', 'A16'],
    ['name-check'],
  ),
  row('lego', 'client-offline', /get directory at '?https?:\/\/[^\s']{1,300}'?: /, ['G8', 'C12'], ['inside']),
  row('lego', 'lego-problems', /(?:One|one) or more domains had a problem:/, [], ['check'], true),
  row(
    'acme.sh',
    'client-offline',
    /libcurl-errors\.html for error code: (?:6|7|28|35|52|56|60)\b/,
    ['G8', 'C12'],
    ['inside'],
  ),
  row('acme.sh', 'acmesh-order', /Le_OrderFinalize not found/, ['G9'], ['check'], true),
  row('acme.sh', 'acmesh-verify', /(?:Verify error:|Verification error details:)/, [], ['check'], true),
];

function row(
  source: Source,
  id: Row['id'],
  pattern: RegExp,
  causes: Row['causes'],
  next: readonly Next[],
  alone?: true,
): Row {
  return { id, source, pattern, causes, next, ...(alone && { alone }) };
}
