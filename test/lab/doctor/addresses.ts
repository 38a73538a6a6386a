// B and C: addresses and routes of the host.
import { lastingAddress, temporaryAddress } from './advertise.ts';
import { commands, forget, nft } from './break.ts';
import { logged, startJournal } from './journal.ts';
import { type At, BY_CODE, DELAYED, FAILS, FINE, PASSES, type Scenario, type Setting } from './shape.ts';
import { CONTENT, TLS, writeNginx } from './site.ts';
import { slowTunnel } from './slow.ts';

const ALL = '/proc/sys/net/ipv6/conf';
const DEAD = { rules: PASSES, visitors: DELAYED } as const;

/** Commands on the host; then the router asks for its address again. */
function gone(text: (setting: Setting) => string): (setting: Setting) => Promise<void> {
  return async (setting) => {
    await commands(text)(setting);
    await forget(setting);
  };
}

/** The host's own address, as ifupdown would set it. */
function interfaces({ v6 }: At): string {
  return `mkdir -p /etc/network; printf 'auto eth0\\niface eth0 inet6 static\\n  address ${v6}/64\\n  gateway ${v6.replace(/2$/, '1')}\\n' >/etc/network/interfaces`;
}

/** As cloud-init keeps what Amazon's metadata say. */
async function assigned({ web }: Setting, address: string): Promise<void> {
  const macs = { '06:00:00:00:00:01': { 'device-number': '0', ipv6s: [address] } };
  const data = { ds: { meta_data: { network: { interfaces: { macs } } } } };
  await web.write('/run/cloud-init/instance-data.json', JSON.stringify(data));
}

