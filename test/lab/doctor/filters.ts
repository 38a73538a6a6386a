// D: packet filters.
import { commands, firewall, forget, nft, rule, upstream } from './break.ts';
import { node } from './servers.ts';
import { BY_CODE, DELAYED, FAILS, PASSES, type Scenario } from './shape.ts';
import { CONTENT, writeNginx } from './site.ts';
import { prepareUfw } from './ufw.ts';

const DEAD = { rules: PASSES, visitors: DELAYED } as const;
const WEB = 'tcp dport { 80, 443 }';
const V6 = 'meta nfproto ipv6';

export const FILTERS: readonly Scenario[] = [
  {
    id: 'D1',
    what: 'the rules for IPv6 lack 80 and 443',
    fault: firewall(`    ip version 4 ${WEB} accept`),
    expect: { cause: 'D1', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'D1-ip6tables',
    what: 'ip6tables has a policy of DROP and accepts ssh alone; iptables accepts everything',
    fault: commands(
      () => `ip6tables -P INPUT DROP; ip6tables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT; ip6tables -A INPUT -i lo -j ACCEPT
ip6tables -A INPUT -p ipv6-icmp -j ACCEPT; ip6tables -A INPUT -p tcp --dport 22 -j ACCEPT`,
    ),
    expect: { cause: 'D1', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'D2',
    what: 'the rule that accepts comes after the one that drops',
    fault: rule(`${V6} ${WEB} drop`, `${WEB} accept`),
    expect: { cause: 'D2', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'D2-ip6tables',
    what: 'ip6tables -A INPUT ... ACCEPT after a DROP of everything',
    fault: commands(
      () => `ip6tables -A INPUT -p ipv6-icmp -j ACCEPT; ip6tables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
ip6tables -A INPUT -j DROP; ip6tables -A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT`,
    ),
    expect: { cause: 'D2', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'D3',
    what: 'all of ICMPv6 is dropped: neighbour discovery is dead',
    fault: async (setting) => {
      await rule('meta l4proto ipv6-icmp drop', `${WEB} accept`)(setting);
      await forget(setting);
    },
    expect: { cause: 'D3', outside: 'ambiguous', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'D4',
    what: 'REJECT instead of DROP, over IPv6',
    fault: rule(`${V6} ${WEB} reject with icmpv6 type admin-prohibited`),
    expect: { cause: 'D4', outside: 'strong', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'D4-reset',
    what: 'a rule answers with RST, over IPv6',
    fault: rule(`${V6} ${WEB} reject with tcp reset`),
    expect: { cause: 'D4', alsoOutside: ['E1'], joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'D5',
    what: 'over IPv6 443 is let in, 80 is not',
    fault: rule(`${V6} tcp dport 80 drop`),
    expect: { cause: 'D5', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'D6',
    what: 'the saved rules would drop 80 and 443 over IPv6 after a reboot; those of now do not',
    fault: async ({ web }) => {
      await nft(
        web,
        'table inet filter {\n  chain input {\n    type filter hook input priority filter; policy accept;\n    tcp dport { 80, 443 } accept\n  }\n}',
      );
      await web.write(
        '/etc/nftables.conf',
        '#!/usr/sbin/nft -f\nflush ruleset\ntable inet filter {\n  chain input {\n    type filter hook input priority filter; policy drop;\n    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept\n    ct state established,related accept\n    ip version 4 tcp dport { 80, 443 } accept\n  }\n}\n',
      );
    },
    expect: { cause: 'D6', joined: 'proven', rules: PASSES },
  },
  {
    id: 'D8',
    what: 'ufw has IPV6=no: it drops everything that comes over IPv6',
    fault: async (setting) => {
      const { web } = setting;
      await prepareUfw(web, 'no');
      await web.script('ufw allow 22/tcp; ufw --force enable; ufw allow 80,443/tcp');
      await forget(setting);
    },
    expect: {
      cause: 'D8',
      outside: 'ambiguous',
      joined: 'proven',
      rules: BY_CODE,
      visitors: DELAYED,
    },
  },
  {
    id: 'D8-narrow',
    what: "ufw's rule names a source of IPv4",
    fault: async ({ web }) => {
      await prepareUfw(web, 'yes');
      await web.script(
        'ufw allow 22/tcp; ufw --force enable; ufw allow proto tcp from 0.0.0.0/0 to any port 80,443',
      );
    },
    expect: { cause: 'D8', outside: 'ambiguous', joined: 'proven', also: ['D1'], ...DEAD },
  },
  {
    id: 'D9',
    what: "a cloud's firewall opens IPv4 alone",
    fault: upstream(({ v6 }) => `ip6 daddr ${v6} ${WEB} drop`),
    expect: { cause: 'D9', outside: 'ambiguous', joined: 'strong', ...DEAD },
  },
  {
    id: 'D10',
    what: 'a router at home translates IPv4 and forwards its ports; over IPv6 it lets nothing in',
    fault: async ({ network, web, at }) => {
      const link = `r${web.number}`;
      await web.script(
        `ip addr flush dev eth0 scope global; ip addr add 192.168.1.2/24 dev eth0; ip addr add ${at.v6}/64 dev eth0 nodad
ip route add default via 192.168.1.1; ip -6 route replace default via ${at.v6.replace(/2$/, '1')}`,
      );
      await network.router.script(
        `ip addr add 192.168.1.1/24 dev ${link}; ip route add table ${1000 + web.number} default dev ${link}`,
      );
      await nft(
        network.router,
        `table ip home-${web.number} {
  chain prerouting {
    type nat hook prerouting priority dstnat;
    ip daddr ${at.v4} dnat to 192.168.1.2
  }
}
table ip6 home-${web.number} {
  chain forward {
    type filter hook forward priority 0;
    oif ${link} ct state established,related accept
    oif ${link} drop
  }
}`,
      );
    },
    expect: { cause: 'D10', outside: 'ambiguous', joined: 'ambiguous', rivals: ['D9'], ...DEAD },
  },
  {
    id: 'D11',
    what: 'the provider drops port 80 of both families',
    fault: async (setting) => {
      await nft(
        setting.network.router,
        `table inet isp-${setting.web.number} {\n  chain forward {\n    type filter hook forward priority 0;\n    oif r${setting.web.number} tcp dport 80 drop\n  }\n}`,
      );
    },
    expect: { cause: 'D11', outside: 'strong', joined: 'strong', rules: FAILS },
  },
  {
    id: 'D13',
    what: 'fail2ban has banned the prefix that looks',
    fault: async ({ network, web }) => {
      const six = network.node('ca').v6;
      await nft(
        web,
        `table inet f2b-table {\n  set addr6-set-nginx { type ipv6_addr; elements = { ${six} } }\n  chain f2b-chain {\n    type filter hook input priority filter - 1; policy accept;\n    tcp dport { 80, 443 } ip6 saddr @addr6-set-nginx drop\n  }\n}`,
      );
    },
    expect: { cause: 'D13', outside: 'ambiguous', joined: 'proven', ...DEAD },
  },
  {
    id: 'D16',
    what: 'over IPv6 a database is reachable that IPv4 hides',
    fault: async ({ web }) => {
      await nft(
        web,
        'table ip filter {\n  chain input {\n    type filter hook input priority filter; policy accept;\n    tcp dport != { 80, 443 } ct state new drop\n  }\n}',
      );
      web.start([process.execPath, '-e', "require('net').createServer((s)=>s.destroy()).listen(5432,'::')"]);
      await web.script('sleep 0.5');
    },
    expect: { cause: 'D16', joined: 'proven', rules: PASSES },
  },
  {
    id: 'D7',
    what: "the zone of the interface in firewalld has ssh alone, for IPv6; IPv4's rules are another program's",
    fault: async ({ web }) => {
      await web.script('rm -rf /etc/firewalld; mkdir -p /etc/firewalld/zones');
      await web.write('/etc/firewalld/firewalld.conf', 'DefaultZone=public\nIPv6_rpfilter=no\n');
      await web.write(
        '/etc/firewalld/zones/public.xml',
        '<?xml version="1.0" encoding="utf-8"?>\n<zone>\n  <short>Public</short>\n  <service name="ssh"/>\n</zone>\n',
      );
      await nft(
        web,
        `table inet firewalld {
  chain filter_INPUT {
    type filter hook input priority filter + 10; policy accept;
    ct state { established, related } accept
    iifname "lo" accept
    jump filter_INPUT_ZONES
    meta nfproto ipv6 reject with icmpx admin-prohibited
  }
  chain filter_INPUT_ZONES {
    goto filter_IN_public
  }
  chain filter_IN_public {
    jump filter_IN_public_allow
    meta l4proto { icmp, ipv6-icmp } accept
    return
  }
  chain filter_IN_public_allow {
    tcp dport 22 accept
  }
}`,
      );
    },
    expect: { cause: 'D7', alsoOutside: ['D4'], joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'D12',
    what: 'the networks of one country are kept out, over both families',
    fault: async ({ network, web }) => {
      const { v6, v4 } = network.node('ca');
      await nft(
        web,
        `table inet geo {
  set country6 {
    type ipv6_addr; flags interval
    elements = { ${v6.replace(/::2$/, '::/64')} }
  }
  set country4 {
    type ipv4_addr; flags interval
    elements = { ${v4.replace(/\.2$/, '.0/24')} }
  }
  chain input {
    type filter hook input priority filter; policy accept;
    tcp dport { 80, 443 } ip6 saddr @country6 drop
    tcp dport { 80, 443 } ip saddr @country4 drop
  }
}`,
      );
    },
    expect: { cause: 'D12', joined: 'proven', rules: FAILS },
  },
  {
    id: 'D14',
    what: 'the server takes no connections any more, and its queue is full',
    // not started from outside of its namespaces: whoever started it would stop with it, and never see it end
    serve: async ({ web, at }) => {
      await writeNginx(
        web,
        `server { listen 80 backlog=1; listen [::]:80 backlog=1; server_name ${at.name}; ${CONTENT} }`,
      );
      await web.script('nginx -c /etc/nginx/nginx.conf >/dev/null 2>&1 & sleep 1; test -s /run/nginx/pid');
    },
    fault: async ({ network, web, at }) => {
      await web.script('kill -STOP $(cat /run/nginx/pid)');
      const program = `const net = require('node:net'); for (const host of ['${at.v6}', '${at.v4}']) for (let i = 0; i < 4; i++) net.connect(80, host).on('error', () => {}); setTimeout(() => {}, 3600000); setTimeout(() => console.log('full'), 1500)`;
      await network.node('other').start([process.execPath, '-e', program]).until(/full/, 20_000);
    },
    expect: { cause: 'D14', joined: 'proven', rules: FAILS },
    mend: { notHere: 'the kernel keeps these tables for the whole machine, and the server stands still' },
  },
  {
    id: 'D15',
    what: "Docker publishes the container's port on IPv4 alone",
    serve: node(80, '0.0.0.0', '', 'docker-proxy'),
    expect: { cause: 'D15', alsoOutside: ['E1'], joined: 'proven', rules: BY_CODE },
  },
];
