import { shellWord } from '../../core/index.ts';

/** Where clients find this run, and what they must trust. */
export type ClientPlace = { readonly directoryUrl: string; readonly rootFile: string };

/** Ready-to-paste commands, with this run's address and root file. They are code, not prose: the same in every language. */
export function clientLines({
  directoryUrl,
  rootFile,
}: ClientPlace): readonly (readonly [string, readonly string[]])[] {
  const root = shellWord(rootFile);
  const name = 'www.example.org';
  return [
    [
      'certbot',
      [
        `REQUESTS_CA_BUNDLE=${root} \\`,
        '  certbot certonly --standalone \\',
        `  --server ${directoryUrl} -d ${name}`,
      ],
    ],
    [
      'lego',
      [
        `LEGO_CA_CERTIFICATES=${root} \\`,
        '  lego --accept-tos --email you@example.org \\',
        `  --server ${directoryUrl} \\`,
        `  --http --domains ${name} run`,
      ],
    ],
    [
      'acme.sh',
      [
        `acme.sh --issue --standalone -d ${name} \\`,
        `  --ca-bundle ${root} \\`,
        `  --server ${directoryUrl}`,
      ],
    ],
    [
      'Caddy',
      [
        `${name} {`,
        '  tls {',
        `    ca ${directoryUrl}`,
        `    ca_root ${JSON.stringify(rootFile)}`,
        '  }',
        '}',
      ],
    ],
  ];
}