export const ADDRESSES: readonly Scenario[] = [
  {
    id: 'B1',
    what: 'IPv6 is switched off by disable_ipv6',
    published: lastingAddress,
    fault: gone(() => `echo 1 >${ALL}/eth0/disable_ipv6`),
    expect: { cause: 'B1', outside: 'ambiguous', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'B1-file',
    what: 'IPv6 is switched off, and a file of sysctl.d does it again after a reboot',
    fault: gone(
      ({ at }) =>
        `${interfaces(at)}; echo 1 >${ALL}/all/disable_ipv6; echo 'net.ipv6.conf.all.disable_ipv6 = 1' >/etc/sysctl.d/99-no-ipv6.conf`,
    ),
    expect: { cause: 'B1', outside: 'ambiguous', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'B2',
    what: 'IPv6 was switched on again, and the static address has not come back',
    fault: gone(() => `echo 1 >${ALL}/eth0/disable_ipv6; echo 0 >${ALL}/eth0/disable_ipv6`),
    expect: { cause: 'B2', outside: 'ambiguous', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
    mend: {
      byHand: commands(
        ({ at }) =>
          `ip addr add ${at.v6}/64 dev eth0 nodad; ip -6 route replace default via ${at.v6.replace(/2$/, '1')}`,
      ),
    },
  },
  {
    id: 'B4',
    what: 'the host has a unique local address only',
    fault: gone(({ at }) => `ip addr del ${at.v6}/64 dev eth0; ip addr add fd99::2/64 dev eth0 nodad`),
    expect: { cause: 'B4', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
    mend: {
      byHand: commands(
        ({ at }) =>
          `ip addr add ${at.v6}/64 dev eth0 nodad; ip -6 route replace default via ${at.v6.replace(/2$/, '1')}`,
      ),
    },
  },
  {
    id: 'B5',
    what: 'duplicate address detection failed',
    fault: async (setting) => {
      const { network, web, at } = setting;
      await network.router.script(`ip addr add ${at.v6}/64 dev r${web.number} nodad`);
      await web.script(
        `ip addr del ${at.v6}/64 dev eth0; echo 1 >${ALL}/eth0/accept_dad; echo 1 >${ALL}/eth0/dad_transmits; ip addr add ${at.v6}/64 dev eth0; sleep 2.5`,
      );
    },
    expect: { cause: 'B5', alsoOutside: ['E1'], joined: 'proven', rules: BY_CODE, visitors: DELAYED },
    mend: { notHere: 'another address would need another record' },
  },
  {
    id: 'B6',
    what: 'nginx began before the address had passed duplicate address detection, and gave up',
    started: true,
    serve: async (setting) => {
      const { web, at } = setting;
      await web.script(`ip addr del ${at.v6}/64 dev eth0`);
      await writeNginx(
        web,
        `server { listen ${at.v4}:80; listen [${at.v6}]:80; server_name ${at.name}; ${CONTENT} }
server { listen ${at.v4}:443 ssl; listen [${at.v6}]:443 ssl; server_name ${at.name}; ${TLS} ${CONTENT} }`,
      );
      await startJournal(setting);
      // tentative for as long as nobody has been asked thrice: a second
      await web.script(
        `echo 1 >${ALL}/eth0/accept_dad; echo 1 >${ALL}/eth0/dad_transmits; ip addr add ${at.v6}/64 dev eth0`,
      );
      await logged(setting, 'nginx', ['nginx', '-e', 'stderr', '-c', '/etc/nginx/nginx.conf']);
      await web.script('sleep 2; ip -6 route replace default via ' + at.v6.replace(/2$/, '1'));
    },
    expect: { cause: 'B6', outside: 'ambiguous', joined: 'proven', also: ['E3'], rules: FAILS },
  },
  {
    id: 'B8',
    what: 'a temporary address of privacy extensions is published',
    published: temporaryAddress,
    expect: { cause: 'B8', joined: 'proven', rules: PASSES, visitors: FINE },
  },
  {
    id: 'B9',
    what: 'the cloud gave the machine the address that is published, and its own system has none of it',
    fault: async (setting) => {
      await assigned(setting, setting.at.v6);
      await gone(
        ({ at }) =>
          `ip addr del ${at.v6}/64 dev eth0; ip addr add ${at.v6.replace(/2$/, '77')}/64 dev eth0 nodad; ip -6 route replace default via ${at.v6.replace(/2$/, '1')}`,
      )(setting);
    },
    expect: { cause: 'B9', outside: 'ambiguous', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'B9-foreign',
    what: 'the machine has taken an address that the cloud did not give it, and packets of that one are dropped',
    fault: async (setting) => {
      const { network, web, at } = setting;
      await assigned(setting, at.v6.replace(/2$/, '77'));
      await nft(
        network.router,
        `table ip6 spoof-${web.number} {\n  chain forward {\n    type filter hook forward priority 0;\n    iif r${web.number} ip6 saddr ${at.v6} drop\n  }\n}`,
      );
    },
    expect: { cause: 'B9', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'B7',
    what: 'the published address is deprecated',
    fault: commands(({ at }) => `ip addr change ${at.v6}/64 dev eth0 preferred_lft 0 valid_lft 3600`),
    expect: { cause: 'B7', joined: 'proven', rules: PASSES },
    mend: { notHere: 'netplan, which would give the address its lifetime, does not run in a namespace' },
  },
  {
    id: 'B10',
    what: 'the prefix is too wide: hosts elsewhere in it are taken for neighbours',
    fault: commands(
      ({ at }) =>
        `ip addr del ${at.v6}/64 dev eth0; ip addr add ${at.v6}/32 dev eth0 nodad; ip -6 route replace default via ${at.v6.replace(/2$/, '1')}`,
    ),
    expect: { cause: 'B10', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'C1',
    what: 'there is no default route for IPv6',
    // what is written tells the gateway: the kernel forgets neighbours
    fault: commands(({ at }) => `${interfaces(at)}; ip -6 route del default`),
    expect: { cause: 'C1', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'C2',
    what: 'forwarding is on and accept_ra is 1: router advertisements are ignored, and the default route has gone',
    published: lastingAddress,
    fault: commands(() => `echo 1 >${ALL}/all/forwarding`),
    expect: { cause: 'C2', outside: 'ambiguous', joined: 'proven', ...DEAD },
    // what the router has told already stays until it runs out
    mend: { stays: /^default .* proto ra / },
  },
  {
    id: 'C3',
    what: 'the route of a router advertisement has run out',
    fault: commands(
      ({ at }) =>
        `echo 1 >${ALL}/eth0/accept_ra; ip -6 route del default; ip -6 route add default via ${at.v6.replace(/2$/, '1')} dev eth0 proto ra expires 1; sleep 2; ip -6 route flush cache; ip -6 route del default 2>/dev/null || true`,
    ),
    expect: { cause: 'C3', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'C4',
    what: "the gateway is on another link's prefix, and ifupdown could not set the route",
    fault: async ({ network, web, at }) => {
      await network.router.script(`ip -6 address add 2a0f:6464:ffff::1/128 dev r${web.number} nodad`);
      await web.script(
        `ip -6 route del default; mkdir -p /etc/network; printf 'auto eth0\\niface eth0 inet6 static\\n  address ${at.v6}/128\\n  gateway 2a0f:6464:ffff::1\\n' >/etc/network/interfaces`,
      );
    },
    expect: { cause: 'C4', joined: 'proven', ...DEAD },
  },
  {
    id: 'C5',
    what: 'the provider does not route the prefix',
    fault: async ({ network, at }) =>
      void (await network.router.script(`ip -6 route add unreachable ${at.v6}/128`)),
    expect: { cause: 'C5', outside: 'strong', joined: 'strong', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'C7',
    what: 'strict reverse path filtering on a host whose way back is another one',
    fault: async ({ network, web }) => {
      await web.must(['nft', '-f', '-'], {
        input: `table inet firewalld {
  chain filter_PREROUTING {
    type filter hook prerouting priority filter; policy accept;
    icmpv6 type { nd-router-advert, nd-neighbor-solicit } accept
    meta nfproto ipv6 fib saddr . mark . iif oif missing drop
  }
}`,
      });
      // the router is process 1's
      const link = `way${web.number}`;
      await web.script(
        `ip -6 route del default; ip link add dum0 type veth peer name ${link} netns 1; ip link set dum0 up; ip -6 addr add 2a0f:6464:fffe::2/64 dev dum0 nodad`,
      );
      await network.router.script(
        `ip link set ${link} up; ip -6 addr add 2a0f:6464:fffe::1/64 dev ${link} nodad`,
      );
      await web.script('ip -6 route add default via 2a0f:6464:fffe::1 dev dum0');
    },
    expect: { cause: 'C7', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'C8',
    what: 'the path takes 1,280 bytes, and packet-too-big is dropped on the host',
    fault: async ({ network, web }) => {
      await web.must(['nft', '-f', '-'], {
        input: `table inet filter {
  chain input {
    type filter hook input priority filter; policy accept;
    icmpv6 type packet-too-big drop
  }
}`,
      });
      // what comes from there goes on by a way of 1,280 bytes, and the router says so
      const far = network.node('ca');
      const table = 1_000 + web.number;
      await network.router.script(
        `ip -6 rule add iif r${web.number} lookup ${table}; ip -6 route add ${far.v6}/128 dev r${far.number} mtu lock 1280 table ${table}`,
      );
    },
    expect: {
      cause: 'C8',
      outside: 'strong',
      joined: 'proven',
      rules: PASSES,
      visitors: { dual: 'broken', six: 'broken', four: 'fine' },
    },
  },
  {
    id: 'C9',
    what: 'IPv6 comes through a tunnel over IPv4, with 1,450 bytes and a long detour',
    fault: slowTunnel,
    expect: { cause: 'C9', outside: 'likely', joined: 'proven', also: ['G6'], rules: PASSES, visitors: FINE },
    mend: { notHere: 'the tunnel stays a detour, whatever its packets' },
  },
  {
    id: 'C12',
    what: 'on its own way out the machine takes a unique local address',
    fault: commands(
      ({ at }) =>
        `ip addr add fd99::2/64 dev eth0 nodad; ip -6 route replace default via ${at.v6.replace(/2$/, '1')} dev eth0 src fd99::2`,
    ),
    expect: { cause: 'C12', joined: 'proven', rules: PASSES, visitors: FINE },
  },
  {
    id: 'C10',
    what: 'neighbour discovery is snooped away between router and host',
    fault: async (setting) => {
      await setting.network.router.must(['nft', '-f', '-'], {
        input: `table ip6 nd-${setting.web.number} {
  chain input { type filter hook input priority 0; iif r${setting.web.number} icmpv6 type nd-neighbor-advert drop
  }
}`,
      });
      await forget(setting);
    },
    expect: { cause: 'C10', outside: 'ambiguous', joined: 'ambiguous', rules: BY_CODE, visitors: DELAYED },
    mend: { notHere: 'what drops the advertisements is not on the host' },
  },
  {
    id: 'C11',
    what: 'two routers give a default route',
    fault: commands(
      ({ at }) =>
        `ip -6 route del default; ip -6 route add default via fe80::bad dev eth0 proto ra metric 512; ip -6 route add default via ${at.v6.replace(/2$/, '1')} dev eth0 proto ra metric 1024`,
    ),
    expect: { cause: 'C11', joined: 'proven', ...DEAD },
    mend: { byHand: commands(() => 'ip -6 route del default via fe80::bad') },
  },
  {
    id: 'B3',
    what: 'IPv6 works now, and a file of sysctl.d switches it off with the next start',
    fault: commands(() => "echo 'net.ipv6.conf.all.disable_ipv6 = 1' >/etc/sysctl.d/99-no-ipv6.conf"),
    expect: { cause: 'B3', joined: 'proven', rules: PASSES },
  },
];
