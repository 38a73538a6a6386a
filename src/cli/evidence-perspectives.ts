import { type Evidence, FAULTS, type PerspectiveEvidence, type QuorumEvidence } from '../core/index.ts';
import { describeFault } from '../i18n/index.ts';
import { type Reader, seenLines } from './evidence-seen.ts';
import { wrap } from './table.ts';
import { printable } from './terminal.ts';
import { duration } from './words.ts';

/** What each perspective said and saw, and how that was counted: for the administrator alone. */
export function perspectiveLines(reader: Reader, evidence: readonly Evidence[]): string[] {
  return evidence.flatMap((one) => {
    if (one.kind === 'perspective') return oneLines(reader, one);
    return one.kind === 'quorum' ? [quorumLine(reader, one)] : [];
  });
}

function oneLines(reader: Reader, one: PerspectiveEvidence): string[] {
  const { terminal, messages } = reader;
  const texts = messages.cli.evidence.perspective;
  const { perspective, region, check, outcome, fault, errors = [] } = one;
  const head = texts.head({
    perspective,
    region,
    check: texts.check[check](),
    outcome: texts.outcome[outcome](),
    after: duration(one.ms),
  });
  // a refusal that another version stored may have a code that this one does not know
  const known = fault !== undefined && Object.hasOwn(FAULTS, fault.code);
  const reasons = fault === undefined ? errors : [known ? describeFault(fault, messages) : fault.code];
  return [
    wrap(terminal, printable(head), '    '),
    ...seenLines(reader, one.evidence, '      '),
    ...reasons.map((reason) => wrap(terminal, printable(texts.reason({ reason })), '      ')),
  ];
}

function quorumLine({ terminal, messages }: Reader, one: QuorumEvidence): string {
  const texts = messages.cli.evidence.perspective;
  const { policy, asked, passed, needed, regions, regionsNeeded, reached } = one;
  const check = texts.check[one.check]();
  const text = texts.quorum({
    check,
    policy,
    asked,
    passed,
    needed,
    regions: regions.join(', '),
    regionsNeeded,
    reached,
  });
  return wrap(terminal, printable(text), '    ');
}
