import type { Family } from '../../core/index.ts';
import type { AdviceStepText } from '../../i18n/index.ts';

/** A question of the tree. Each is answered by yes or no. */
export type QuestionId =
  | 'devices' // do all devices that visit belong to us?
  | 'dns' // can the public DNS be written once?
  | 'persist' // does the CA offer dns-persist-01?
  | 'key' // is the account key well kept?
  | 'few' // few names, ordered from one protected host?
  | 'front' // does something that reads HTTP decide who gets in?
  | 'tls' // is port 443 alone open to the world?
  | 'minutes'; // may the port be open for minutes?
export type Answer = 'yes' | 'no';

/** A way to a certificate without inbound connections that are always open. */
export type LeafId =
  | 'private-ca'
  | 'persist'
  | 'central'
  | 'delegation'
  | 'path-only'
  | 'tls-alpn'
  | 'time-boxed'
  | 'hosting';

/** Who answered a question. */
type By = 'flag' | 'measured' | 'asked';

/** An answer that was measured, and why: a code, whose text stands in i18n, with numbers and addresses alone. */
export type Measured = {
  readonly answer: Answer;
  readonly because: 'directory-offers' | 'front-found' | 'via-found' | 'only-443' | 'not-only-443';
  readonly values: Readonly<Record<string, string>>;
};
export type Answered = {
  readonly question: QuestionId;
  readonly answer: Answer;
  readonly by: By;
  /** Also where it was overridden. */
  readonly measured?: Measured;
};

/** Whose certificate it is about: what the lines of a leaf are made of. Each part was validated where it was read. */
export type Site = {
  readonly name: string;
  /** The zone in which delegated challenges are answered. */
  readonly zone?: string;
  readonly directory?: string;
  /** Of the CA in this data directory. */
  readonly ownDirectory?: string;
  readonly issuer?: string;
  readonly accountUrl?: string;
  /** Networks that may come in anyhow, in CIDR notation. */
  readonly inside: readonly string[];
  readonly webroot: string;
};

/** One step: a sentence, and lines to be pasted as they are. Lines are never translated. */
export type Step = { readonly text: AdviceStepText; readonly lines?: readonly string[] };

/** One way, as it is told. */
export type Leaf = {
  readonly id: LeafId;
  readonly steps: (site: Site) => readonly Step[];
  readonly caveats: readonly AdviceStepText[];
};

/** What one test of a leaf found: a code, whose text stands in i18n, about one place. */
export type Finding = {
  readonly code: FindingCode;
  readonly address?: string;
  readonly family?: Family;
  readonly values?: Readonly<Record<string, string>>;
};
type FindingCode =
  | 'no-address'
  | 'address-refused'
  | 'not-reached' // no connection
  | 'path-closed' // the challenge path is refused
  | 'path-no-answer'
  | 'root-open'
  | 'method-open'
  | 'query-open'
  | 'token-open' // a token of characters that no token has
  | 'not-told-apart' // the path is answered as everything else
  | 'token-wrong' // the file of the token was not served
  | 'alpn-ignored'
  | 'alpn-refused'
  | 'tls-failed'
  | 'chain-untrusted'
  | 'chain-name'
  | 'chain-expired'
  | 'chain-differs'
  | 'open-before' // the port is open although nobody opened it
  | 'never-opened'
  | 'still-open'
  | 'hosts-differ' // the addresses of a name lead to several hosts
  | 'redirect-elsewhere';

/** One line of what was measured, for people: the place, what was asked, what came. */
export type Seen = { readonly address: string; readonly asked: string; readonly said: string };
export type Tested = {
  readonly findings: readonly Finding[];
  readonly seen: readonly Seen[];
};
