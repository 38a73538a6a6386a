import { type ChallengeType, type Fault, fault } from '../core/index.ts';
import type { Settings } from './settings.ts';

/** What speaks of DNS records that name this CA needs a name by which they can (`acme.caa_identities`). */
export function missingIssuer({ acme, directories }: Settings, file: string): readonly Fault[] {
  if (acme.caa_identities.length > 0) return [];
  const places = [
    { path: 'acme', ...acme },
    ...Object.entries(directories).map(([name, own]) => ({ path: `directories.${name}`, ...own })),
  ];
  return places.flatMap(({ path, caa, challenge_types: types }) => [
    ...(caa === 'advisory' || caa === 'enforce'
      ? [fault('settingNeedsIssuer', { file, key: `${path}.caa`, value: JSON.stringify(caa) })]
      : []),
    ...((types as readonly ChallengeType[]).includes('dns-persist-01')
      ? [fault('settingNeedsIssuer', { file, key: `${path}.challenge_types`, value: JSON.stringify(types) })]
      : []),
  ]);
}
