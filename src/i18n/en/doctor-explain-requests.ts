/** English: errors of the requests and handshakes of a validation, as Let's Encrypt words them. */
export const requestRows = {
  'connect-timeout': {
    says: () =>
      'No answer came to the connection to port 80 within ten seconds: packets are dropped on the way or at the server, or nobody has that address.',
    misleads: () =>
      '"Likely firewall problem" is a guess: a wrong or old address in DNS, a missing IPv6 route and a cloud security group look the same from outside.',
  },
  'connection-refused': {
    says: () =>
      'The address answered that nothing listens on that port over that family, or a firewall rejects with a reset.',
    misleads: () =>
      'A web server that works in your browser may listen on IPv4 alone: try each family for itself.',
  },
  'network-unreachable': {
    says: () =>
      'A router said that it knows no way to that address: its network is not announced, not routed to the server, or not assigned at all.',
  },
  'unnamed-error': {
    says: () =>
      'The connection failed with an error that this CA has no words for: mostly "no route to host" or "administratively prohibited", sometimes an answer that is not HTTP.',
    misleads: () =>
      'It is not about the data of the validation: nothing was fetched. Look at the address, at Neighbour Discovery (ICMPv6) and at firewalls that reject.',
  },
  'connection-reset': {
    says: () =>
      'The connection stood and was then cut: by a filter that looks into HTTP, a ban, or a server that expects another protocol there.',
    misleads: () => 'Port and route are fine; opening the firewall further mends nothing.',
  },
  'timeout-after-connect': {
    says: () =>
      'The connection stood, but no complete answer came in time: the server hangs, a filter swallows the request, or large packets are lost on the way.',
    misleads: () =>
      '"Slow or overloaded" is one reading of three. This is never tried again over IPv4 under any rule, so a server that hangs over IPv6 alone fails for good.',
  },
  'timeout-while-reading': {
    says: () => 'The answer began, or the request was being sent, and then nothing moved any more.',
    misleads: () =>
      'A path that loses large packets (path MTU) looks exactly like a slow server; a small file may still pass.',
  },
  'http2-on-80': {
    says: () => 'Port 80 speaks HTTP/2 without being asked; a validation speaks HTTP/1.1.',
  },
  'http-on-443': { says: () => 'Port 443 answered plain HTTP where TLS was begun.' },
  'response-404': {
    says: () =>
      'A web server answered that there is no such file. It may be another server, another virtual host or another folder than the one that your ACME client wrote to.',
    misleads: () =>
      'The file may well be there: at the other family, or on the other node behind the name. The address before the colon is the one that was asked.',
  },
  'response-403': {
    says: () =>
      'Something that reads HTTP refused the request: a WAF, a bot filter, a country block, an access list without IPv6, or a login.',
    misleads: () =>
      'Your own test from your own network and browser is not the same request: it may be let through.',
  },
  'response-401': { says: () => 'A login covers the challenge path.' },
  'response-5xx': {
    says: () =>
      'The front server answered, what stands behind it did not: an upstream that listens on another family, or one that is down.',
  },
  'response-other': {
    says: () =>
      'The last answer has a status that is no proof. After redirects it is the last of them that counts.',
  },
  'response-page': {
    says: () =>
      'A web page came where the challenge file should be: another host, a portal, or an application that answers every path with 200.',
  },
  'body-mismatch': {
    says: () =>
      'A file came, but not the one of this order: of another ACME client or account, with something added, or from another server.',
    misleads: () =>
      'The client is rarely wrong. Most often the AAAA record leads to a server on which another client answers.',
  },
  'body-malformed': { says: () => 'What came is no key authorization (token, dot, thumbprint) at all.' },
  'body-unread': {
    says: () =>
      'The body could not be read to its end: it is too long for a key authorization, or it broke off.',
  },
  'redirect-timeout': {
    says: () =>
      'The first request was answered with a redirect; the connection to where it leads was not answered within ten seconds.',
    misleads: () =>
      "The address named need not be the one that failed. Where the target has a dead IPv6 address on port 443, Let's Encrypt's code of before summer 2026 blames the IPv4 address of the first request.",
  },
  'redirect-refused': {
    says: () =>
      'The first request was answered with a redirect; nothing listens where it leads, over the family that was tried.',
    misleads: () =>
      'Port 80 is fine. It is port 443 that lacks a listener, most often over IPv6, and no rule but "per-hop" tries IPv4 there.',
  },
  'redirect-unreachable': {
    says: () => 'The first request was answered with a redirect to a host whose address cannot be reached.',
    misleads: () => "The address named need not be the one that failed: see to the redirect's target first.",
  },
  'redirect-unnamed': {
    says: () =>
      'The first request was answered with a redirect; the connection to where it leads failed with an error that this CA has no words for.',
    misleads: () => 'Nothing is wrong with the file: it was never asked for.',
  },
  'redirect-loop': {
    says: () => 'A URL came up for the second time in one validation.',
    misleads: () =>
      "There is often no loop at all: where IPv6 fails at the redirect's target, Let's Encrypt's code of before summer 2026 begins again over IPv4, meets the same redirect, and calls that a loop.",
  },
  'redirect-too-many': {
    says: () => 'More redirects than a validation follows (ten); mostly http and https lead to each other.',
  },
  'redirect-scheme': { says: () => 'The redirect leads to something that is neither http nor https.' },
  'redirect-port': { says: () => 'The redirect names a port; only 80 and 443 are followed.' },
  'redirect-slash': {
    says: () =>
      'The redirect lacks the slash after the host name, so that the path became a part of it: write "Redirect / https://NAME/" with a slash at the end.',
  },
  'redirect-tld': {
    says: () =>
      'The redirect leads to a name that is not public: an inner host name, or a portal in between.',
  },
  'redirect-empty': { says: () => 'The redirect has no host name at all.' },
  'redirect-address': {
    says: () => 'The redirect leads to an IP address, or to one that is never connected to.',
  },
  'redirect-status': {
    says: () => 'The redirect has a status that is not followed (303): use 301, 302, 307 or 308.',
  },
  'redirect-long': { says: () => 'The path that the redirect leads to is longer than a validation follows.' },
  'redirect-tls': {
    says: () => 'The redirect leads to a server that speaks nothing newer than TLS 1.1.',
    misleads: () => 'Old browsers may still open it; the validation does not.',
  },
  'redirect-location': { says: () => 'The redirect says nowhere, or in a form that is no URL, where to go.' },
  'alpn-not-agreed': {
    says: () =>
      'An ordinary web server or a CDN answered on port 443 instead of the ACME client: the protocol acme-tls/1 was not agreed on.',
    misleads: () =>
      "It is not about the server's HTTPS settings. Where a proxy ends TLS before your server, tls-alpn-01 cannot work at all.",
  },
  'alpn-refused': {
    says: () => 'The server on port 443 refuses the protocol acme-tls/1: no ACME client answers there.',
  },
  'alpn-certificate': {
    says: () =>
      'A certificate was shown for acme-tls/1, but not the one of this challenge: another client, or an old answer.',
  },
  'alpn-no-certificate': { says: () => 'The handshake brought no certificate.' },
  'alpn-no-ipv4': {
    says: () => 'The attempt over IPv6 failed, and the name has no IPv4 address to go on with.',
    misleads: () =>
      'Why IPv6 failed is not in this text at all, and an IPv4 address is not what is missing: mend the IPv6 one.',
  },
  'tls-handshake': {
    says: () =>
      'The server broke the TLS handshake off: no cipher, version or certificate in common for this name.',
  },
  'tls-name': {
    says: () => 'The server on that address has no certificate for this name and refuses unknown ones.',
  },
  'tls-internal': {
    says: () => 'The server had nothing to show for this name, or broke: its log says what.',
  },
  'tls-version': { says: () => 'The server speaks only versions of TLS that are too old.' },
};
