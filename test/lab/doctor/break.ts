// Ways to break a host of the fault lab, each in the words of the tool that an administrator would use.
import type { Node } from '../../support/namespaces.ts';
import type { At, Setting } from './shape.ts';

/** A packet filter as a distribution ships it: established, loopback and what keeps IPv6 alive; then `rules`; the rest is dropped. */
export function firewall(rules: string): (setting: Setting) => Promise<void> {
  return ({ web }) =>
    nft(
      web,
      `table inet filter {
  chain input {
    type filter hook input priority filter; policy drop;
    ct state established,related accept
    iif lo accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert, packet-too-big, echo-request, destination-unreachable, time-exceeded, parameter-problem } accept
    ip protocol icmp accept
${rules}
  }
}`,
    );
}

/** One rule in a filter that lets everything else in. */
export function rule(...rules: readonly string[]): (setting: Setting) => Promise<void> {
  return ({ web }) =>
    nft(
      web,
      `table inet filter {
  chain input {
    type filter hook input priority filter; policy accept;
    ${rules.join('\n    ')}
  }
}`,
    );
}

export async function nft(node: Node, ruleset: string): Promise<void> {
  await node.must(['nft', '-f', '-'], { input: ruleset });
}

/** On the router, where the host sees nothing of it: a cloud's firewall. */
export function upstream(line: (at: At) => string): (setting: Setting) => Promise<void> {
  return ({ network, at }) =>
    nft(
      network.router,
      `table inet faults {
  chain forward {
    type filter hook forward priority 0;
    ${line(at)}
  }
}`,
    );
}

/** Commands on the host. */
export function commands(text: (setting: Setting) => string): (setting: Setting) => Promise<void> {
  return async (setting) => void (await setting.web.script(text(setting)));
}

/** The router forgets what it knows of the host's addresses, so that it has to ask again: three times, quickly. */
export async function forget({ network, web }: Setting): Promise<void> {
  await network.router.script(`echo 300 >/proc/sys/net/ipv6/neigh/r${web.number}/retrans_time_ms
ip -6 neigh flush dev r${web.number}`);
}
