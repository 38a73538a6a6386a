/** English texts of `sixfour init`. */
export const init = {
  flags: {
    organization: () => "organisation that stands in the CA's names",
    publicHost: () => 'name under which clients reach this server; it goes into CRL and issuer addresses',
    permitName: () => 'name constraint of the issuing CA: it can never issue outside it (repeatable)',
    listenAll: () => 'listen on all addresses of both families instead of this machine only',
    yes: () => 'ask nothing; missing answers take their defaults',
    trial: () => 'the CA that serve makes on its own: labelled trial, for trying',
    test: () => 'a directory for tests: test-only settings work in it, and it is labelled so',
  },
  intro: () => 'A new certificate authority',
  organization: () => 'What is the name of your organisation? It stands in the names of root and issuing CA.',
  publicHost: () =>
    'Under which name will clients reach this server? It is written into every certificate (CRL and issuer addresses).',
  permitNames: () =>
    'Outside which names must this CA never be able to issue (name constraints)? Separate several by spaces; leave empty for none.',
  listen: () => 'Where should the server listen?',
  listenLoopback: () => 'on this machine only (::1 and 127.0.0.1)',
  listenAll: () => 'on all addresses of both families',
  required: () => 'An answer is needed here.',
  notAHost: () => 'This is not a host name such as ca.example.org.',
  done: (p: { directory: string }) => `The CA is in ${p.directory}.`,
  wrote: (p: { file: string }) => `Its settings are in ${p.file}.`,
  kept: (p: { file: string }) => `Its settings stay as they are in ${p.file}.`,
  next: () => 'Next: move the root key off this machine, allow names, start the server:',
  nextDetach: (p: { data: string }) =>
    `  npx sixfour ca root detach /path/to/removable/root-key.pem${p.data}`,
  nextAllow: (p: { data: string; name: string }) => `  npx sixfour allow ${p.name}${p.data}`,
  nextServe: (p: { data: string }) => `  npx sixfour serve${p.data}`,
  trialDone: (p: { directory: string }) => `A trial CA is in ${p.directory}.`,
  fileHead: () =>
    '# Settings of this sixfour. Every key, its default and its reason: docs/settings.md.\n# What is not set here has its default; SIXFOUR_* environment variables override.',
};
