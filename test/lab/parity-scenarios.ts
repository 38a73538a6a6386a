// The rows of the parity matrix that one validation shows: what is broken, and what each retry rule must say of it. Every
// scenario has names and addresses of its own, so that all run side by side in one network.
import { ANSWERS } from './parity-answers.ts';
import { CAA } from './parity-caa.ts';
import { DNS } from './parity-dns.ts';
import { FIRST_HOP } from './parity-first-hop.ts';
import { PERSPECTIVES } from './parity-perspectives.ts';
import { REDIRECTS } from './parity-redirects.ts';
import { REDIRECT_RULES } from './parity-redirect-rules.ts';
import type { Scenario } from './parity-shape.ts';
import { TLS_ALPN } from './parity-tls-alpn.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...FIRST_HOP,
  ...REDIRECTS,
  ...REDIRECT_RULES,
  ...ANSWERS,
  ...TLS_ALPN,
  ...PERSPECTIVES,
  ...CAA,
  ...DNS,
];
