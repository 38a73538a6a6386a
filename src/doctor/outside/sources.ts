import { networkInterfaces } from 'node:os';
import { parseAddress, rangeName } from '../../net/index.ts';
import type { OutsideReport } from './report.ts';

type Source = NonNullable<OutsideReport['sources']>[number];
type Interfaces = Readonly<Record<string, readonly { readonly address: string }[] | undefined>>;

/**
 * The addresses by which targets know this host: the public one of each family, where it has exactly one. Which of several the kernel
 * takes, and what a translator makes of a private one, is not known here.
 */
export function publicSources(interfaces: Interfaces = networkInterfaces()): Source[] {
  const own = Object.values(interfaces).flatMap((all) => all ?? []);
  const open = own
    .flatMap(({ address }) => parseAddress(address) ?? [])
    .filter((one) => rangeName(one) === undefined);
  return ([6, 4] as const).flatMap((family) => {
    const [one, ...more] = new Set(open.filter((it) => it.family === family).map(({ text }) => text));
    return one === undefined || more.length > 0 ? [] : [{ family, address: one }];
  });
}
