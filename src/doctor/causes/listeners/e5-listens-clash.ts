import type { InsideReport } from '../../inside/index.ts';
import { connectsThat } from '../ask.ts';
import type { Cause, Inside, Shown } from '../types.ts';
import { refusal } from './signs.ts';

/** nginx is told to open port 80 of IPv4 twice: by `listen 80`, and by `listen [::]:80 ipv6only=off`. It does not start. */
export const listensClash: Cause = {
  id: 'E5',
  slug: 'listens-clash',
  certainty: { inside: 'proven' },
  validation: 'fails',
  visitors: ['down'],
  remedies: ['W1'],
  decide: 'inside',
  // a server that did not start refuses, as any port that nobody listens on (E3)
  outside: (seen) =>
    [...connectsThat(seen, 6, 'refused'), ...connectsThat(seen, 4, 'refused')].map((one) => ({
      ...refusal(one),
      ifShown: true,
    })),
  inside: twice,
};

function twice({ listens, listeners, journal, unread }: InsideReport): Inside {
  const nginx = listens.filter(({ software }) => software === 'nginx');
  const where = nginx
    .filter(({ directive, address }) => address === '::' && /\bipv6only=off\b/.test(directive))
    .flatMap(({ port, directive, file, line }): Shown[] => {
      const clash = nginx.find((one) => one.port === port && one.address === '0.0.0.0');
      if (clash === undefined) return [];
      const values = {
        port,
        software: 'nginx',
        directive,
        file,
        other: clash.directive,
        ...(line !== undefined && { line }),
      };
      // one that did not start listens nowhere
      const down = !listeners.some((one) => one.protocol === 'tcp' && one.port === port);
      return [{ place: down ? {} : { port }, values }];
    });
  if (where.length > 0) return { says: 'shown', where };
  const told = journal.find(({ code, unit }) => code === 'bind-in-use' && /nginx/.test(unit));
  if (told !== undefined && nginx.length === 0) return { says: 'silent' };
  return { says: nginx.length === 0 && unread.some(({ what }) => what === 'nginx') ? 'silent' : 'ruled-out' };
}
