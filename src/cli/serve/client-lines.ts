/** Where clients find this run, and what they must trust. */
export type ClientPlace = { readonly directoryUrl: string; readonly rootFile: string };

/** Ready-to-paste commands, with this run's address and root file. They are code, not prose: the same in every language. */
export function clientLines({
  directoryUrl,
  rootFile,
}: ClientPlace): readonly (readonly [string, readonly string[]])[] {
  const root = quoted(rootFile);
  return [
    [
      'certbot',
      [
        `REQUESTS_CA_BUNDLE=${root} certbot certonly --standalone --server ${directoryUrl} -d www.example.org`,
      ],
    ],
    [
      'lego',
      [
        `LEGO_CA_CERTIFICATES=${root} lego --server ${directoryUrl} --accept-tos --email you@example.org --http --domains www.example.org run`,
      ],
    ],
    [
      'acme.sh',
      [`acme.sh --issue --standalone --server ${directoryUrl} --ca-bundle ${root} -d www.example.org`],
    ],
    [
      'Caddy',
      [
        'www.example.org {',
        '  tls {',
        `    ca ${directoryUrl}`,
        `    ca_root ${JSON.stringify(rootFile)}`,
        '  }',
        '}',
      ],
    ],
  ];
}

/** A word for a shell: quoted only where it must be. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
