import { z } from 'zod';
import { INSIDE_MAX } from './limits.ts';

/** What a machine says of itself, as plain data: no secrets, no contents of files but the lines that bear on reachability. */
export type InsideReport = z.infer<typeof insideReport>;

const { facts, path, text } = INSIDE_MAX;

const family = z.union([z.literal(6), z.literal(4)]);
const address = z.string().max(64);
const port = z.int().min(0).max(65_535);
/** The kernel takes any character but white space, `/` and `:`; these names stand in commands. */
const ifname = z
  .string()
  .max(32)
  .regex(/^[^\s'"`$\\;&|<>(){}[\]!#*?~]*$/);
/** As a configuration names interfaces: several at once, too. */
const ifpattern = z.string().max(32);
const line = z.string().max(text);
const seconds = z.number().nonnegative();
const source = { file: z.string().max(path), line: z.int().nonnegative().optional() };

const linkFact = z.strictObject({
  name: ifname,
  up: z.boolean(),
  mtu: z.int().nonnegative(),
  /** `ether`, `loopback`, `tun`, `wireguard`, `bridge`, `veth`, ... as the kernel calls it. */
  type: z.string().max(32),
});

/** As the kernel and `ip` call them. */
export const ADDRESS_FLAGS = [
  'tentative',
  'dadfailed',
  'deprecated',
  'temporary',
  'permanent',
  'optimistic',
  'secondary',
  'nodad',
  'home',
  'mngtmpaddr',
] as const;

const addressFact = z.strictObject({
  ifname,
  address,
  family,
  prefix: z.int().min(0).max(128),
  scope: z.enum(['global', 'unique-local', 'link', 'host']),
  flags: z.array(z.enum(ADDRESS_FLAGS)),
  /** Absent: for ever. */
  preferredSeconds: seconds.optional(),
  validSeconds: seconds.optional(),
});

const routeFact = z.strictObject({
  family,
  /** `default` or a prefix. */
  to: z.string().max(64),
  type: z.enum(['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw', 'local', 'other']),
  via: address.optional(),
  ifname: ifname.optional(),
  /** `ra`, `static`, `kernel`, `boot`, `dhcp`, ... */
  protocol: z.string().max(32).optional(),
  metric: z.int().optional(),
  expiresSeconds: seconds.optional(),
  mtu: z.int().optional(),
  source: address.optional(),
  /** Absent: the main one. */
  table: z.string().max(32).optional(),
});

const policyRuleFact = z.strictObject({
  family,
  priority: z.int(),
  from: z.string().max(64),
  table: z.string().max(32),
});

const neighbourFact = z.strictObject({
  family,
  address,
  ifname,
  state: z.string().max(16),
  router: z.boolean(),
});

/** A kernel setting as it is now, and as files set it again after a reboot: the last file wins. */
const sysctlFact = z.strictObject({
  key: z.string().max(128),
  runtime: z.string().max(64).optional(),
  saved: z.strictObject({ value: z.string().max(64), ...source }).optional(),
});

/** Kernel counters by their own names (`Ip6OutNoRoutes`, `ListenOverflows`, `nf_conntrack_count`, ...). */
const counterFact = z.strictObject({ name: z.string().max(64), value: z.number() });

const listenerFact = z.strictObject({
  protocol: z.enum(['tcp', 'udp']),
  /** Of the socket, not of the peers: an IPv6 socket with `v6only` false serves both. */
  family,
  /** `::` and `0.0.0.0` are any address. */
  address,
  port,
  v6only: z.boolean().optional(),
  /** Name of the process, where it could be read. */
  process: z.string().max(64).optional(),
  /** Connections that wait to be accepted, and how many may. */
  queue: z.strictObject({ waiting: z.int(), max: z.int() }).optional(),
});

/** One rule of one packet filter, in the order in which it is asked. */
const filterRule = z.strictObject({
  /** `redirect`: the packet goes on to another port or host (DNAT). */
  verdict: z.enum(['accept', 'drop', 'reject', 'jump', 'goto', 'return', 'queue', 'redirect', 'continue']),
  /** Of a jump. */
  target: z.string().max(64).optional(),
  /** Of a reject: `tcp-reset`, `adm-prohibited`, `port-unreachable`, ... */
  rejectWith: z.string().max(32).optional(),
  /** Absent: any. */
  family: family.optional(),
  protocol: z.enum(['tcp', 'udp', 'icmp', 'icmpv6', 'other']).optional(),
  /** Ranges of destination ports. */
  ports: z
    .array(z.tuple([port, port]))
    .max(facts)
    .optional(),
  sources: z.array(z.string().max(64)).max(facts).optional(),
  /** Every source but these. */
  notSources: z.array(z.string().max(64)).max(facts).optional(),
  destinations: z.array(z.string().max(64)).max(facts).optional(),
  /** Of a redirect: where to. */
  to: z.string().max(64).optional(),
  /** It matches in a special state only: above a rate or number, or where there is no way back to the source. */
  when: z.enum(['over-limit', 'no-route-back']).optional(),
  /** Connection states (`new`, `established`, ...). */
  states: z.array(z.string().max(16)).max(8).optional(),
  /** ICMP types by name. */
  types: z.array(z.string().max(48)).max(64).optional(),
  ifname: ifpattern.optional(),
  /** Every interface but this. */
  notIfname: ifpattern.optional(),
  /** There is a condition that this does not understand: the rule may or may not match. */
  unclear: z.boolean().optional(),
  packets: z.number().optional(),
  handle: z.int().optional(),
  /** As its program prints it. */
  text: line,
});

/** A base chain on the way in, or a chain that others jump to. */
const filterChain = z.strictObject({
  program: z.enum(['nft', 'iptables-legacy', 'ip6tables-legacy']),
  /** Of nft: `inet`, `ip6`, `ip`; of the legacy ones the family that they filter. */
  table: z.string().max(96),
  name: z.string().max(64),
  family: family.optional(),
  /** Of a base chain: `input`, `prerouting`, `forward`; with its priority (lower is asked first). */
  hook: z.enum(['input', 'prerouting', 'forward', 'output', 'postrouting', 'ingress']).optional(),
  priority: z.int().optional(),
  policy: z.enum(['accept', 'drop']).optional(),
  /** Who made it, as its name tells: `ip6tables`, `firewalld`, `ufw`, `docker`, `fail2ban`. */
  owner: z.string().max(32).optional(),
  rules: z.array(filterRule).max(facts),
});

/** firewalld and ufw as they say themselves. */
const firewallFact = z.discriminatedUnion('manager', [
  z.strictObject({
    manager: z.literal('firewalld'),
    active: z.boolean(),
    zones: z
      .array(
        z.strictObject({
          name: z.string().max(64),
          interfaces: z.array(ifpattern).max(64),
          services: z.array(z.string().max(64)).max(facts),
          ports: z.array(z.string().max(32)).max(facts),
          target: z.string().max(32),
        }),
      )
      .max(64),
    rpfilter: z.string().max(32).optional(),
  }),
  z.strictObject({
    manager: z.literal('ufw'),
    active: z.boolean(),
    ipv6: z.boolean(),
    rules: z.array(line).max(facts),
  }),
  z.strictObject({
    manager: z.enum(['nftables', 'netfilter-persistent', 'docker', 'fail2ban', 'crowdsec']),
    active: z.boolean(),
  }),
]);

/** One `listen` of a web server's configuration, with what it serves there. */
const listenFact = z.strictObject({
  software: z.enum(['nginx', 'apache', 'caddy', 'haproxy', 'node', 'traefik']),
  /** As written. */
  directive: line,
  ...source,
  /** The families that it gives a socket for, by the rules of its software. */
  families: z.array(family).max(2),
  address,
  port,
  tls: z.boolean(),
  proxyProtocol: z.boolean(),
  /** Server names of its virtual host; empty: whatever is asked for. */
  names: z.array(z.string().max(255)).max(facts),
  /** It answers names that nobody has here. */
  isDefault: z.boolean(),
  certificate: z.string().max(path).optional(),
  /** Where requests are passed on to (`localhost:3000`), redirected to, or files are served from: those of the challenge path where it has its own folder. */
  upstream: z.string().max(255).optional(),
  redirect: z.string().max(255).optional(),
  root: z.string().max(path).optional(),
  /** A rule that lets only some addresses in, or asks for a password, and the families of addresses that it names. */
  access: z.strictObject({ families: z.array(family).max(2), auth: z.boolean(), text: line }).optional(),
});

/** Who sets addresses and routes when the machine starts, and what is written there of IPv6. */
const networkManagerFact = z.strictObject({
  manager: z.enum(['netplan', 'networkd', 'NetworkManager', 'ifupdown', 'cloud-init']),
  active: z.boolean(),
  ifname: ifpattern.optional(),
  ...source,
  /** `static`, `auto`, `dhcp`, `disabled`, `absent`. */
  ipv6: z.enum(['static', 'auto', 'dhcp', 'disabled', 'absent']),
  addresses: z.array(z.string().max(64)).max(64),
  gateway: z.string().max(64).optional(),
});

/** Lines of the journal that tell of a cause, as codes. */
const journalFact = z.strictObject({
  code: z.enum([
    'bind-in-use',
    'bind-not-available',
    'neighbour-overflow',
    'conntrack-full',
    'rpfilter-drop',
    'syn-flood',
    'duplicate-address',
    'route-refused',
  ]),
  unit: z.string().max(64),
  at: z.number(),
  count: z.int().positive(),
});

const dockerFact = z.strictObject({
  ipv6: z.boolean().optional(),
  ip6tables: z.boolean().optional(),
  userlandProxy: z.boolean().optional(),
  published: z.array(z.strictObject({ container: z.string().max(64), address, port, to: port })).max(facts),
});

const certificateFact = z.strictObject({
  ...source,
  fingerprint: z.string().max(64),
  notBefore: z.number(),
  notAfter: z.number(),
  names: z.array(z.string().max(255)).max(facts),
  chain: z.int().nonnegative(),
});

export const insideReport = z.strictObject({
  kind: z.literal('inside'),
  version: z.literal(1),
  /** Milliseconds since 1970. */
  at: z.number(),
  ms: z.number().nonnegative(),
  bootedAt: z.number().optional(),
  root: z.boolean(),
  /** What could not be read, and a code for why: `needs-root`, `absent`, `timeout`, `failed`, `unreadable`, `too-large`. */
  unread: z.array(z.strictObject({ what: z.string().max(64), why: z.string().max(32) })).max(facts),
  links: z.array(linkFact).max(facts),
  addresses: z.array(addressFact).max(facts),
  routes: z.array(routeFact).max(facts),
  policyRules: z.array(policyRuleFact).max(facts),
  neighbours: z.array(neighbourFact).max(facts),
  sysctls: z.array(sysctlFact).max(facts),
  /** Kernel command line words that turn IPv6 off, and modules on a black list. */
  boot: z.array(z.strictObject({ text: line, ...source })).max(16),
  counters: z.array(counterFact).max(facts),
  listeners: z.array(listenerFact).max(facts),
  chains: z.array(filterChain).max(facts),
  /** Files from which rules come back after a reboot, and whether they hold the rules of now. */
  savedRules: z
    .array(
      z.strictObject({
        ...source,
        family: family.optional(),
        same: z.boolean().optional(),
        /** Ports of the web that they would not let in. */
        refuses: z.array(z.strictObject({ family, port })).max(8).optional(),
      }),
    )
    .max(16),
  firewalls: z.array(firewallFact).max(8),
  listens: z.array(listenFact).max(facts),
  networkManagers: z.array(networkManagerFact).max(facts),
  docker: dockerFact.optional(),
  journal: z.array(journalFact).max(facts),
  certificates: z.array(certificateFact).max(facts),
  /** Does the machine reach the Internet itself, over each family? Absent where it was not tried. */
  outbound: z
    .array(
      z.strictObject({
        family,
        to: z.string().max(255),
        outcome: z.string().max(32),
        source: address.optional(),
      }),
    )
    .max(16),
  /** Which address of its own the machine would send from, to some public address of that family; nothing is sent. */
  sources: z
    .array(z.strictObject({ family, to: address, source: address }))
    .max(16)
    .optional(),
  /** Addresses and prefixes that the cloud's own data on this machine say are assigned to it. Absent: there are no such data. */
  assigned: z
    .array(z.strictObject({ family, address, prefix: z.int().min(0).max(128), ...source }))
    .max(facts)
    .optional(),
  /** Counter proof, with consent: packets of the outside look that arrived at a counting rule. */
  arrivals: z.array(z.strictObject({ family, port, from: z.string().max(64), packets: z.number() })).max(16),
});

type Facts<K extends keyof InsideReport> = InsideReport[K] extends readonly (infer F)[] ? F : never;
export type AddressFact = Facts<'addresses'>;
export type RouteFact = Facts<'routes'>;
export type ListenerFact = Facts<'listeners'>;
export type FilterChain = Facts<'chains'>;
export type FilterRule = FilterChain['rules'][number];
export type ListenFact = Facts<'listens'>;
