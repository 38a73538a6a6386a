import type { Machine } from '../shell.ts';
import type { Part } from '../survey.ts';
import { collectApache } from './apache.ts';
import { collectCaddy } from './caddy.ts';
import { certificatesOf } from './certificates.ts';
import { collectHaproxy } from './haproxy.ts';
import { collectNginx } from './nginx.ts';
import { collectTraefik } from './traefik.ts';

/** What web servers are told to listen on, by their configurations, and the certificates that these name. */
export async function collectWeb(machine: Machine): Promise<Part> {
  const programs = [collectNginx, collectApache, collectCaddy, collectHaproxy, collectTraefik];
  const parts = await Promise.all(programs.map((collect) => collect(machine)));
  const listens = parts.flatMap((part) => part.listens ?? []);
  const { certificates, unread } = await certificatesOf(machine, listens);
  return { listens, certificates, unread: [...parts.flatMap((part) => part.unread ?? []), ...unread] };
}
