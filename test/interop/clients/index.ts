import { acmeTiny } from './acme-tiny.ts';
import { apache } from './apache.ts';
import { caddy } from './caddy.ts';
import { caddyTls } from './caddy-tls.ts';
import { certbot } from './certbot.ts';
import { dehydrated } from './dehydrated.ts';
import { lego } from './lego.ts';
import { legoTls } from './lego-tls.ts';
import { npmAcmeClient } from './npm-acme-client.ts';
import type { Client } from './types.ts';
import { uacme } from './uacme.ts';

export type { Act, Client, Site } from './types.ts';

/** Every client of the interop matrix, in the order of docs/clients.md. */
export const CLIENTS: readonly Client[] = [
  certbot,
  lego,
  dehydrated,
  uacme,
  acmeTiny,
  caddy,
  apache,
  npmAcmeClient,
];

/** Those that obtain by tls-alpn-01 (tls-alpn.test.ts), on port 443 alone. */
export const TLS_ALPN_CLIENTS: readonly Client[] = [legoTls, caddyTls];
