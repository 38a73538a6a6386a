/** English: refusals of our own, read by somebody who has only the text. */
export const ownRows = {
  'own-timeout': {
    says: () =>
      'This CA got no answer to its connection in time: packets are dropped, or nobody has that address.',
  },
  'own-refused': {
    says: () => 'Nothing listens there over that family, or a firewall rejects with a reset.',
  },
  'own-unreachable': {
    says: () => 'The network said that the address cannot be reached: stale, down, or not routed.',
  },
  'own-prohibited': { says: () => 'A filter said that the connection is prohibited.' },
  'own-cut': {
    says: () => 'The connection stood and was cut before a complete answer; no rule tries again after that.',
  },
  'own-tls': { says: () => 'Port 443, where a redirect led to, did not complete a TLS handshake.' },
  'own-alpn': { says: () => 'Port 443 is not answered by the ACME client that holds this challenge.' },
  'own-slow': {
    says: () =>
      'The connection stood, but the answer did not come in time: a server that hangs, or large packets that are lost.',
  },
  'own-malformed': { says: () => 'What answers there does not speak HTTP/1.1 as a web server does.' },
  'own-address': {
    says: () => 'The address is of a kind that this CA never connects to, or only where it is listed.',
  },
  'own-status': { says: () => 'The server answered, but not with the challenge file.' },
  'own-body': { says: () => "A file came, but not this challenge's." },
  'own-redirect': { says: () => 'A redirect was sent that no validation follows.' },
  'own-no-address': { says: () => 'The name has neither an AAAA nor an A record that can be used.' },
  'own-txt-missing': { says: () => "The challenge's TXT record is not there." },
  'own-txt-wrong': { says: () => 'TXT records are there, but none of this challenge.' },
  'own-txt-lookup': { says: () => "The challenge's name servers gave no usable answer." },
  'own-dnssec': { says: () => 'DNSSEC of the zone is broken.' },
  'own-persist': { says: () => 'The record of dns-persist-01 does not let this account prove the name.' },
  'own-caa': { says: () => 'A CAA record forbids it.' },
  'own-caa-lookup': { says: () => 'CAA records could not be read, so nothing may be issued.' },
  'own-places': { says: () => 'From the CA itself it was good; other places saw something else.' },
  'own-ca': { says: () => 'This CA could not finish; it is not your fault.' },
  'own-not-allowed': { says: () => 'The administrator of this CA has not permitted that name or address.' },
};
