import type { Finding, Place } from '../../doctor/causes/index.ts';
import type { OutsideReport } from '../../doctor/outside/index.ts';

/**
 * What of a pasted error is seen now. `itself`: it is the finding, as nothing that can be measured is in it; `shown`: the look finds a
 * cause that brings it, or meets the very same; `other`: it finds something else; `nothing`: it finds nothing at all.
 */
export type Compared = {
  readonly row: string;
  readonly causes: readonly string[];
  readonly state: 'shown' | 'itself' | 'other' | 'nothing';
  /** Findings that explain it. */
  readonly shown: readonly string[];
};

/** Each error that was pasted, beside what was found. Pure. */
export function comparePasted(
  report: Pick<OutsideReport, 'name' | 'connects' | 'pasted'>,
  findings: readonly Pick<Finding, 'id' | 'places'>[],
): readonly Compared[] {
  const measured = findings.filter(({ id }) => !UNMEASURED.has(id));
  return (report.pasted ?? []).map(({ row, causes }) => {
    const same = sameEndings(report, row);
    const explains = ({ id, places }: Pick<Finding, 'id' | 'places'>) =>
      causes.includes(id) || places.some((place) => same.some((one) => isAt(place, one)));
    const shown = measured.filter(explains).map(({ id }) => id);
    const [first = ''] = causes;
    const itself = UNMEASURED.has(first);
    const state = shown.length > 0 ? 'shown' : itself ? 'itself' : measured.length > 0 ? 'other' : 'nothing';
    return { row, causes, state, shown };
  });
}

/** What a CA refuses, and what cannot be proven so: read from the error and from nothing else. */
const UNMEASURED: ReadonlySet<string> = new Set(['G9', 'G10']);

type Connect = OutsideReport['connects'][number];

/** Connections of the look that ended as the error says of the CA's: a row names the usual causes of that, and not every one. */
function sameEndings({ name, connects }: Pick<OutsideReport, 'name' | 'connects'>, row: string): Connect[] {
  const [uses, outcome] = ENDINGS[row] ?? [[], ''];
  return connects.filter((one) => one.host === name && uses.includes(one.use) && one.outcome === outcome);
}

const FIRST: readonly Connect['use'][] = ['http'];
const LATER: readonly Connect['use'][] = ['https'];
const ANY: readonly Connect['use'][] = ['http', 'https'];
const ENDINGS: Readonly<Record<string, readonly [readonly Connect['use'][], string]>> = {
  'connect-timeout': [FIRST, 'connect-timeout'],
  'connection-refused': [FIRST, 'refused'],
  'network-unreachable': [FIRST, 'unreachable'],
  'redirect-timeout': [LATER, 'connect-timeout'],
  'redirect-refused': [LATER, 'refused'],
  'redirect-unreachable': [LATER, 'unreachable'],
  'own-timeout': [ANY, 'connect-timeout'],
  'own-refused': [ANY, 'refused'],
  'own-unreachable': [ANY, 'unreachable'],
  'own-prohibited': [ANY, 'prohibited'],
};

/** A finding about that very port over that family. */
function isAt({ address = '', family, port }: Place, connect: Connect): boolean {
  return (
    port === connect.port && family === connect.family && (address === '' || address === connect.address)
  );
}
