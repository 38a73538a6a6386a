import { REDIRECTS } from './faults-validation.ts';

/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const httpCauses = {
  F1: {
    title: () => 'redirected to https, where IPv6 is dead',
    says: (p: { name: string; places: string }) =>
      `Over IPv6 port 80 of ${p.name} answers and redirects to https, and nothing answers there (${p.places}). A CA does not go back to IPv4 after a redirect.`,
  },
  F2: {
    title: () => 'redirected, and IPv6 is dead on both ports',
    says: (p: { name: string; places: string }) =>
      `The first request to ${p.name} is tried again over IPv4, the one that its redirect leads to is not: over IPv6 that one fails as well (${p.places}).`,
  },
  F3: {
    title: () => 'redirected to a host whose IPv6 is dead',
    says: (p: { name: string; target: string; places: string }) =>
      `The challenge's path of ${p.name} is redirected to ${p.target}, whose IPv6 address does not answer (${p.places}).`,
  },
  F4: {
    title: () => 'a redirect that a CA does not follow',
    says: (p: { places: string; reason: string }) =>
      `${p.places} redirects the challenge's path to where a CA does not go (${REDIRECTS[p.reason] ?? p.reason}).`,
  },
  F5: {
    title: () => 'a server that speaks nothing newer than TLS 1.1',
    says: (p: { host: string; places: string }) =>
      `${p.host} (${p.places}) offers TLS 1.1 at most: neither browsers nor a CA that is led there go on.`,
  },
  F6: {
    title: () => 'the challenge is served from elsewhere over IPv6',
    says: (p: { name: string; places: string }) =>
      `${p.name} is the same site over both families, but its challenge path is not (${p.places}): another folder, node or container answers there, and the file is put where the other one looks.`,
  },
  F7: {
    title: () => 'a bot wall or WAF before the challenge path',
    says: (p: { places: string }) =>
      `What stands before the site refuses the challenge's path (${p.places}): a validation is no browser and passes no such test.`,
  },
  F8: {
    title: () => 'the answer depends on who asks',
    says: (p: { places: string; status: string }) =>
      `A browser gets the challenge's path, a request that calls itself a validation is refused (${p.places}, status ${p.status}).`,
  },
  F9: {
    title: () => 'a firewall blocks the application acme-protocol',
    says: (p: { places: string }) =>
      `A firewall that recognises applications cuts the challenge's path off or answers in the place of the site (${p.places}), as Palo Alto does for acme-protocol.`,
  },
  F10: {
    title: () => 'a portal or router answers in place of the site',
    says: (p: { places: string }) =>
      `What answers at ${p.places} is no part of the site: a router, a modem or a sign-in portal on the way.`,
  },
  F11: {
    title: () => 'refused to some places only',
    says: (p: { places: string }) =>
      `The challenge's path is refused to some places and not to others (${p.places}): a block of countries or networks. A CA asks from several, and tells nobody from where.`,
  },
  F12: {
    title: () => 'a page for every path',
    says: (p: { places: string }) =>
      `A path that cannot exist is answered with status 200 (${p.places}): the page of an application comes where the challenge's file should.`,
  },
  F13: {
    title: () => 'a login covers the challenge path',
    says: (p: { places: string }) =>
      `Whoever asks for the challenge's path is asked for a password or sent to sign in (${p.places}); a CA does neither.`,
  },
  F14: {
    title: () => 'a CDN ends TLS',
    says: (p: { name: string; front: string }) =>
      `${p.front} answers for ${p.name}: http-01 passes through it, tls-alpn-01 cannot reach what is behind it.`,
  },
  F15: {
    title: () => 'the answer comes too late',
    says: (p: { places: string; seconds: string }) =>
      `The connection stands, and after ${p.seconds} s there is no whole answer (${p.places}). A validation waits no longer, and does not try IPv4 then.`,
  },
};
