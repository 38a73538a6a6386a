import type { Site } from '../types.ts';
import { apacheLines } from './apache.ts';
import { caddyLines } from './caddy.ts';
import { awsLines, cloudflareLines, consoleLines, f5Lines, traefikLines } from './devices.ts';
import { haproxyLines } from './haproxy.ts';
import { nginxLines } from './nginx.ts';

/** What reads HTTP, each with its rule: the challenge path for everybody, the rest for who may come in anyhow. */
export const SNIPPETS = {
  nginx: nginxLines,
  apache: apacheLines,
  caddy: caddyLines,
  haproxy: haproxyLines,
  traefik: traefikLines,
  cloudflare: cloudflareLines,
  aws: awsLines,
  f5: f5Lines,
  console: consoleLines,
} satisfies Record<string, (site: Site) => readonly string[]>;
export type SnippetId = keyof typeof SNIPPETS;

export function snippetLines(id: SnippetId, site: Site): readonly string[] {
  return SNIPPETS[id](site);
}
