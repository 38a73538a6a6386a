// Processes that hold namespaces open for a lab, and the way into them. Each ends when the pipe to this process does.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A process in namespaces of its own; `enter` is the command prefix that runs something inside them. */
export type Holder = { readonly innerPid: number; readonly enter: readonly string[]; close(): Promise<void> };

const READY_MS = 10_000; // building takes 0.1 s on a quiet machine
const ROOT = process.getuid?.() === 0;
// `cat` ends with its standard input, which is a pipe to this process; as PID 1 it takes the whole tree with it
const WAIT = 'echo ready; exec cat';
const QUIET_IPV6 =
  'for d in all default; do for k in accept_dad:0 accept_ra:0 dad_transmits:0; do echo ${k#*:} >/proc/sys/net/ipv6/conf/$d/${k%:*}; done; done';
/** Makes the namespaces of a whole network; the first network namespace is the router. */
export const BASE: readonly string[] = [
  'unshare',
  ...(ROOT ? [] : ['-U', '-r']),
  '-n',
  '-m',
  '-p',
  '-f',
  '--kill-child',
  '--mount-proc',
  '--propagation',
  'private',
  'sh',
  '-c',
  `set -e; mount -t tmpfs tmpfs /run; mkdir /run/lock /run/home; ${QUIET_IPV6}; echo 1 >/proc/sys/net/ipv4/ip_forward
  echo 1 >/proc/sys/net/ipv6/conf/all/forwarding; echo 0 >/proc/sys/net/ipv6/icmp/ratelimit; echo 0 >/proc/sys/net/ipv4/icmp_ratelimit; ip link set lo up; ${WAIT}`,
];

// A farm of links over /etc and /var makes both private and writable without being their owner: files are reached through
// the links, folders that programs write to are copied, and what a node needs of its own replaces its link.
/** Makes one node: to be run inside the network's namespaces. */
export const NODE: readonly string[] = [
  'unshare',
  '-n',
  '-m',
  '--propagation',
  'private',
  'sh',
  '-c',
  `set -e
${QUIET_IPV6}
echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start
mount -t tmpfs tmpfs /run; mkdir -p /run/lock /run/home /run/farm /run/host
for d in etc var; do
  mkdir /run/host/$d; mount --bind /$d /run/host/$d; mkdir /run/farm/$d
  for f in /$d/* /$d/.[!.]*; do [ -e "$f" ] && ln -s "/run/host$f" "/run/farm$f"; done
done
for d in usr lib bin sbin proc sys run opt dev; do [ -e /run/host/$d ] || ln -s /$d /run/host/$d; done
cd /run/farm
for d in etc/ssl etc/apache2; do [ -d /$d ] && { rm -f $d; cp -r --preserve=links,mode /$d $d 2>/dev/null || true; }; done
rm -f etc/hosts etc/resolv.conf var/log var/lib var/www var/cache var/run var/lock
mkdir -p var/log/apache2 var/lib/apache2 var/lib/nginx var/www/html var/cache etc/letsencrypt.new
for f in /var/lib/* ; do [ -e "var/lib/\${f##*/}" ] || ln -s "/run/host$f" "/run/farm$f"; done
for p in letsencrypt dehydrated lego uacme caddy acme; do
  rm -f etc/$p var/lib/$p; mkdir -p etc/$p var/lib/$p var/log/$p
done
rmdir etc/letsencrypt.new; ln -s /run var/run; ln -s /run/lock var/lock
printf '127.0.0.1 localhost\\n::1 localhost\\n' >etc/hosts; : >etc/resolv.conf
mount -t tmpfs tmpfs /usr/local/share; mkdir /usr/local/share/ca-certificates
mount --bind /run/farm/etc /etc; mount --bind /run/farm/var /var
ip link set lo up; ${WAIT}`,
];

/** Starts a process that holds namespaces, and finds the way into them. */
export async function hold(argv: readonly string[]): Promise<Holder> {
  const [command = '', ...args] = argv;
  const environment = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: environment });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  await holderReady(child);
  const outer = Number(
    readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0],
  );
  const inner = /^NSpid:.*\t(\d+)$/m.exec(readFileSync(`/proc/${outer}/status`, 'utf8'));
  const enter = [
    'nsenter',
    '-t',
    String(outer),
    ...(ROOT ? [] : ['-U', '--preserve-credentials']),
    '-m',
    '-n',
    '-p',
  ];
  return {
    innerPid: Number(inner?.[1]),
    enter: [...enter, '--'],
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'close');
      child.stdin.end();
      await gone;
    },
  };
}

async function holderReady(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`namespaces not ready in ${READY_MS} ms: ${said}`)),
      READY_MS,
    );
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready')) settle(resolve);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on('error', (cause) => settle(() => reject(cause)));
    child.on('close', () => settle(() => reject(new Error(said.trim()))));
  }).catch((cause: unknown) => {
    child.kill('SIGKILL');
    throw cause;
  });
}
