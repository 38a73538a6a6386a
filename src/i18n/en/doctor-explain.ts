import { explainRows } from './doctor-explain-rows.ts';

/** English texts of `sixfour explain`. */
export const explain = {
  describe: () =>
    'say what an error of a CA or of an ACME client really means; ends with 1 where the text is not known',
  arguments: {
    text: () => 'the error, as it was printed: a line, a log or a JSON document; - reads standard input',
  },
  rows: explainRows,
  labels: {
    about: () => 'about',
    misleads: () => 'misleads',
    rules: () => 'rules',
    causes: () => 'may be',
    next: () => 'next',
  },
  redirected: () => 'after a redirect',
  hints: {
    'ipv6-named': () =>
      "The address named is IPv6. After a failed connection Let's Encrypt's code goes on to IPv4 where there is any, so it saw no usable A record.",
    'ipv4-named': () =>
      'The address named is IPv4. Where the name has an AAAA record too, IPv6 was tried first and failed as well, which this error does not say.',
  },
  rules: {
    fails: () => 'fails',
    'may-pass': () => 'may pass, over IPv4',
    passes: () => 'passes',
  },
  noRules: () => 'the retry rules do not come into it',
  next: {
    check: () => 'look from outside, as the CA does',
    inside: () => 'on the server itself',
    'name-check': () => "ask all name servers for the challenge's name",
    'persist-check': () => 'look at the record at all name servers',
    advise: () => 'find another way to a certificate',
    wait: () => 'Do not order again before the time that the message names; nothing is measured by it.',
  },
  requests: () => "Let's Encrypt's own record of what it connected to, in order:",
  request: (p: { family: string; address: string; port: string; host: string }) =>
    `${p.family} ${p.address}, port ${p.port}, for ${p.host}`,
  retried: () => 'the same again over IPv4: the connection before it failed',
  unknown: () =>
    'This text is not known. Paste the line that says why: with certbot the one after "Detail:", with acme.sh the one with "Verify error" or "Verification error details", with lego the one that begins with "acme: error:", of a problem document all of its JSON.',
  tooLong: (p: { max: number }) => `More than ${p.max} bytes: paste the lines around the error.`,
  nothing: () => 'Nothing to explain. Give the error in quotes, or - to read it from standard input.',
};
