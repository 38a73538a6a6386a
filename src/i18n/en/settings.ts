import { delegationSettings } from './settings-delegation.ts';

/**
 * English texts of the settings, by path: why the key exists, what it may hold, its unit. `docs/settings.md` and the messages
 * for wrong values are made of them.
 */
export const settings = {
  language: {
    why: 'Language of commands and messages. `auto` follows the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`); English where a language has no catalogue.',
    allowed: '"auto", or a language tag such as "en" or "fr-CH"',
  },
  'data.directory': {
    why: 'Holds everything that must survive a restart: the database, the encrypted keys, the control socket. One directory, so that one backup is whole. Read only from a settings file named by `--config`; a `sixfour.toml` inside the data directory need not say where it lies.',
    allowed: 'a path; relative paths start at the settings file',
  },
  'host.public_host': {
    why: "The name under which clients reach this server. It goes into the CRL and issuer addresses of certificates (when the hierarchy is made) and into the server's own certificate. Empty: `localhost`.",
    allowed: 'a lower-case host name without port, or ""',
  },
  'host.https_port': {
    why: 'The HTTPS port that clients see, where a proxy or a port forward stands before the server. 0: the same as `https.port`.',
    allowed: 'a whole number from 0 to 65535',
  },
  'host.http_port': {
    why: 'The HTTP port that clients see; it is written into the CRL and issuer addresses when the hierarchy is made. 0: the same as `http.port`.',
    allowed: 'a whole number from 0 to 65535',
  },
  'https.port': {
    why: 'ACME and the API. Above 1024, so that no root is needed. 0 lets the system choose, and the server prints its choice.',
    allowed: 'a whole number from 0 to 65535',
  },
  'https.addresses': {
    why: 'One socket is opened for each address. Loopback only, until told otherwise: a new CA should not be reachable by accident. For all addresses of both families: `["::", "0.0.0.0"]`.',
    allowed: 'a list of IPv6 and IPv4 addresses',
  },
  'http.port': {
    why: "CRLs, issuer and root certificates, which clients fetch without TLS, and the answers to the server's own http-01 challenge. 0 lets the system choose.",
    allowed: 'a whole number from 0 to 65535',
  },
  'http.addresses': {
    why: 'As `https.addresses`. Open it wherever certificates are checked: CRLs are fetched from here.',
    allowed: 'a list of IPv6 and IPv4 addresses',
  },
  'keys.passphrase_file': {
    why: 'A file whose first line is the passphrase that encrypts the keys at rest. Keep it on another disk, or on one that is mounted only for the start.',
    allowed: 'a path, or ""; relative paths start at the settings file',
  },
  'keys.credential': {
    why: 'Take the secret from the systemd credential `sixfour-key` (`LoadCredentialEncrypted=sixfour-key:...` in the unit): it is then never readable on disk.',
    allowed: 'true or false',
  },
  'keys.file': {
    why: 'A file (0600) with the secret that encrypts the keys at rest. Empty, with neither of the two above: `at-rest.key` in the data directory, which is warned about, because whoever copies the directory has both.',
    allowed: 'a path, or ""; relative paths start at the settings file',
  },
  'validation.rule': {
    why: "When a failed IPv6 attempt is followed by one over IPv4. `documented`: as Let's Encrypt documents it, only after a connection timeout and only on the first http-01 request. `boulder`: as its code does, after any error of the connection. `per-hop`: at every redirect anew.",
    allowed: '"documented", "boulder" or "per-hop"',
  },
  'validation.dns_servers': {
    why: 'Resolvers to ask, in this order. Empty: those of the system.',
    allowed: 'a list of addresses with an optional port, e.g. ["[2001:db8::53]:53", "192.0.2.53"]',
  },
  'validation.zones': {
    why: 'Name servers for single zones, where inside and outside see different answers (split horizon). The longest matching zone wins.',
    allowed: 'a table of lists, e.g. { "corp.example" = ["[fd00::53]:53"] }',
  },
  'validation.iterative': {
    why: "For dns-01 on public names ask the zone's own name servers, all of them, starting at the root, so that no cache and no resolver stands between. Off: ask `validation.dns_servers`.",
    allowed: 'true or false',
  },
  'validation.stubs': {
    why: 'Where the iterative search begins for a zone, instead of the root: needed where the root cannot be reached.',
    allowed: 'a table of lists, e.g. { "corp.example" = ["[fd00::53]:53"] }',
  },
  'validation.root_hints': {
    why: 'Root servers for the iterative search. Empty: the thirteen of the public DNS.',
    allowed: 'a list of addresses with an optional port',
  },
  'validation.dnssec': {
    why: "Whether answers are validated with DNSSEC here, by their signatures alone and never by a resolver's word. `require`: one that is bogus, or whose chain of trust cannot be had, counts as a failed lookup; what is provably not signed passes. `record`: the verdict is only recorded. `auto`: `require` where the search begins at the root (`validation.iterative`) or a trust anchor is given for the zone itself; `off` where other resolvers answer, and with `validation.root_hints` of your own unless there is an anchor.",
    allowed: '"auto", "off", "record" or "require"',
  },
  'validation.trust_anchors': {
    why: "Keys, or digests of keys, that trust begins with, besides the root's: for a private root, or for signed zones of your own. One for the root replaces the two that IANA publishes. A zone in `validation.zones` or `validation.stubs` is validated only by an anchor of that zone or below it, since the public tree may know another zone of that name.",
    allowed:
      'a list of DS or DNSKEY records as zone files write them, e.g. ["corp.example DS 12345 13 2 <64 hexadecimal digits>"]; digests SHA-256 or SHA-384',
  },
  'validation.http01_port': {
    why: 'Port for http-01 instead of 80 (RFC 8555 section 8.3 demands 80), so that tests need no root. 0: port 80.',
    allowed: 'a whole number from 0 to 65535',
  },
  'validation.tls_alpn01_port': {
    why: 'Port for tls-alpn-01 instead of 443 (RFC 8737 section 3 demands 443), so that tests need no root. 0: port 443.',
    allowed: 'a whole number from 0 to 65535',
  },
  'validation.allow_loopback': {
    why: 'Lets validation reach loopback addresses, which otherwise nothing can: programs on this machine are not a target.',
    allowed: 'true or false',
  },
  'validation.time_scale': {
    why: 'Factor on every time limit of a validation, so that tests of timeouts end sooner.',
    allowed: 'a number from 0.001 to 1',
    unit: 'factor',
  },
  'acme.terms_of_service': {
    why: 'Address of the terms that a client must agree to (RFC 8555 section 7.1.1). Empty: there are none.',
    allowed: 'an http or https URL, or ""',
  },
  'acme.website': {
    why: 'Address of a page about this CA, shown to clients in the directory.',
    allowed: 'an http or https URL, or ""',
  },
  'acme.caa': {
    why: 'CAA records (RFC 8659), in the default directory. `enforce`: looked up before a certificate is issued, and obeyed. `advisory`: looked up and recorded, and nothing is refused. `off`, because no record can permit this CA before `acme.caa_identities` says by which name.',
    allowed: '"off", "advisory" or "enforce"; the latter two need `acme.caa_identities`',
  },
  'acme.caa_identities': {
    why: 'Names by which DNS records mean this CA: in CAA records (RFC 8659) and in those of dns-persist-01. The directory shows them. Use a name that belongs to you.',
    allowed: 'a list of lower-case host names, at most 10',
  },
  'acme.subdomain_authorizations': {
    why: 'In the default directory, one proof of a domain over DNS serves its account for every name below it, wildcards too, for as long as it is valid (RFC 9444), and may be given before there is an order (`newAuthz`). Off: whoever can change the DNS of a domain for a minute gets certificates for the names that he asks for then; on: for any name below it, for 30 days. What is allowed to be issued is asked for every name as ever.',
    allowed: 'true or false',
  },
  'acme.challenge_types': {
    why: 'Challenges that the default directory offers, as far as they suit the name. `dns-account-01` and `dns-persist-01` are drafts: offer them to clients that want them.',
    allowed:
      'a list of "http-01", "dns-01", "tls-alpn-01", "dns-account-01" and "dns-persist-01", at least one of them',
  },
  'acme.dns_persist_version': {
    why: 'Which draft of dns-persist-01 is spoken, as they exclude each other. `01`: the account URL in clear, as the clients of today write it. `02`: the account as a hash bound to name and key.',
    allowed: '"01" or "02"',
  },
  'acme.external_account_required': {
    why: 'New accounts need a key that you made with `sixfour eab add`: with it, only people you know can have an account.',
    allowed: 'true or false',
  },
  'acme.hosts': {
    why: 'Further names under which clients may address the server. Addresses in answers follow the name that the client used, but only if it is known; else the public host.',
    allowed: 'a list of lower-case host names',
  },
  'acme.limits.accounts_per_network.burst': {
    why: 'New accounts from one network (one IPv4 address or one IPv6 /64) at once: a fleet behind one NAT is rolled out in an hour.',
    allowed: 'a whole number from 1',
  },
  'acme.limits.accounts_per_network.every_ms': {
    why: 'Then one more so often: an attacker gets about 100 rows an hour.',
    allowed: 'a whole number from 1',
    unit: 'milliseconds',
  },
  'acme.limits.orders_per_network.burst': {
    why: 'New orders from one network at once: bounds what many accounts of one network write together.',
    allowed: 'a whole number from 1',
  },
  'acme.limits.orders_per_network.every_ms': {
    why: 'Then one more so often.',
    allowed: 'a whole number from 1',
    unit: 'milliseconds',
  },
  'acme.limits.orders_per_account.burst': {
    why: 'New orders of one account at once: a hosting platform renews thousands of names in a row.',
    allowed: 'a whole number from 1',
  },
  'acme.limits.orders_per_account.every_ms': {
    why: 'Then one more so often: 5 a second for ever.',
    allowed: 'a whole number from 1',
    unit: 'milliseconds',
  },
  'acme.limits.failures_per_name.burst': {
    why: 'Failed validations of one name by one account at once: somebody who mends a firewall tries a few times.',
    allowed: 'a whole number from 1',
  },
  'acme.limits.failures_per_name.every_ms': {
    why: 'Then one more so often: a broken cron job must not make this server knock at others for ever.',
    allowed: 'a whole number from 1',
    unit: 'milliseconds',
  },
  'acme.limits.pending_orders_per_account': {
    why: 'Unfinished orders of one account at a time.',
    allowed: 'a whole number from 1',
  },
  directories: {
    why: 'Further ACME directories, each at `/acme/<name>/directory`, with the certificate profile that it uses when a client names none.',
    allowed:
      "tables named by lower-case letters, digits and hyphens, not like one of ACME's own resources, e.g. [directories.short]",
  },
  'directories.*.profile': {
    why: '`default`: 45 days. `short`: 160 hours, for clients that renew every few days.',
    allowed: '"default" or "short"',
  },
  'directories.*.caa': {
    why: 'As `acme.caa`, for this directory. `inherit`: the same, so that no directory is a way around it unless you say so.',
    allowed: '"inherit", "off", "advisory" or "enforce"',
  },
  'directories.*.subdomain_authorizations': {
    why: 'As `acme.subdomain_authorizations`, for this directory alone: it is not taken over from there.',
    allowed: 'true or false',
  },
  'directories.*.challenge_types': {
    why: 'As `acme.challenge_types`, for this directory. Empty: the same.',
    allowed: 'a list of "http-01", "dns-01", "tls-alpn-01", "dns-account-01" and "dns-persist-01"',
  },
  'perspectives.addresses': {
    why: 'Where perspectives reach this server: to join, and, those that dial out, to stay. Empty: nowhere, and no perspective can join.',
    allowed: 'a list of IP addresses, e.g. ["::", "0.0.0.0"]',
  },
  'perspectives.port': {
    why: 'Port for perspectives, on each of those addresses. 0: one that is free.',
    allowed: 'a whole number from 0 to 65535',
  },
  'perspectives.policy': {
    why: 'How many perspectives must confirm what this server saw. `majority`: more than half. `baseline-requirements`: the table that public CAs are bound to, with their minimum and two regions. `all`: every one. `at-least`: `perspectives.quorum` of them. `monitor`: asked and recorded, and nothing is refused. Every verdict names the policy. Where there is no perspective at all, `majority`, `all` and `monitor` leave the verdict to this server alone, unless a minimum is set.',
    allowed: '"majority", "baseline-requirements", "all", "at-least" or "monitor"',
  },
  'perspectives.minimum': {
    why: 'With fewer perspectives than this nothing is valid. 0: the number of the policy itself.',
    allowed: 'a whole number from 0',
  },
  'perspectives.quorum': {
    why: 'For the policy `at-least` only: how many must confirm. 0: not set.',
    allowed: 'a whole number from 0',
  },
  'perspectives.regions': {
    why: 'In how many regions of the address registries those that confirm must stand. 0: the number of the policy itself.',
    allowed: 'a whole number from 0 to 5',
  },
  'perspectives.foreign': {
    why: "Perspectives of others that speak Open MPIC, by the name that you give them. They say less than one of ours: no address, no phase, and nobody's word for the DNS but theirs.",
    allowed: 'a table; names of lower-case letters, digits and hyphens, at most 32 characters',
  },
  'perspectives.foreign.*.url': {
    why: 'Where it answers: `/dcv` and `/caa` are asked below this.',
    allowed: 'an https URL',
  },
  'perspectives.foreign.*.region': {
    why: 'Where it stands, by the address registry of its region.',
    allowed: '"ARIN", "RIPE", "APNIC", "LACNIC" or "AFRINIC"',
  },
  'perspectives.foreign.*.header': {
    why: 'A header field that every request carries, such as an API key. Empty: none.',
    allowed: 'a field as it is sent, e.g. "x-api-key: abcdef", or ""',
  },
  'perspectives.foreign.*.ca_file': {
    why: 'File with the certificates (PEM) that vouch for it, relative to this file. Empty: those that Node knows.',
    allowed: 'a path, or ""',
  },
  'agent.addresses': {
    why: 'Of a perspective (`sixfour perspective run`): where it listens. Empty: at the address of the URL with which it was added, or everywhere when that is a name.',
    allowed: 'a list of IP addresses, e.g. ["2001:db8::5", "192.0.2.5"]',
  },
  'agent.port': {
    why: 'Of a perspective: the port on each of those addresses. 0: the port of its URL.',
    allowed: 'a whole number from 0 to 65535',
  },
  'directories.*.networks': {
    why: 'Private networks that validations of this directory may reach, besides those of `sixfour allow --network`, which all directories may: so that who may order from one department reaches no address of another. Never loopback, link-local, multicast or metadata addresses.',
    allowed:
      'a list of networks that could be allowed by `sixfour allow --network`, e.g. ["fd00:1::/48", "10.1.0.0/16"]',
  },
  'agent.networks': {
    why: 'Of a perspective: private networks in which it may validate, as `sixfour allow --network` says it to a server.',
    allowed: 'a list of networks, e.g. ["fd00:1::/48", "10.1.0.0/16"]',
  },
  ...delegationSettings,
  'retention.evidence_days': {
    why: 'How long what a validation saw is kept: long enough to compare two renewals of a 45-day certificate.',
    allowed: 'a whole number from 1',
    unit: 'days',
  },
  'retention.orders_days': {
    why: 'How long finished orders and authorizations are kept. Certificates stay as compact rows; a revoked one that has not expired is never dropped.',
    allowed: 'a whole number from 1',
    unit: 'days',
  },
  'retention.expired_certificates_days': {
    why: 'How long the bytes of an expired certificate are kept; its row stays.',
    allowed: 'a whole number from 1',
    unit: 'days',
  },
  'log.level': {
    why: 'The least severe kind of line that is logged, to standard error. What clients do wrong is `debug`: nobody can flood the log from outside.',
    allowed: '"debug", "info", "warn", "error" or "silent"',
  },
  'log.format': {
    why: '`json` for collectors, `text` for eyes; `auto` takes `text` on a terminal.',
    allowed: '"auto", "json" or "text"',
  },
} satisfies Record<string, { why: string; allowed: string; unit?: string }>;

export type SettingTexts = Readonly<Record<keyof typeof settings, SettingText>>;
export type SettingText = { readonly why: string; readonly allowed: string; readonly unit?: string };
