import type { Peer } from './peers.ts';

/** Which server is measured, with how many names; `signed`: its zone is, and each question asks for signatures. */
export type Setup = {
  readonly server: 'sixfour' | Peer;
  readonly names: 'few' | 'many';
  readonly signed: boolean;
};

/** In the order of the first run; each run begins with another. */
export const CANDIDATES = {
  few: { server: 'sixfour', names: 'few', signed: false },
  nsd: { server: 'nsd', names: 'few', signed: false },
  knotd: { server: 'knotd', names: 'few', signed: false },
  fewSigned: { server: 'sixfour', names: 'few', signed: true },
  nsdSigned: { server: 'nsd', names: 'few', signed: true },
  knotdSigned: { server: 'knotd', names: 'few', signed: true },
  many: { server: 'sixfour', names: 'many', signed: false },
} as const satisfies Readonly<Record<string, Setup>>;

export type Candidate = keyof typeof CANDIDATES;
