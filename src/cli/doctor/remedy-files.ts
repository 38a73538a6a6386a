import type { InsideReport, Machine } from '../../doctor/inside/index.ts';

/** Files that remedies edit wherever they are. */
const ALWAYS = [
  '/etc/sysctl.d/99-sixfour.conf',
  '/etc/default/ufw',
  '/etc/firewalld/firewalld.conf',
  '/etc/docker/daemon.json',
  '/etc/network/interfaces',
];
/** Of one machine; a host of many sites has its listens in some hundred files. */
const FILES_MAX = 256;

/** The files of this machine that a remedy may change, so that its diffs are of the whole file. */
export async function remedyFiles(
  machine: Machine,
  { listens, sysctls, networkManagers }: InsideReport,
): Promise<Readonly<Record<string, string>>> {
  const saved = sysctls.flatMap((one) => (one.saved === undefined ? [] : [one.saved]));
  const named = [...listens, ...saved, ...networkManagers].flatMap(({ file }) => file ?? []);
  const paths = [...new Set([...ALWAYS, ...named])].slice(0, FILES_MAX);
  const read = await Promise.all(paths.map(async (path) => [path, await machine.readFile(path)] as const));
  return Object.fromEntries(read.filter((one): one is [string, string] => one[1] !== undefined));
}
