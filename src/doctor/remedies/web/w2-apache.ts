import { familyOf, portsOf } from '../ask.ts';
import { run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';
import { addLines, byFile, configured, described, listensOf, replaced, serves } from './listens.ts';

/** Apache: `Listen 80` without an address is both families; with one, and in `<VirtualHost ...>`, only that address. */
export const apacheListens: RemedyRule = (finding, patient) => {
  const family = familyOf(finding);
  const listens = listensOf('apache', finding, patient);
  if (listens.length === 0) {
    if (patient.inside !== undefined) return [];
    const lines = portsOf(finding).map((port) => `Listen ${port}`);
    const now = [...addLines('/etc/apache2/ports.conf', 'Listen', ...lines), ...run(...RESTART)];
    return described(finding, patient, { id: 'W2', label: 'apache', now });
  }
  const narrow = listens.filter(
    ({ port, directive }) => !serves(listens, port, family) && openTo(directive) !== directive,
  );
  const changes = byFile(narrow, (one) => replaced(one, patient.files, openTo));
  return configured(finding, patient, { id: 'W2', label: 'apache', changes, reload: RESTART });
};

/** A socket for every address cannot be opened beside the old one: a graceful restart would fail. */
const RESTART = ['apachectl configtest', 'apachectl restart'];

function openTo(line: string): string {
  return line
    .replace(/(\bListen\s+)(?:\d+\.\d+\.\d+\.\d+|\[[^\]]*\]):(\d+)/i, '$1$2')
    .replace(/(<VirtualHost\s+)(?:\d+\.\d+\.\d+\.\d+|\[[^\]]*\]):(\d+)/i, '$1*:$2');
}
