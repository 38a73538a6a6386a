/**
 * Every bound of one look from outside. Times in milliseconds. What a stranger's servers send is held to these before anything is kept
 * of it; a report that comes from a file or a perspective is held to them again.
 */
export const OUTSIDE_LIMITS = {
  /** The whole look: its collectors are cut then, and what they have is judged. */
  overallMs: 28_000, // candidate causes are printed within 30 s, of a black-holed host too
  /** One connection: SYN is resent after 1 s, 3 s and 7 s; who has not answered the third does not. */
  connectMs: 5_000,
  tlsMs: 5_000,
  responseMs: 10_000, // as the validator waits; a slower one would fail there too
  /** A look waits this long for the second sample that `--confirm` takes. */
  confirmAfterMs: 65_000, // neighbour caches of routers hold a dead address for about 40 s
  /** Connections of one look at the same time, to all targets; to one address. */
  connections: 64,
  connectionsPerAddress: 12, // all of one look but a few go at once, so that it takes as long as one exchange; a browser opens six
  /** One anchor of the self-test: asked only where nothing else answered over that family. */
  anchorMs: 2_500,
  anchors: 4,
  /** Bytes kept of a page and of a style sheet; of a body that only has to be large. */
  pageBytes: 524_288,
  styleBytes: 262_144,
  bodyBytes: 65_536,
  /** A body that does not fit three packets: on a path that loses full ones it does not come through. */
  largeBytes: 4_096,
  largeCandidates: 4, // resources of the page that are tried for one that is large
  pageRedirects: 5,
  /** Reading a page: milliseconds of our own time, after which what is left of it is not read. */
  parseMs: 500,
  resources: 200,
  resourceHosts: 60,
  styleSheets: 8,
  /** Pairs of connections whose times are compared. */
  latencyRounds: 4,
  /** A traced path: the programs probe one hop after the other. */
  traceMs: 12_000,
  traceBytes: 65_536,
} as const;

/** Bytes of one report as JSON, where a perspective sends it: a page of 60 hosts makes some 300 kB; the largest kinds are left out above it. */
export const REPORT_BYTES_MAX = 2_097_152;

/** What one report holds at most, of each kind. */
export const REPORT_MAX = {
  addresses: 16, // of one family of one host: further ones are counted, not looked at
  hosts: 96, // the name, its sibling, redirect targets, 60 and more hosts of a page
  facts: 1_024, // of each kind
  values: 64, // of one record set
  text: 512, // characters of a value, escaped
  evidence: 2_048,
  samples: 16,
  hops: 40,
} as const;

/** An `Alt-Svc` header that is read: large sites name some five alternatives in 300 characters. */
export const ALT_SVC_CHARS = 2_048;
