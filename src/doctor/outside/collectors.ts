import { collectConnects } from './connects.ts';
import { collectAnswers } from './dns/answers.ts';
import { collectCaches } from './dns/caches.ts';
import { collectChallenge } from './dns/challenge.ts';
import { collectNames } from './dns/names.ts';
import { collectRecords } from './dns/records.ts';
import { collectSigned } from './dns/signed.ts';
import type { Collector } from './examine.ts';
import { collectHandshakes } from './handshakes.ts';
import { collectLatency } from './latency.ts';
import { collectPackets } from './packets.ts';
import { collectPage } from './page.ts';
import { collectQuic } from './quic.ts';
import { collectReach } from './reach.ts';
import { collectResponses } from './responses.ts';
import { collectTrace } from './trace.ts';
import { collectVerdict } from './verdict.ts';

export type CollectorName =
  | 'names'
  | 'records'
  | 'answers'
  | 'challenge'
  | 'signed'
  | 'caches'
  | 'connects'
  | 'reach'
  | 'handshakes'
  | 'responses'
  | 'page'
  | 'packets'
  | 'quic'
  | 'latency'
  | 'trace'
  | 'verdict';

/** The order of a diagnosis (each begins when those that it comes after have ended); progress and documentation are made of it. */
export const COLLECTORS: Readonly<Record<CollectorName, Collector>> = {
  names: { after: [], collect: collectNames },
  records: { after: ['names'], collect: collectRecords },
  answers: { after: ['records'], collect: collectAnswers },
  challenge: { after: ['records'], collect: collectChallenge },
  signed: { after: [], collect: collectSigned },
  caches: { after: [], collect: collectCaches },
  connects: { after: ['names'], collect: collectConnects },
  reach: { after: ['connects'], collect: collectReach },
  handshakes: { after: ['names'], collect: collectHandshakes },
  responses: { after: ['names'], collect: collectResponses },
  page: { after: ['names'], collect: collectPage },
  packets: { after: ['names'], collect: collectPackets },
  // what tells that datagrams leave this place comes first
  quic: { after: ['responses', 'answers'], collect: collectQuic },
  latency: { after: ['names'], collect: collectLatency },
  trace: { after: ['connects'], collect: collectTrace },
  verdict: { after: [], collect: collectVerdict },
};
