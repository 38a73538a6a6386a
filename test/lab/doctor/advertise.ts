// A router that gives addresses and its own route, as most do: real radvd on the lab's router.
import type { Setting } from './shape.ts';

const READY_MS = 15_000;
const CONF = '/proc/sys/net/ipv6/conf/eth0';

/** The address that the host makes of its network card and the prefix; its static one and its static route are gone. */
export async function lastingAddress(setting: Setting): Promise<string> {
  return advertised(setting, '0', 'mngtmpaddr');
}

/** The address that changes every day (RFC 8981). */
export async function temporaryAddress(setting: Setting): Promise<string> {
  return advertised(setting, '2', 'temporary');
}

async function advertised(setting: Setting, privacy: string, flag: string): Promise<string> {
  const { web } = setting;
  await web.script(
    `ip -6 addr flush dev eth0 scope global; ip -6 route del default; echo ${privacy} >${CONF}/use_tempaddr; echo 1 >${CONF}/accept_ra`,
  );
  await advertise(setting);
  const found = await web.script(
    `for i in $(seq ${READY_MS / 100}); do
  six=$(ip -6 -o addr show dev eth0 scope global | grep -w ${flag} | sed -n 's,.* inet6 \\([^/]*\\)/.*,\\1,p')
  [ -n "$six" ] && ip -6 route show default | grep -q . && echo "$six" && exit 0
  sleep 0.1
done; exit 1`,
    { timeoutMs: 2 * READY_MS },
  );
  return found.stdout.trim();
}

/** The router advertises the host's prefix and itself, for a long time, every few seconds. */
async function advertise({ network, web, at }: Setting): Promise<void> {
  const link = `r${web.number}`;
  const prefix = at.v6.replace(/::[0-9a-f:]*$/, '::/64');
  const file = `/run/radvd-${link}.conf`;
  await network.router.write(
    file,
    `interface ${link} {
  AdvSendAdvert on;
  MinRtrAdvInterval 3;
  MaxRtrAdvInterval 4;
  AdvDefaultLifetime 1800;
  prefix ${prefix} { AdvValidLifetime 86400; AdvPreferredLifetime 14400; };
};
`,
  );
  const radvd = ['radvd', '-n', '-d', '1', '-m', 'stderr', '-C', file, '-p', `/run/radvd-${link}.pid`];
  network.router.start(radvd);
}
