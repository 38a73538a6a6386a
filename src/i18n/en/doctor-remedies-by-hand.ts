/** English texts of what no line can do: where to click, whom to ask. */
export const remedyByHand = {
  'add-to-block': (p: { file: string; block: string }) => `In ${p.file}, in "${p.block}", add:`,
  'replace-in-file': (p: { file: string; old: string }) => `In ${p.file}, instead of "${p.old}", write:`,
  'node-listen': (p: { port: string }) =>
    `In the program, listen without an address, server.listen(${p.port}), or on '::'; neither '0.0.0.0' nor 'localhost'. Addresses of IPv4 visitors then begin with ::ffff:, which rules for addresses have to know.`,
  'tls-on-port': (p: { port: string }) =>
    `Port 443 is for TLS and port 80 for plain HTTP: look at what stands for port ${p.port}.`,
  'proxy-protocol': (p: { port: string }) =>
    `Of the listens of port ${p.port} some expect the PROXY protocol and others do not: whoever comes without a proxy has to meet one that does not expect it.`,
  'upstream-literal': (p: { upstream: string }) =>
    `"${p.upstream}" is ::1 first, and the program listens on IPv4: name the address that it listens on.`,
  'access-families': () =>
    'The rule knows addresses of one family only. Name those of the other too; an IPv4 visitor on a socket for both comes as ::ffff:192.0.2.1.',
  restart: (p: { program: string }) => `Restart ${p.program}.`,
  'one-certificate': (p: { name: string }) =>
    `Every block that answers for ${p.name}, over IPv6 and over IPv4, has to name the same certificate file, with the whole chain.`,
  'tls-versions': (p: { host: string }) =>
    `What answers for ${p.host} on port 443 has to speak TLS 1.2 or newer: CAs and browsers speak nothing older. Where its configuration names versions, name these; a program that knows none of them has to be renewed, or a proxy put before it.`,
  'docker-publish': (p: { port: string }) =>
    `Publish the port without an address, "-p ${p.port}:${p.port}", and create the container anew.`,
  'address-of-provider': (p: { ifname: string }) =>
    `The provider's console says which IPv6 address, prefix and gateway this machine has. They belong on ${p.ifname}; with them, run this again.`,
  'kernel-command-line': (p: { file: string; text: string }) =>
    `Take "${p.text}" out of ${p.file}, write the boot loader's configuration anew (update-grub, or grub2-mkconfig), and reboot.`,
  'new-address': (p: { address: string; ifname: string }) =>
    `Another machine on the network of ${p.ifname} has ${p.address} too. Give one of the two another address, then correct the AAAA record.`,
  'two-routers': (p: { ifname: string }) =>
    `More than one router offers itself on ${p.ifname}. Switch off the one that should not, or have the switch drop its advertisements (RA guard, RFC 6105).`,
  'mend-link': () =>
    'Where a tunnel or firewall on the way drops the ICMPv6 message "packet too big", it has to let it through (RFC 4890).',
  'one-manager': (p: { managers: string }) =>
    `Several programs set packet filters here: ${p.managers}. Let one of them do it, or the one that starts last wins.`,
  'install-persistent': (p: { file: string }) =>
    `Have ${p.file} read when the machine starts: by the package iptables-persistent (Debian, Ubuntu) or iptables-services (Fedora).`,
  'filter-elsewhere': () =>
    'Save the rules with the program that makes them; a second one beside it would undo its work at the next start.',
  'cloud-aws': (p: { ports: string }) =>
    `In the security group of the instance add inbound rules for TCP ${p.ports} from ::/0: a rule holds either IPv4 or IPv6, so the one for 0.0.0.0/0 does not do. Also see that the network ACL lets IPv6 in and out, that the subnet's route table sends ::/0 to the internet gateway, and that the interface has an IPv6 address.`,
  'cloud-gcp': (p: { ports: string }) =>
    `Add a second VPC firewall rule, ingress, tcp:${p.ports}, source range ::/0: one rule holds either IPv4 or IPv6 ranges. The subnet has to be dual-stack with external IPv6.`,
  'cloud-azure': (p: { ports: string }) =>
    `In the network security group allow inbound TCP ${p.ports} from Internet. The virtual network and subnet need an IPv6 range, and the interface an IPv6 configuration with a public IPv6 address. An application gateway made for IPv4 alone has to be made anew.`,
  'cloud-hetzner': (p: { ports: string }) =>
    `In the firewall of the project, the inbound rule for TCP ${p.ports} needs both 0.0.0.0/0 and ::/0 as sources.`,
  'cloud-robot': (p: { ports: string }) =>
    `The firewall of dedicated servers filters IPv6 by a switch of its own: let TCP ${p.ports} in over IPv6, or do not filter IPv6 there.`,
  'cloud-cloudflare': () =>
    "With the proxy on, AAAA records lead to Cloudflare, and what it needs is the origin's own address: an AAAA origin has to be reachable over IPv6. With the proxy off, the record is your own server's.",
  'cloud-other': (p: { ports: string }) =>
    `In the provider's firewall add to the rule for TCP ${p.ports} the source ::/0, all of IPv6: 0.0.0.0/0 is IPv4 alone. Where there is a switch "IPv6" for the machine or its network, turn it on.`,
  'http3-in-front': () =>
    'Let UDP port 443 in wherever TCP 443 is let in: in the firewall of the provider or the router, at the load balancer, for both families. Or take the offer back: without h3 in Alt-Svc and in the HTTPS record nobody tries.',
  'home-router': (p: { address: string; ports: string }) =>
    `In the home router's IPv6 firewall (not in its port forwarding, which is IPv4) let TCP ${p.ports} in to ${p.address}.`,
  'provider-ipv6': (p: { address: string }) =>
    `Ask the provider whether ${p.address} is routed to this machine, and whether its prefix is announced. What the trace shows belongs into the ticket.`,
  'provider-path': (p: { address: string }) =>
    `Tell the provider that some networks do not reach ${p.address} over this family while others do, with the traces from both.`,
  'provider-port': () =>
    'Ask the provider whether port 80 can be opened. If not, prove the name over port 443 or in the DNS.',
  'ttl-wait': (p: { ttl: string }) =>
    `The old answer may be remembered for ${p.ttl} s after the change. Lower the TTL before you change it.`,
  'ask-address': (p: { name: string; family: string }) =>
    `Which ${p.family} address the server of ${p.name} has, its provider's console says; this look has not been joined with one from inside (--inside).`,
  'geo-answers': (p: { name: string }) =>
    `Take the AAAA record of ${p.name} out of the answers for those regions where it does not work, or out of all.`,
  'alias-chain': (p: { name: string }) =>
    `Correct the alias of ${p.name} so that its end has the addresses; where a CDN is at the end, its IPv6 is a switch of its own.`,
  'hints-follow': () =>
    'The hints in HTTPS records have to be the same addresses as A and AAAA records, or be left out.',
  'owner-name': (p: { name: string; challenge: string }) =>
    `Many panels add the zone by themselves: type only the part in front of it, so that the record is at ${p.challenge} and not at ${p.challenge}.${p.name}.`,
  'stale-values': (p: { challenge: string }) =>
    `Delete the old TXT records at ${p.challenge}: together they no longer fit one answer.`,
  'delegation-check': () =>
    'The line below says of each name server what it answers, and what is to be changed.',
  'caa-add': (p: { issuer: string }) =>
    `Permit the CA that you use; "${p.issuer}" is that of Let's Encrypt. A record with an account or method has to name yours.`,
  'servers-aaaa': () =>
    'At least two name servers, in two networks, have to be reachable over IPv6 and over IPv4, with the same addresses in the zone above.',
  'servers-same': () =>
    'All name servers have to serve the same: see that secondaries are told of changes and may fetch the zone.',
  'servers-answer': () =>
    'A question for AAAA has to be answered with NOERROR and no record where there is none; neither silence nor SERVFAIL nor NXDOMAIN.',
  'servers-transport': () =>
    'Open TCP port 53 beside UDP, and let answers be at most 1232 bytes over UDP (RFC 9715).',
  'servers-source': () =>
    'Let the name server listen on each of its addresses, not on all at once: it answers from another address than the one that was asked.',
  'servers-dnssec': (p: { name: string }) =>
    `Sign the zone of ${p.name} anew, or take its DS record out of the zone above until it is right.`,
  'path-rule': () =>
    'The rule may be as narrow as this: GET and HEAD, no query, and behind the path only the characters A-Z, a-z, 0-9, "-" and "_".',
  'waf-rule': (p: { path: string }) =>
    `In the firewall or bot protection in front, put first a rule that lets paths through that begin with ${p.path}. A rule by user agent or address is no replacement: CAs change both without notice.`,
  'app-id': () => 'On a Palo Alto firewall allow the App-ID acme-protocol beside web-browsing.',
  'other-box': (p: { port: string }) =>
    `Another box answers on port ${p.port} instead of the web server. Forward the port to the server, and move the box's own page to another port.`,
  'shared-folder': (p: { path: string }) =>
    `Every node and container that may answer has to have the same ${p.path}, or pass it on to the one on which the ACME client runs. The file is sent as it is: no page, no compression, no byte order mark.`,
  'geo-rule': (p: { path: string }) =>
    `Exempt ${p.path} from the block by country: validation comes from several parts of the world. Where the block cannot see paths, open for the minutes of an order, or prove the name in the DNS.`,
  'ban-list': (p: { path: string }) =>
    `Let the program that bans addresses ignore requests for ${p.path}, and take back what it has banned.`,
  'wait-ttl': (p: { seconds: string }) => `Wait ${p.seconds} s, then look again.`,
  'wait-ca': () =>
    'Do not try again before the time that the CA named; its status page tells of outages. An ACME client with renewal information (ARI) is let in first.',
  'other-method': () =>
    'A wildcard is proven in the DNS alone (dns-01). sixfour advise finds the way that suits a site.',
  'resource-hosts': (p: { hosts: string }) =>
    `Publish AAAA records for ${p.hosts}, or fetch what the page needs from a host that has them.`,
  'no-literals': (p: { hosts: string }) =>
    `Write host names instead of ${p.hosts} in pages, styles, scripts and answers of APIs.`,
  'slow-answer': () =>
    'Let the web server itself answer the challenge path from a folder, not the application; 10 s are the most that a CA waits.',
};
