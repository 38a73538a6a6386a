import type { HandshakeFact, ResponseFact } from '../../outside/index.ts';
import { differSymptom } from '../symptoms.ts';
import type { Seen, Sign } from '../types.ts';

/** What IPv6 shows that IPv4 does not: another certificate, or another page, at the same port. One sign for each IPv6 address. */
export function differences({ report }: Seen): readonly Sign[] {
  const own = { handshakes: report.handshakes.filter(isOwn), responses: report.responses.filter(isOwn) };
  function isOwn({ host, outcome }: { readonly host: string; readonly outcome: string }): boolean {
    return host === report.name && outcome === 'response';
  }
  return [...certificates(own.handshakes), ...pages(own.responses)];
}

function certificates(handshakes: readonly HandshakeFact[]): Sign[] {
  const shown = handshakes.filter(({ serverName, hello }) => serverName === 'sent' && hello === 'small');
  return differing(shown, 'certificate', ({ leaf }) => leaf?.fingerprint);
}

/** The page itself, or what its address says: a status, and a body of the same kind. */
function pages(responses: readonly ResponseFact[]): Sign[] {
  const home = responses.filter(({ path, agent }) => path === 'home' && agent === 'browser');
  return differing(home, 'page', ({ status = 0, digest = '' }) => `${status} ${digest}`);
}

function differing<F extends HandshakeFact | ResponseFact>(
  facts: readonly F[],
  what: 'page' | 'certificate',
  shown: (fact: F) => string | undefined,
): Sign[] {
  return facts.flatMap((one): Sign[] => {
    const mine = shown(one);
    const four = facts.filter((other) => other.family === 4 && other.port === one.port);
    const theirs = four.map(shown);
    // servers that share a load may differ among themselves over one family
    if (one.family !== 6 || mine === undefined || theirs.length === 0 || theirs.includes(mine)) return [];
    const { host, address, family, port } = one;
    return [
      {
        symptom: differSymptom(host, port, what),
        place: { host, address, family, port },
        values: { address },
      },
    ];
  });
}
