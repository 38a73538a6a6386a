/** English: the sentences between the lines that `sixfour advise` prints. The lines themselves are the same in every language. */
export const adviceSteps = {
  caMake: () =>
    'Make the CA: root and issuing CA, the issuing one for your names only, and the root key kept elsewhere.',
  caExport: () => 'Take the root certificate along; it is no secret.',
  trustDebian: () => 'Debian, Ubuntu:',
  trustRedHat: () => 'Red Hat, Fedora, Rocky, Alma:',
  trustArch: () => 'Arch:',
  trustAlpine: () => 'Alpine:',
  trustWindows: () =>
    'Windows, as administrator; for a domain, the same certificate in a group policy under Trusted Root Certification Authorities:',
  trustMac: () => 'macOS, as administrator; without a device management each user has to approve it:',
  trustPhones: () =>
    'iOS: a profile of the device management; by hand, full trust has to be switched on afterwards under Settings, General, About. Android: most programs ignore what a user adds, so use the device management, or a network security configuration in your own program.',
  trustFirefox: () => 'Firefox, policies.json: it takes what the system trusts, or this file:',
  trustPrograms: () => 'Programs with a store of their own: Java, Node, Python, and what uses NSS:',
  trustContainers: () => 'Containers: into the image.',
  caOrder: () => 'Then any ACME client orders from it:',
  delegationZone: () =>
    'On a host that the world can ask over UDP and TCP port 53, over both families, sixfour.toml; the zone above hands this zone to it with an NS record:',
  delegationRecord: () => 'Once, in the zone of the name; nothing has to be changed there ever after:',
  delegationClient: () =>
    'Who may answer that one challenge; the key is shown once, for certbot, lego, acme.sh and others:',
  delegationCheck: () => 'Ask every name server, as a CA would:',
  centralRecord: () => 'Once, in the zone of the name:',
  centralOrder: () => 'On the protected host, which alone knows a key, order by DNS:',
  centralHandOn: () => 'Hand the certificate on over a channel inside, and reload:',
  persistVerify: () =>
    'See whether the CA offers it: a directory with "accountHashPrefix" does; another may, so ask its documentation.',
  persistRecord: () => 'Once, in the zone of the name; it stays:',
  persistWatch: () => 'Keep it in the inventory, so that it is looked at every day:',
  pathPrinciple: () =>
    'Let the path of challenges through, by GET and HEAD alone, without a query, with the letters that tokens have; everything else stays as it is. Write the rule for the device that refuses today.',
  pathNginx: () => 'nginx, inside http:',
  pathApache: () => 'Apache, with mod_alias and mod_rewrite:',
  pathCaddy: () => 'Caddy:',
  pathHaproxy: () =>
    'HAProxy; the ACME client, or a web server with its files, answers on port 8402 of the same host:',
  pathTraefik: () => 'Traefik, a file of the file provider:',
  pathCloudflare: () => 'Cloudflare, first of the custom rules:',
  pathAws: () =>
    'AWS WAF: instead of a rule that allows the path, leave it out of the rule that blocks countries, so that all other rules still look at it. Put your countries in:',
  pathF5: () => 'F5 BIG-IP, an iRule:',
  pathConsole: () => 'Others, in their consoles:',
  pathOrder: () => 'Then order with the file in that folder:',
  alpnBuiltIn: () => 'Caddy and Traefik do it by themselves where port 443 reaches them directly. Caddy:',
  alpnHaproxy: () =>
    'HAProxy, in TCP mode, hands the handshakes of challenges on and leaves the others alone:',
  alpnNginx: () => 'nginx, the same in stream:',
  alpnOrder: () => 'Then order with a client that answers on the inner port:',
  boxOnce: () => 'nftables, once: a set whose elements end by themselves, and a rule before those that drop:',
  boxHooks: () => 'Open for the order, close after it, and in five minutes whatever happens:',
  boxFirewalld: () => 'firewalld instead, which closes by itself:',
  boxProcess: () => 'Or for one process only, started in acme.slice, while it listens:',
  boxWindows: () => 'Windows: for one program:',
  boxMac: () => 'macOS: for one program:',
  hostingRedirect: () =>
    'Ask whoever hosts to send the path of challenges, on all frontends, to one host; a redirect is allowed:',
  hostingProxy: () => 'Or to pass it on:',
  hostingOrder: () =>
    'That host orders for all and hands the certificates on; the frontends hold no credentials:',
  caveatRollover: () =>
    'Plan today how the next root gets into all these stores: both are trusted for years before the old one ends.',
  caveatConstraints: () =>
    'Names of the inside stay out of public logs (Certificate Transparency). Constrain the issuing CA to your names, or whoever takes its key can be anybody for your devices.',
  caveatUserStores: () =>
    'Whoever brings a device of their own sees a warning: this way is for devices that belong to you.',
  caveatDnsServers: () =>
    'The name servers themselves must be reachable for all places from which a CA looks, over UDP and TCP, over both families: a country block there counts as well.',
  caveatTokens: () =>
    'Most DNS providers have no token that is good for one record alone: one that leaks may change the zone, or move the domain. Keep it at a broker, or in an account of its own.',
  caveatSameProvider: () =>
    'To delegate inside of one provider is often more complicated than to another one.',
  caveatSecondAccount: () => 'A second account at the provider, for the challenge zone alone, costs little.',
  caveatInsideChannel: () =>
    'The channel inside carries private keys: restrict it to one direction and one folder.',
  caveatAccountKey: () =>
    'The risk moves to the account key: whoever has it gets certificates for the name for as long as the record stands. Set persistUntil, and change the key from time to time.',
  caveatPersistDraft: () =>
    'It is still a draft (draft-ietf-acme-dns-persist; ballot SC-088v3): see whether your CA offers it in production.',
  caveatUserAgent: () =>
    'A user agent can be imitated and is another one for each CA: use it in addition, never alone.',
  caveatAddresses: () =>
    "Let's Encrypt publishes no list of its addresses and changes them, and the places from which it looks become more: no list of allowed addresses works.",
  caveatBotFight: () =>
    "Cloudflare's free Bot Fight Mode cannot be skipped by a rule, and country blocks of IP Access rules come before: switch it off, and make those a custom rule.",
  caveatAlwaysHttps: () =>
    '"Always Use HTTPS" at a CDN redirects the challenge as well; then port 443 has to work over IPv6 too.',
  caveatAudit: () =>
    '"Port 80 is bad" is mostly a rule of an audit and no threat: show that it serves the redirect and challenges only, and Let\'s Encrypt\'s page on why port 80 should stay open.',
  caveatTlsFront: () => 'Impossible behind anything that ends TLS before your server, such as a CDN.',
  caveatNoWildcard: () => 'Not for wildcards: those need DNS.',
  caveatSchedule: () => 'Order at a random time, so that nobody knows when the port opens.',
  caveatTransparency: () => 'Public logs tell the moment of every certificate.',
  caveatCgroup: () => 'nft knows processes by cgroup v2 only; on a host with cgroup v1 the rule is refused.',
};
export type AdviceStepText = keyof typeof adviceSteps;
