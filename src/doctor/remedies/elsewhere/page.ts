import { byHand, remedy, run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';

/** What the page itself asks its visitors to fetch. */
export const page: RemedyRule = (finding, patient) => {
  const hosts = hostsOf(finding, patient.name);
  const text = finding.id === LITERALS ? 'no-literals' : 'resource-hosts';
  return [
    remedy(finding, patient, {
      id: 'site',
      at: 'site',
      now: [byHand(text, { hosts })],
      verify: run(`sixfour check ${patient.name}`),
    }),
  ];
};

const LITERALS = 'G4';

function hostsOf({ places, values }: Parameters<RemedyRule>[0], name: string): string {
  const named = places.flatMap(({ host }) => (host === undefined || host === name ? [] : [host]));
  const said = [values['resource'], values['literal']].flatMap((one) =>
    one === undefined ? [] : [String(one)],
  );
  return [...new Set([...named, ...said])].join(', ');
}
