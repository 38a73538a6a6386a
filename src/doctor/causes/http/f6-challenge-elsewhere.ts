import type { ResponseFact } from '../../outside/index.ts';
import { differSymptom, placeOf } from '../symptoms.ts';
import { challengeAnswers } from './answers.ts';
import type { Cause } from '../types.ts';

/** The site is the same over both families, what serves the challenge is not: another folder, node or container. */
export const challengeElsewhere: Cause = {
  id: 'F6',
  slug: 'challenge-elsewhere',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'fails',
  elsewhere: true,
  visitors: ['none'],
  remedies: ['X2'],
  decide: 'inside',
  outside({ report }) {
    const home = report.responses.filter(({ path, agent }) => path === 'home' && agent === 'browser');
    const answers = challengeAnswers(report).filter(({ status = 0 }) => status === 404 || status === 200);
    return differing(answers).flatMap((one) => {
      // where the page differs too, it is another server or virtual host altogether
      const others = differing(home.filter(({ host }) => host === one.host));
      if (others.some(({ address }) => address === one.address)) return [];
      return [{ symptom: `${differSymptom(one.host, one.port, 'page')} challenge`, place: placeOf(one) }];
    });
  },
  inside({ listens }, seen) {
    const name = seen?.report.name;
    const own = listens.filter(
      ({ names, root, tls }) => !tls && root !== undefined && (name === undefined || names.includes(name)),
    );
    const roots = (family: 6 | 4) =>
      new Set(own.filter(({ families }) => families.includes(family)).map(({ root }) => root));
    const [six, four] = [roots(6), roots(4)];
    if (six.size === 0 || four.size === 0) return { says: 'silent' };
    const root = [...six].find((one) => !four.has(one));
    if (root === undefined) return { says: 'ruled-out' };
    return { says: 'shown', where: [{ place: { family: 6 }, values: { root }, latent: true }] };
  },
};

/** Over IPv6, unlike every answer over IPv4 at that port. */
function differing(all: readonly ResponseFact[]): readonly ResponseFact[] {
  return all.filter((one) => {
    const four = all.filter((other) => other.family === 4 && other.port === one.port);
    return one.family === 6 && four.length > 0 && !four.some((other) => key(other) === key(one));
  });
}

function key({ status = 0, server = '', digest = '' }: ResponseFact): string {
  return `${status} ${server} ${digest}`;
}
