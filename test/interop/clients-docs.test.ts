// docs/clients.md shows exactly what the matrix runs: no command on the page that no test runs, and none run that it hides.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { CLIENTS, TLS_ALPN_CLIENTS, type Client, type Site } from './clients/index.ts';
import { npmAcmeClientScript } from './clients/npm-acme-client.ts';

const PAGE = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
/** The names that the page uses. */
const SITE: Site = {
  name: 'www.example.org',
  directory: 'https://ca.example.org:6464/acme/directory',
  root: '/etc/ssl/sixfour-root.pem',
  email: 'admin@www.example.org',
  webroot: '/var/www/html',
};

describe('docs/clients.md', () => {
  for (const client of [...CLIENTS, ...TLS_ALPN_CLIENTS]) {
    it(`shows what is run of ${client.name}, and nothing else`, () => {
      const shown = fences(section(client.name));
      assert.deepEqual(shown.toSorted(), [...new Set(texts(client))].toSorted());
    });
  }
});

function texts(client: Client): string[] {
  const acts = [client.prepare, client.obtain, client.renew, client.revoke];
  return [
    ...(client.name === 'npm acme-client' ? [npmAcmeClientScript] : []),
    ...Object.values(client.files(SITE)),
    ...acts.flatMap((act) => (act === undefined ? [] : [act(SITE).script])),
  ].map((text) => text.trim());
}

function section(title: string): string {
  const found = PAGE.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
  assert.ok(found, `the page has no section ${title}`);
  return found;
}

/** The different fenced blocks of a part of the page. */
function fences(text: string): string[] {
  return [...new Set([...text.matchAll(/^```\w+\n(.*?)^```$/gms)].map((match) => (match[1] ?? '').trim()))];
}
