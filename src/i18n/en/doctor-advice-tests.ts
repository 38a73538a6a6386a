/** English: what a test of one way found. `at` is an address. */
export const adviceTests = {
  good: () => 'It works.',
  findings: (p: { count: number }) => (p.count === 1 ? '1 finding' : `${p.count} findings`),
  columns: { address: () => 'address', asked: () => 'asked', said: () => 'answer' },
  phases: {
    'open-now': (p: { seconds: number }) =>
      `Port 80 is closed. Open it now, as for an order; it is waited for ${p.seconds} s.`,
    'waits-for-close': (p: { seconds: number }) =>
      `It is open. Now it has to close again; that is waited for ${p.seconds} s.`,
  },
  codes: {
    'no-address': () => 'The name has no address.',
    'address-refused': (p: { at: string }) =>
      `${p.at} was not asked: the address policy forbids it. A private network is let in with --network.`,
    'not-reached': (p: { at: string }) => `${p.at}: no connection. A CA gets none either.`,
    'path-closed': (p: { at: string; status: string }) =>
      `${p.at}: the path of challenges is refused (${p.status}): the rule is not in force, or comes after the one that refuses.`,
    'path-no-answer': (p: { at: string; outcome: string }) =>
      `${p.at}: no answer for the path of challenges (${p.outcome}).`,
    'root-open': (p: { at: string; status: string }) =>
      `${p.at}: what is not a challenge is answered as well (${p.status}); is that meant to be?`,
    'method-open': (p: { at: string }) =>
      `${p.at}: POST is let through on the path; GET and HEAD are enough.`,
    'query-open': (p: { at: string }) => `${p.at}: a query is let through on the path; challenges have none.`,
    'token-open': (p: { at: string }) =>
      `${p.at}: names that no token has are let through on the path: allow letters, digits, - and _ alone.`,
    'not-told-apart': (p: { at: string; status: string }) =>
      `${p.at}: the path is answered as everything else is (${p.status}), so whether it is let through is not known. Put a file there and give its name with --token.`,
    'token-wrong': (p: { at: string; status: string }) => `${p.at}: the file was not served (${p.status}).`,
    'alpn-ignored': (p: { at: string }) =>
      `${p.at}: an ordinary web server or a CDN answers on port 443 and ignores acme-tls/1.`,
    'alpn-refused': (p: { at: string }) =>
      `${p.at}: acme-tls/1 is refused. Where your client listens during an order only, test again then.`,
    'tls-failed': (p: { at: string }) => `${p.at}: the TLS handshake failed.`,
    'chain-untrusted': (p: { at: string }) =>
      `${p.at}: what is served there does not lead to the root: another certificate, or the issuing one is missing in the chain.`,
    'chain-name': (p: { at: string }) => `${p.at}: the certificate is for another name.`,
    'chain-expired': (p: { at: string }) => `${p.at}: the certificate has expired.`,
    'chain-differs': () => 'The addresses of the name do not serve the same certificate.',
    'open-before': (p: { at: string }) => `${p.at}: port 80 is open although nobody opened it.`,
    'never-opened': (p: { at: string }) =>
      `${p.at}: port 80 did not open: see whether the rule stands before those that drop, and for this family.`,
    'still-open': (p: { at: string }) => `${p.at}: port 80 did not close again.`,
    'hosts-differ': () =>
      'The addresses of the name answer the path in different ways: each has to lead to the same host.',
    'redirect-elsewhere': (p: { at: string }) =>
      `${p.at}: the redirect does not lead to the path of challenges at a host that a CA follows to.`,
  },
};
