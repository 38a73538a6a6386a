import { httpSymptom, placeOf, statusSymptom } from '../symptoms.ts';
import { challengeAnswers, finalAnswers } from './answers.ts';
import { leadsToLogin } from './f10-portal.ts';
import type { Cause } from '../types.ts';

/** A login covers the challenge's path: a password, or a redirect to where one signs in. */
export const login: Cause = {
  id: 'F13',
  slug: 'login',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['X'],
  decide: 'none',
  outside(seen) {
    const { report } = seen;
    const asked = finalAnswers(seen).filter(
      ({ status, signature }) => status === 401 || signature === 'login',
    );
    const led = challengeAnswers(report).filter((one) => leadsToLogin(one, report.name));
    // over one family alone it is a portal
    const answered = challengeAnswers(report).filter(({ outcome }) => outcome === 'response');
    const everywhere = led.length === answered.length ? led : [];
    return [
      ...asked.map((one) => ({ symptom: statusSymptom(one), place: placeOf(one), alone: true })),
      ...everywhere.map((one) => ({ symptom: httpSymptom(one, 'sign-in'), place: placeOf(one) })),
    ];
  },
  inside({ listens }, seen) {
    const name = seen?.report.name;
    const own = listens.filter(({ names, tls }) => !tls && (name === undefined || names.includes(name)));
    if (own.length === 0) return { says: 'silent' };
    const locked = own.filter(({ access }) => access?.auth === true);
    // a program behind the web server may ask for it as well
    if (locked.length === 0) return { says: 'silent' };
    return {
      says: 'shown',
      where: locked.map(({ file, line = 0, port }) => ({ place: { port }, values: { file, line } })),
    };
  },
};
