import { TYPE, nameEquals, nameIsUnder } from '../../wire/dns/index.ts';
import type { Name, ResourceRecord } from '../../wire/dns/index.ts';
import { recordSet } from './record-set.ts';
import type { RecordSet } from './types.ts';

/** One step from a name to another: the set that says so, which must be secure, and where it leads. */
export type Alias = {
  readonly set: RecordSet;
  readonly target: Name;
  /** The target is not what the signed DNAME yields. */
  readonly wrong: boolean;
};

/**
 * The CNAME at a name in an answer section. One without signatures stands for the DNAME above it from which the server made it
 * (RFC 6672 section 5.3.3): then that one is signed, and the CNAME is worked out again.
 */
export function readAlias(answers: readonly ResourceRecord[], name: Name): Alias | undefined {
  const set = recordSet(answers, name, TYPE.CNAME);
  const [record] = set.records;
  if (record?.data.kind !== 'CNAME') return undefined;
  const { target } = record.data;
  const dname = answers.find(
    (one) => one.data.kind === 'DNAME' && one.name.length < name.length && nameIsUnder(name, one.name),
  );
  if (set.signatures.length > 0 || dname?.data.kind !== 'DNAME')
    return { set, target, wrong: set.records.length > 1 };
  const made = [...name.slice(0, name.length - dname.name.length), ...dname.data.target];
  const above = recordSet(answers, dname.name, TYPE.DNAME);
  return { set: above, target, wrong: !nameEquals(made, target) || above.records.length > 1 };
}
