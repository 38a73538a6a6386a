// G: what visitors meet, that validation does not.
import { forget, nft } from './break.ts';
import { slowLine } from './slow.ts';
import { BROKEN6, FINE, PASSES, type Scenario, type Setting } from './shape.ts';
import { CONTENT, healthySite, TLS, WEBROOT } from './site.ts';

async function page({ web }: Setting, body: string): Promise<void> {
  await web.write(
    `${WEBROOT}/index.html`,
    `<!doctype html><html lang="en"><head><title>page</title></head><body>${body}${'<p>text</p>'.repeat(500)}</body></html>`,
  );
}
const self = ({ v6, v4 }: { v6: string; v4: string }) =>
  `@ AAAA ${v6}\n@ A ${v4}\nwww AAAA ${v6}\nwww A ${v4}`;

export const VISITORS: readonly Scenario[] = [
  {
    id: 'G1',
    what: 'over IPv6 a ClientHello above one packet is lost',
    fault: ({ web }) =>
      nft(
        web,
        'table inet filter {\n  chain input {\n    type filter hook input priority filter; policy accept;\n    meta nfproto ipv6 tcp dport 443 ct state established meta length > 700 drop\n  }\n}',
      ),
    expect: { cause: 'G1', outside: 'strong', joined: 'strong', rules: PASSES, visitors: BROKEN6 },
    mend: { notHere: 'what is lost here comes in: the host can make smaller what it sends alone' },
  },
  {
    id: 'G2',
    what: 'a script of the page is on a host without IPv6',
    records: (at) => `${self(at)}\ncdn A ${at.v4}`,
    fault: (setting) => page(setting, `<script src="https://cdn.${setting.at.name}/app.js"></script>`),
    expect: { cause: 'G2', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'G3',
    what: 'an image of the page is on a host whose IPv6 is dead',
    records: (at) => `${self(at)}\ncdn AAAA ${at.free.v6}\ncdn A ${at.v4}`,
    fault: async (setting) => {
      await page(setting, `<img src="https://cdn.${setting.at.name}/a.png" alt="">`);
      await forget(setting);
    },
    expect: { cause: 'G3', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'G4',
    what: 'the page names an IPv4 address',
    fault: (setting) => page(setting, `<script src="http://${setting.at.v4}/app.js"></script>`),
    expect: { cause: 'G4', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'G5',
    what: 'there is no AAAA record, and a resolver of a network with IPv6 alone makes one',
    records: ({ v4 }) => `@ A ${v4}\nwww A ${v4}`,
    resolver: 'dns64',
    expect: {
      cause: 'G5',
      outside: 'strong',
      joined: 'strong',
      rules: PASSES,
      visitors: { dual: 'fine', six: 'unreachable', four: 'fine' },
    },
  },
  {
    id: 'G6',
    what: 'the way to the host takes 150 ms over IPv6, and nothing over IPv4',
    fault: slowLine,
    expect: { cause: 'G6', outside: 'proven', joined: 'proven', rules: PASSES, visitors: FINE },
    mend: { notHere: 'nothing on the host makes a way shorter' },
  },
  {
    id: 'G8',
    what: "the provider lets nothing begin over IPv6: the machine's own client does not reach the CA",
    outbound: true,
    fault: ({ network, web }) =>
      nft(
        network.router,
        `table inet out-${web.number} {\n  chain forward {\n    type filter hook forward priority 0;\n    iif r${web.number} meta nfproto ipv6 tcp flags & (syn | ack) == syn drop\n  }\n}`,
      ),
    expect: { cause: 'G8', joined: 'proven', rules: PASSES, visitors: FINE },
    mend: { notHere: 'what stops it is not on the host' },
  },
  {
    id: 'G7',
    what: 'the certificate ends in two days',
    nginx: ({ name }) =>
      `server { listen 80; listen [::]:80; server_name ${name}; ${CONTENT} } server { listen 443 ssl; listen [::]:443 ssl; server_name ${name}; ${TLS.replaceAll('site', 'ending')} ${CONTENT} }`,
    expect: { cause: 'G7', outside: 'proven', joined: 'proven', rules: PASSES },
    mend: { notHere: 'nobody renews a certificate' },
  },
  {
    id: 'G7-old',
    what: 'a newer certificate is there, and the old one is still served',
    nginx: healthySite,
    fault: async ({ web }) =>
      void (await web.script(
        'cp /etc/ssl/newer.pem /etc/ssl/site.pem; cp /etc/ssl/newer.key /etc/ssl/site.key',
      )),
    expect: { cause: 'G7', joined: 'proven', rules: PASSES },
  },
];
