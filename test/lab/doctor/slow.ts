// Ways that take long, of which the lab's kernel has none of its own (netem): a line whose far end hands every frame on later.
import type { Setting } from './shape.ts';

const READY_MS = 15_000;
/** Above what counts as slower, and below what Happy Eyeballs (RFC 8305) waits for. */
const LATE_MS = 150;

/** The last line before the host takes long for IPv6, in one direction. */
export async function slowLine({ network, web, at }: Setting): Promise<void> {
  const mac = await linkAddress({ network, web, at }, 'eth0');
  await startLine({ network, web, at }, { mac, to: `r${web.number}` });
}

/** IPv6 leaves the provider's network in a tunnel (VXLAN, RFC 7348) whose other end is far away. */
export async function slowTunnel(setting: Setting): Promise<void> {
  const { network, web, at } = setting;
  const tunnel = `six${web.number}`;
  const far = at.v4.replace(/2$/, '1');
  await web.script(`ip link add six0 type vxlan id 6 local ${at.v4} remote ${far} dstport 4789 dev eth0; ip link set six0 mtu 1450 up
ip addr del ${at.v6}/64 dev eth0; ip addr add ${at.v6}/128 dev six0 nodad; ip -6 route replace default via fe80::1 dev six0`);
  await network.router.script(
    `ip link add ${tunnel} type vxlan id 6 local ${far} remote ${at.v4} dstport 4789 dev r${web.number}; ip link set ${tunnel} mtu 1450 up; ip addr add fe80::1/64 dev ${tunnel} nodad`,
  );
  await startLine(setting, { mac: await linkAddress(setting, 'six0'), to: tunnel, mtu: 1450 });
}

async function linkAddress({ web }: Setting, name: string): Promise<string> {
  // /sys is that of the whole machine
  const { stdout } = await web.script(`ip -j link show ${name}`);
  return (JSON.parse(stdout) as [{ address: string }])[0].address;
}

/** A line on the router that takes packets to the host's IPv6 address, and gives them to `to` later. */
async function startLine(
  { network, web, at }: Setting,
  { mac, to, mtu = 1500 }: { readonly mac: string; readonly to: string; readonly mtu?: number },
): Promise<void> {
  const [near, end] = [`near${web.number}`, `end${web.number}`];
  await network.router.script(`ip link add ${near} mtu ${mtu} type veth peer name ${end} mtu ${mtu}; echo 1 >/proc/sys/net/ipv6/conf/${end}/disable_ipv6
ip link set ${near} up; ip link set ${end} up; ip -6 route add ${at.v6}/128 dev ${near}; ip -6 neigh add ${at.v6} lladdr ${mac} dev ${near} nud permanent`);
  await network.router.start(['python3', '-c', LINE, end, to, String(LATE_MS)]).until(/ready/, READY_MS);
}

// with what the kernel says of each frame (checksums and segments that it leaves to the card): 15 is PACKET_VNET_HDR of level 263
const LINE = `
import collections, select, socket, sys, time
end, to, late = sys.argv[1], sys.argv[2], int(sys.argv[3]) / 1000
def link(name, protocol):
    one = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(protocol))
    one.setsockopt(263, 15, 1)
    one.bind((name, protocol))
    return one
source, sink = link(end, 3), link(to, 0)
waiting = collections.deque()
print('ready', flush=True)
while True:
    left = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    if select.select([source], [], [], left)[0]:
        frame, (_, _, kind, *_) = source.recvfrom(70000)
        if kind != 4: waiting.append((time.monotonic() + late, frame))
    while waiting and waiting[0][0] <= time.monotonic():
        try: sink.send(waiting.popleft()[1])
        except OSError as error: print(error, flush=True)
`;
