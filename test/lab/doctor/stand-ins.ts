// What the lab does where a line asks for a service manager, which a namespace has not, or a reload of a server that runs without a master.
import type { Setting } from './shape.ts';
import { apacheAgain, haproxyAgain } from './servers.ts';
import { nginxAgain, nginxEnds } from './site.ts';

/** What stands in for a line of a remedy; undefined: the line itself is run. */
export function standIn(line: string): ((setting: Setting) => Promise<void>) | undefined {
  return STAND_INS.find(([lines]) => lines.test(line))?.[1];
}

const STAND_INS: readonly (readonly [RegExp, (setting: Setting) => Promise<void>])[] = [
  [/^(?:nginx -s reload|systemctl restart nginx)$/, nginxAgain],
  [/^systemctl stop nginx$/, nginxEnds],
  [/^apachectl (?:restart|graceful)$/, apacheAgain],
  [/^systemctl reload haproxy$/, haproxyAgain],
  // what begins at boot, or renews, is not here: its file is written, and stays unread
  [
    /^(?:systemctl (?:enable \S+|daemon-reload)|netplan (?:generate|apply)|certbot reconfigure .*)$/,
    () => Promise.resolve(),
  ],
];
