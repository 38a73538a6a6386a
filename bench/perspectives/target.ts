// What the validations meet: a web server, and DNS twice. At port 53 every name is at that server, over both families. At SLOW_PORT,
// which one perspective asks, names below `.slow.test` have a black-holed IPv6 address alone. Prints `ready`.
import { createServer } from 'node:http';
import { addressBytes } from '../../src/net/index.ts';
import { CLASS, nameToText, TYPE } from '../../src/wire/dns/index.ts';
import { startDnsServer } from '../../test/support/dns-server.ts';
import { WEB_IPV4, WEB_IPV6 } from '../network.ts';
import { BLACK_HOLE } from '../validations/network.ts';
import { SLOW_PORT, THUMBPRINT } from './shape.ts';

const PATH = '/.well-known/acme-challenge/';
const BACKLOG = 4_096;

await answerDns(53, () => false);
await answerDns(SLOW_PORT, (name) => name.toLowerCase().endsWith('.slow.test'));

for (const address of [WEB_IPV4, WEB_IPV6]) {
  const web = createServer((request, response) => {
    const path = request.url ?? '';
    response.statusCode = path.startsWith(PATH) ? 200 : 404;
    response.end(`${path.slice(PATH.length)}.${THUMBPRINT}`);
  });
  await new Promise<void>((resolve) => web.listen(80, address, BACKLOG, resolve));
}
console.log('ready');

function answerDns(port: number, lost: (name: string) => boolean) {
  return startDnsServer({
    port,
    listen: ['127.0.0.1'],
    handler(query) {
      const [question] = query.questions;
      if (question === undefined) return null;
      const { name, type } = question;
      const hole = lost(nameToText(name));
      const four = { kind: 'A', address: bytesOf(WEB_IPV4) } as const;
      const six = { kind: 'AAAA', address: bytesOf(hole ? BLACK_HOLE.text : WEB_IPV6) } as const;
      const data = type === TYPE.AAAA ? six : type === TYPE.A && !hole ? four : undefined;
      const answers = data === undefined ? [] : [{ name, type, class: CLASS.IN, ttl: 1, data }];
      return { ...query, response: true, authoritative: true, additionals: [], answers };
    },
  });
}

function bytesOf(text: string): Uint8Array {
  const bytes = addressBytes(text);
  if (bytes === undefined) throw new Error(`${text} is no address`);
  return bytes;
}
