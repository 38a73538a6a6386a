/** English texts of `sixfour serve`: its banner and its warnings. */
export const serve = {
  trialFirst: (p: { directory: string }) => `No CA in ${p.directory} yet: making a trial CA.`,
  ready: (p: { version: string }) => `sixfour ${p.version} is ready.`,
  listening: () => 'Listening',
  listener: (p: { what: string; family: number; url: string }) => `IPv${p.family}  ${p.url}  ${p.what}`,
  acme: () => 'ACME',
  plain: () => 'CRL, issuer and root certificates',
  perspectives: () => 'perspectives join here',
  dns: () => 'delegated zones, UDP and TCP',
  updates: () => 'DNS updates with TSIG, UDP and TCP',
  api: () => 'native API of the delegation, with client certificates',
  familyMissing: (p: { family: number }) =>
    `This machine has no IPv${p.family}, so nothing listens there; the other family serves alone.`,
  directory: () => 'ACME directory',
  root: () => 'Root certificate',
  ownCertificate: (p: { names: string; until: string }) => `Own certificate for ${p.names}, until ${p.until}`,
  ownObtained: (p: { names: string; seconds: string }) =>
    `The server obtained its own certificate for ${p.names} through its own ACME, in ${p.seconds}. What the validation saw:`,
  warnings: {
    trial: () =>
      'TRIAL CA: good for trying, not for trusting. Make the real one, in another directory, with: npx sixfour init',
    keyBeside: () =>
      "The key that encrypts the CA's keys lies in the same directory: whoever copies it has both. See keys.* in docs/settings.md.",
    test: (p: { settings: string }) =>
      `TEST DIRECTORY: never trust this CA.${p.settings === '' ? '' : ` Test-only settings in use: ${p.settings}.`}`,
    nothingAllowed: () =>
      "Nothing but the server's own name is issued until you allow names. In another terminal:",
  },
  allowLine: (p: { data: string }) => `npx sixfour allow example.org${p.data}`,
  clients: () =>
    'Clients, ready to paste on the machine that answers for the name on port 80. Replace www.example.org by a name that you allowed and that DNS has (/etc/hosts is not asked; docs/quick-start.md says how to try without DNS of your own):',
  stopping: () => 'Stopping: finishing what runs.',
  stopHint: () => 'Press Ctrl-C to stop.',
  shortHint: () => 'Client commands are in docs/quick-start.md.',
};
