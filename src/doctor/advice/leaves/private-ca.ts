import type { Leaf, Site } from '../types.ts';

/** A CA of the organisation's own, and its root in the trust stores of every system. */
export const privateCa: Leaf = {
  id: 'private-ca',
  steps: (site) => [
    {
      text: 'caMake',
      lines: [
        `sixfour init --organization 'Your organisation' --permit-name ${site.name}`,
        `sixfour allow ${site.name}`,
        'sixfour ca root detach root.key',
      ],
    },
    { text: 'caExport', lines: ['sixfour ca export root > sixfour-root.crt'] },
    {
      text: 'trustDebian',
      lines: [
        'install -m 644 sixfour-root.crt /usr/local/share/ca-certificates/sixfour-root.crt',
        'update-ca-certificates',
      ],
    },
    {
      text: 'trustRedHat',
      lines: [
        'install -m 644 sixfour-root.crt /etc/pki/ca-trust/source/anchors/sixfour-root.crt',
        'update-ca-trust',
      ],
    },
    { text: 'trustArch', lines: ['trust anchor sixfour-root.crt'] },
    {
      text: 'trustAlpine',
      lines: [
        'apk add ca-certificates',
        'install -m 644 sixfour-root.crt /usr/local/share/ca-certificates/sixfour-root.crt',
        'update-ca-certificates',
      ],
    },
    { text: 'trustWindows', lines: ['certutil -addstore -f Root sixfour-root.crt'] },
    {
      text: 'trustMac',
      lines: [
        'security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain sixfour-root.crt',
      ],
    },
    { text: 'trustPhones' },
    {
      text: 'trustFirefox',
      lines: [
        '{"policies": {"Certificates": {"ImportEnterpriseRoots": true, "Install": ["/etc/ssl/sixfour-root.crt"]}}}',
      ],
    },
    {
      text: 'trustPrograms',
      lines: [
        'keytool -importcert -noprompt -cacerts -storepass changeit -alias sixfour -file sixfour-root.crt',
        'export NODE_EXTRA_CA_CERTS=/etc/ssl/sixfour-root.crt   # or: node --use-system-ca',
        'export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt',
        'certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n sixfour -i sixfour-root.crt',
      ],
    },
    {
      text: 'trustContainers',
      lines: ['COPY sixfour-root.crt /usr/local/share/ca-certificates/', 'RUN update-ca-certificates'],
    },
    { text: 'caOrder', lines: [order(site)] },
  ],
  caveats: ['caveatRollover', 'caveatConstraints', 'caveatUserStores'],
};

function order({ name, directory, ownDirectory = 'DIRECTORY-URL' }: Site): string {
  return `REQUESTS_CA_BUNDLE=sixfour-root.crt certbot certonly --server ${directory ?? ownDirectory} -d ${name}`;
}
