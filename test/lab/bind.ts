// A real BIND in a lab node: one authoritative zone `test.`, so that the climb of CAA (RFC 8659 section 3) ends inside it.
import type { Service } from '../support/process.ts';
import type { Node } from '../support/namespaces.ts';

/** What a name resolves to. A name with no addresses is absent (NXDOMAIN). */
export type NameRecord = {
  readonly name: string;
  readonly v6?: readonly string[];
  readonly v4?: readonly string[];
};

export type Bind = {
  readonly service: Service;
  /** Replaces the whole zone. */
  load(records: readonly NameRecord[]): Promise<void>;
};

const READY_MS = 15_000;
const CONF = '/run/named/named.conf';
const ZONE = '/run/named/test.zone';

/** Starts named on the node's port 53, both families, and returns when it answers for the zone. */
export async function startBind(node: Node, records: readonly NameRecord[]): Promise<Bind> {
  let serial = 1;
  await node.write(ZONE, zoneText(node, records, serial));
  await node.write(
    CONF,
    `options { directory "/run/named"; pid-file "/run/named/named.pid"; session-keyfile "/run/named/session.key";
  listen-on { any; }; listen-on-v6 { any; }; recursion no; dnssec-validation no; minimal-responses yes;
  rrset-order { order none; }; };
controls {};
zone "test" { type primary; file "${ZONE}"; };
`,
  );
  const service = node.start(['named', '-g', '-n', '1', '-c', CONF]);
  await service.until(/all zones loaded/, READY_MS);
  return {
    service,
    async load(next) {
      serial++;
      await node.write(ZONE, zoneText(node, next, serial));
      await node.script('kill -HUP $(cat /run/named/named.pid)');
      await service.until(new RegExp(`zone test/IN: loaded serial ${serial}\\b`), READY_MS);
    },
  };
}

function zoneText(node: Node, records: readonly NameRecord[], serial: number): string {
  const head = `$TTL 5
@ IN SOA ns.test. admin.test. ${serial} 60 60 600 5
@ IN NS ns.test.
ns IN AAAA ${node.v6}
ns IN A ${node.v4}
`;
  const lines = records.flatMap(({ name, v6 = [], v4 = [] }) => [
    ...v6.map((address) => `${name}. IN AAAA ${address}`),
    ...v4.map((address) => `${name}. IN A ${address}`),
  ]);
  return `${head}${lines.join('\n')}\n`;
}
