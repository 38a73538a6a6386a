import type { Server } from './types.ts';

/**
 * The thirteen root servers (IANA root hints, RFC 8109), IPv6 and IPv4. Used as they are, without priming: the addresses
 * change once in years, and every walk tries others when one is silent. All 26 compared with InterNIC's file
 * (https://www.internic.net/domain/named.root) in two published copies: of 26 June 2025 (root zone 2025062601; GitHub,
 * KRFOSS/RF-DNS, named.root) and of 7 October 2026 (root zone 2026100701).
 */
export const ROOT_HINTS: readonly Server[] = [
  '2001:503:ba3e::2:30', // a
  '198.41.0.4',
  '2801:1b8:10::b', // b, since 2023-11
  '170.247.170.2',
  '2001:500:2::c', // c
  '192.33.4.12',
  '2001:500:2d::d', // d
  '199.7.91.13',
  '2001:500:a8::e', // e
  '192.203.230.10',
  '2001:500:2f::f', // f
  '192.5.5.241',
  '2001:500:12::d0d', // g
  '192.112.36.4',
  '2001:500:1::53', // h
  '198.97.190.53',
  '2001:7fe::53', // i
  '192.36.148.17',
  '2001:503:c27::2:30', // j
  '192.58.128.30',
  '2001:7fd::1', // k
  '193.0.14.129',
  '2001:500:9f::42', // l
  '199.7.83.42',
  '2001:dc3::35', // m
  '202.12.27.33',
].map((address) => ({ address, port: 53 }));
