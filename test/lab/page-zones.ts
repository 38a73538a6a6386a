// The zones of a page that is run: BIND with a root of the lab's own, and records that the page's steps add.
import type { Node } from '../support/namespaces.ts';
import type { Service } from '../support/process.ts';

export type PageZones = {
  /** As the zone's owner publishes them; resolves when BIND serves them. */
  add(zone: string, records: string): Promise<void>;
};

const READY_MS = 20_000;

/** Starts BIND on the node, which serves the root, these zones below it, and resolves for the others. */
export async function startPageZones(dns: Node, zones: Readonly<Record<string, string>>): Promise<PageZones> {
  const own = `ns AAAA ${dns.v6}\nns A ${dns.v4}\n`;
  const cut = (zone: string) =>
    `${zone}. NS ns.${zone}.\nns.${zone}. AAAA ${dns.v6}\nns.${zone}. A ${dns.v4}\n`;
  const root = `@ NS ns\n${own}${Object.keys(zones).map(cut).join('')}`;
  const texts = new Map([['.', root]]);
  for (const [zone, records] of Object.entries(zones)) texts.set(zone, `@ NS ns\n${own}${records}`);
  let serial = 1;
  const write = (zone: string) => {
    const head = `$TTL 5\n$ORIGIN ${zone === '.' ? '.' : `${zone}.`}\n@ SOA ns admin ${serial} 60 60 600 5\n`;
    return dns.write(zoneFile(zone), `${head}${texts.get(zone)}`);
  };
  for (const zone of texts.keys()) await write(zone);
  await dns.write('/run/named/named.conf', named([...texts.keys()]));
  const bind: Service = dns.start(['named', '-g', '-n', '1', '-c', '/run/named/named.conf']);
  await bind.until(/\brunning$/m, READY_MS);
  return {
    async add(zone, records) {
      texts.set(zone, `${texts.get(zone)}${records}\n`);
      serial++;
      await write(zone);
      await dns.script('kill -HUP $(cat /run/named/named.pid)');
      await bind.until(new RegExp(`zone ${zone}/IN: loaded serial ${serial}\\b`), READY_MS);
    },
  };
}

function named(zones: readonly string[]): string {
  const clauses = zones.map((zone) => `zone "${zone}" { type primary; file "${zoneFile(zone)}"; };`);
  return `options { directory "/run/named"; pid-file "/run/named/named.pid"; session-keyfile "/run/named/session.key";
  listen-on { any; }; listen-on-v6 { any; }; recursion yes; allow-recursion { any; }; dnssec-validation no; notify no;
  empty-zones-enable no; max-ncache-ttl 0; };
controls {};
${clauses.join('\n')}
`;
}

function zoneFile(zone: string): string {
  return `/run/named/${zone === '.' ? 'root' : zone}.zone`;
}
