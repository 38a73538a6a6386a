/** English texts of the settings below `delegation`; see `settings.ts`. */
export const delegationSettings = {
  'delegation.addresses': {
    why: 'Where the DNS server of the delegated zones listens, one UDP and one TCP socket for each address. Every address that the zones are delegated to, of both families; CAs ask over IPv6 and IPv4. Only used where `delegation.zones` has a zone.',
    allowed: 'a list of IP addresses, e.g. ["2001:db8::53", "192.0.2.53"]',
  },
  'delegation.port': {
    why: 'UDP and TCP port on each of those addresses. Resolvers ask on 53 and nowhere else: set 53, or redirect it to this port. 0 takes a free one.',
    allowed: 'a whole number from 0 to 65535',
  },
  'delegation.challenge_zones': {
    why: 'Whether each delegated challenge is also a zone of its own, for those who delegate `_acme-challenge.NAME` by NS records to the name servers of the first zone instead of by a CNAME: needed by clients that do not follow CNAME records. Costs memory for every name.',
    allowed: 'true or false',
  },
  'delegation.zones': {
    why: 'The zones that this server answers for and that challenges of other names are delegated to: a table for each. The first is the one that commands name, if no other is asked for; every delegated name has a label in each.',
    allowed: 'tables named by a domain, e.g. [delegation.zones."acme.example.net"]',
  },
  'delegation.zones.*.name_servers': {
    why: "The zone's name servers, as the zone above names them in its NS records. Those with a name inside the zone have their addresses here; they are answered as A and AAAA.",
    allowed:
      'a table of host names, each with a list of addresses, e.g. { "ns1.acme.example.net" = ["2001:db8::53", "192.0.2.53"] }',
  },
  'delegation.zones.*.mailbox': {
    why: 'Who answers for the zone, in its SOA record. Empty: hostmaster at the zone itself.',
    allowed: 'a mail address, or ""',
  },
  'delegation.zones.*.style': {
    why: 'How labels are made: `readable` tells which name it stands for, and can be read back; the others hide it, and stand for it once a rule has named it.',
    allowed: '"readable", "uuid", "sha1" or "sha256"',
  },
  'delegation.zones.*.dnssec': {
    why: 'Whether the zone is signed (DNSSEC) as it is served. Off, because the DS record at the zone above is a promise: with it, a zone whose key is lost, or that is signed no longer, is answered to nobody. `sixfour zone show` prints it. Take it away, and wait for its TTL, before this goes off. Zones of single challenges are never signed.',
    allowed: 'true or false',
  },
  'delegation.dnssec_roll_days': {
    why: 'After how many days the key of a signed zone is changed by itself, as `sixfour zone roll` does it: the new key is made known, then the DS record at the zone above is waited for, which whoever runs that zone has to publish, unless it reads CDS records (RFC 8078). 0: never by itself.',
    allowed: 'a whole number from 0',
    unit: 'days',
  },
  'delegation.secondaries': {
    why: 'Name servers of other programs (BIND, Knot, NSD) that fetch the zones from here, whole and by what changed (AXFR, IXFR), and serve them too: a table for each, under a name for it. Nobody else may. Not for zones that are signed here.',
    allowed: 'tables named by a short name, e.g. [delegation.secondaries.ns2]',
  },
  'delegation.secondaries.*.addresses': {
    why: 'Its addresses: where it is told of changes and asked what it serves, and from where it may fetch.',
    allowed: 'a list of IP addresses, e.g. ["2001:db8:2::53", "198.51.100.53"]',
  },
  'delegation.secondaries.*.port': {
    why: 'Its UDP port.',
    allowed: 'a whole number from 1 to 65535',
  },
  'delegation.secondaries.*.key_file': {
    why: 'A file with the TSIG key that both sides have, as `sixfour zone secondary-key` or BIND\'s tsig-keygen writes it: key "NAME" { algorithm hmac-sha256; secret "..."; };',
    allowed: 'a path; relative paths start at the settings file',
  },
  'delegation.secondaries.*.zones': {
    why: 'Which zones it has. Empty: all of `delegation.zones`.',
    allowed: 'a list of zones, e.g. ["acme.example.net"]',
  },
  'delegation.secondary_wait_ms': {
    why: 'How long a change waits until every secondary that keeps up serves it. Beyond, whoever asked for the change is answered, and `sixfour zone show` and the log say who lags; one that lags is not waited for again until it has caught up.',
    allowed: 'a whole number from 1',
    unit: 'milliseconds',
  },
  'delegation.api.addresses': {
    why: 'Where the native API of the delegation is served once more, for clients that prove themselves by a certificate: a port of its own, because a server that asks for certificates makes browsers ask people. Keys and tokens are taken there too. Empty: no client certificates.',
    allowed: 'a list of IP addresses, e.g. ["2001:db8::1", "192.0.2.1"]',
  },
  'delegation.api.port': {
    why: 'TCP port on each of those addresses. 0 takes a free one.',
    allowed: 'a whole number from 0 to 65535',
  },
  'delegation.api.ca_file': {
    why: 'Certificates (PEM) of the CA whose client certificates count there; they must be for clients (clientAuth), if they say what they are for. It counts instead of our own, never beside it. Empty: certificates of this CA count, as they are issued to servers, until they are revoked.',
    allowed: 'a path, relative to the settings file, or ""',
  },
  'delegation.updates.addresses': {
    why: 'Where clients of RFC 2136 (nsupdate, certbot-dns-rfc2136, lego, cert-manager) send updates signed with a TSIG key of theirs. It plays the zone of every challenge name, so that clients need not follow a CNAME: let only your clients reach it, and delegate nothing to it. Empty: no updates.',
    allowed: 'a list of IP addresses, e.g. ["2001:db8::54", "192.0.2.54"]',
  },
  'delegation.updates.port': {
    why: 'UDP and TCP port on each of those addresses. 0 takes a free one.',
    allowed: 'a whole number from 0 to 65535',
  },
  'delegation.updates.name_servers': {
    why: 'Whether the DNS server of the zones (`delegation.addresses`) takes updates too, of its own zones: for clients that follow a CNAME, or whose challenge name is a zone here. It is open to everybody, so every message is checked before it is believed; still, the fewer take updates, the better.',
    allowed: 'true or false',
  },
  'delegation.updates.hmac_sha1': {
    why: 'Whether TSIG keys of HMAC-SHA1 count, for clients that have nothing better. HMAC-MD5 never does.',
    allowed: 'true or false',
  },
};
