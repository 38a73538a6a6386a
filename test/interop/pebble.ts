// Debian's Pebble as the CA: to try a client driver without our server, and to compare seconds with.
import type { Node } from '../support/namespaces.ts';
import type { Authority } from './authority.ts';

const HOME = '/run/pebble';
const READY_MS = 10_000;

export async function startPebble(ca: Node, host: string, dns: string): Promise<Authority> {
  await ca.script(`mkdir -p ${HOME}; cd ${HOME}
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=lab -keyout root.key -out root.pem 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj /CN=${host} -keyout key.pem -out csr.pem 2>/dev/null
printf 'subjectAltName=DNS:${host}' >ext
openssl x509 -req -in csr.pem -CA root.pem -CAkey root.key -CAcreateserial -days 2 -extfile ext -out cert.pem 2>/dev/null`);
  const config = {
    pebble: {
      listenAddress: ':14000',
      managementListenAddress: ':15000',
      certificate: `${HOME}/cert.pem`,
      privateKey: `${HOME}/key.pem`,
      httpPort: 80,
      tlsPort: 443,
      ocspResponderURL: '',
      externalAccountBindingRequired: false,
      certificateValidityPeriod: 45 * 86_400,
    },
  };
  await ca.write(`${HOME}/config.json`, JSON.stringify(config));
  const pebble = ca.start(
    [
      'pebble',
      '-config',
      `${HOME}/config.json`,
      '-dnsserver',
      dns.includes(':') ? `[${dns}]:53` : `${dns}:53`,
    ],
    {
      env: { PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0' },
    },
  );
  await pebble.until(/ACME directory available/, READY_MS);
  const issuing = await ca.must([
    'curl',
    '-sSf',
    '--cacert',
    `${HOME}/root.pem`,
    '--resolve',
    `${host}:15000:127.0.0.1`,
    `https://${host}:15000/roots/0`,
  ]);
  const serverRoot = await ca.must(['cat', `${HOME}/root.pem`]);
  return {
    name: 'pebble',
    directory: `https://${host}:14000/dir`,
    rootPem: serverRoot.stdout,
    issuingRootPem: issuing.stdout,
    output: () => pebble.output(),
  };
}
