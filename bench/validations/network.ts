import { spawnSync } from 'node:child_process';

export { enterNamespace, WEB_IPV4 } from '../network.ts';

/** An address behind a link whose other end throws everything away: no answer, no error, as behind a firewall that drops. */
export const BLACK_HOLE = { text: 'fd64:0:0:b1ac::2', bytes: 'fd6400000000b1ac0000000000000002' };

const LINK = 'ip link add hole type veth peer name hole-end';

/** Makes the black hole; call it inside the namespace. */
export function digBlackHole(): void {
  for (const command of [
    LINK,
    'ip link set hole up',
    'ip link set hole-end up',
    'ip addr add fd64:0:0:b1ac::1/64 dev hole nodad',
    // a neighbour with this hardware address is not there: what is sent to it arrives and is thrown away
    `ip neigh add ${BLACK_HOLE.text} lladdr 02:00:00:00:b1:ac dev hole nud permanent`,
  ]) {
    const [program = '', ...args] = command.split(' ');
    const done = spawnSync(program, args, { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`);
  }
}
