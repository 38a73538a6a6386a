import type { check as english } from '../en/doctor-check.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour check`. */
export const check: Translation<typeof english> = {
  describe: () =>
    'forklar, hvorfor validering eller besøgende fejler, over hvilken familie, og hvilken linje der retter det; slutter med 1 ved et fund',
  argument: () => 'værtsnavn',
  flags: {
    network: () => 'nå dette netværk, selv om det ikke er offentligt (CIDR; kan gentages)',
    confirm: () =>
      'undersøg en gang til, et minut senere, hvad der tager imod forbindelser: nogle årsager kræver det',
  },
  progress: (p) => `${p.name}: ${p.step} (${p.seconds} s)`,
  confirm: {
    waiting: (p) => `${p.name}: den anden undersøgelse er om ${p.seconds} s`,
    second: (p) => `Efter den anden undersøgelse, ${p.seconds} s senere:`,
    stopped: () => 'Den anden undersøgelse blev udeladt: det, den første så, står ved magt.',
    withoutApply: () => '--apply undersøger selv igen: udelad --confirm.',
  },
  steps: {
    names: () => 'adresser',
    records: () => 'DNS-poster',
    answers: () => 'navneservere',
    challenge: () => 'delegeret challenge',
    signed: () => 'DNSSEC',
    caches: () => 'cacher',
    connects: () => 'forbindelser',
    reach: () => 'dette sted selv',
    handshakes: () => 'TLS',
    responses: () => 'HTTP',
    page: () => 'siden, og hvad den kræver',
    packets: () => 'store pakker',
    quic: () => 'HTTP/3',
    latency: () => 'svartid',
    trace: () => 'vej',
    verdict: () => 'validering',
  },
  certainty: {
    proven: () => 'bevist',
    strong: () => 'entydigt',
    likely: () => 'sandsynligt',
    ambiguous: () => 'flertydigt',
  },
};
