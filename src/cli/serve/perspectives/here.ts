import { openPerspectiveRoot, showCa } from '../../../authority/ca/index.ts';
import type { LoadedSettings } from '../../../config/index.ts';
import type { PerspectiveControl } from '../../../console/api/index.ts';
import { fail, fault, systemClock } from '../../../core/index.ts';
import { openConfiguredKey } from '../../at-rest.ts';
import { invitationOf } from './invitation.ts';

/** For commands without a server: rows can be written, and nobody holds a connection. */
export function perspectivesHere(loaded: LoadedSettings): PerspectiveControl {
  const { directory, settings } = loaded;
  return {
    async invite() {
      if (settings.perspectives.addresses.length === 0) return fail(fault('perspectivesClosed', {}));
      const authority = await showCa(directory);
      if (!authority.ok) return authority;
      const atRest = await openConfiguredKey(loaded, process.env);
      if (!atRest.ok) return atRest;
      const { organization } = authority.value;
      const root = await openPerspectiveRoot(directory, atRest.value, organization, systemClock.now());
      return root.ok ? invitationOf(settings, root.value, undefined) : root;
    },
    examine: () => Promise.resolve(fail(fault('noPerspectives', {}))),
    changed: () => Promise.resolve(),
    state: () => undefined,
    foreign: () =>
      Object.entries(settings.perspectives.foreign).map(([name, { region, url }]) => ({ name, region, url })),
  };
}
