import type { OutsideReport } from '../../outside/index.ts';

/** Other hosts that the page needs, by name. */
export function resourceHosts({ resources, name }: OutsideReport): readonly string[] {
  const named = resources.filter(({ host, literal }) => literal === undefined && host !== name);
  return [...new Set(named.map(({ host }) => host))];
}

export function hasSix({ names }: OutsideReport, host: string): boolean {
  return names.some((one) => one.host === host && one.type === 'AAAA' && one.addresses.length > 0);
}
