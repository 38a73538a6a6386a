import type { ResponseFact } from '../../outside/index.ts';
import { differSymptom, placeOf, statusSymptom } from '../symptoms.ts';
import { challengeAnswers } from './answers.ts';
import type { Cause } from '../types.ts';

/** A router, a modem or a portal on the way answers in the place of the site. */
export const portal: Cause = {
  id: 'F10',
  slug: 'portal',
  certainty: { outside: 'strong' },
  validation: 'fails',
  elsewhere: true,
  visitors: ['broken'],
  remedies: ['ticket'],
  decide: 'inside',
  outside({ report }) {
    const answers = challengeAnswers(report);
    return answers
      .filter((one) => isPortal(one, answers, report.name))
      .flatMap((one) => [
        { symptom: statusSymptom(one), place: placeOf(one), alone: true },
        // that one family then shows something else needs no further cause
        { symptom: differSymptom(one.host, one.port, 'page'), place: placeOf(one), alone: true },
      ]);
  },
  inside: () => ({ says: 'silent' }),
};

/** Its mark, or a redirect to a login elsewhere that the other family knows nothing of. */
function isPortal(one: ResponseFact, all: readonly ResponseFact[], name: string): boolean {
  if (one.signature === 'portal') return true;
  if (!leadsToLogin(one, name)) return false;
  const others = all.filter(({ family, outcome }) => family !== one.family && outcome === 'response');
  return others.length > 0 && !others.some((other) => leadsToLogin(other, name));
}

export function leadsToLogin({ location }: ResponseFact, name: string): boolean {
  const url = URL.parse(location ?? '', `http://${name}/`);
  return url !== null && url.hostname !== name && LOGIN.test(url.hostname + url.pathname);
}

const LOGIN =
  /(?:^|[./_-])(?:login|signin|sign-in|sso|oauth2?|saml2?|idp|cas|auth|authorize|portal|hotspot)(?:[./_-]|$)/i;
