import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { addresses, isSaid, isSilent, type Report, serversOf } from './facts.ts';

/** Name servers that have IPv4 addresses alone, or IPv6 ones that are dead: who has IPv6 alone cannot ask them. */
export const nameServersWithoutSix: Cause = {
  id: 'A11',
  slug: 'name-servers-without-ipv6',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['slow', 'six-only'],
  remedies: ['D3'],
  decide: 'none',
  outside: ({ report }) => [...unaddressed(report), ...dead(report)],
  inside: () => ({ says: 'silent' }),
};

/** Of a site that is for IPv4 alone nobody expects more of its name servers. */
function unaddressed(report: Report): Sign[] {
  const servers = report.names.filter(({ role }) => role === 'server');
  const six = servers.filter(({ type }) => type === 'AAAA');
  const some = servers.some(({ type, addresses: found }) => type === 'A' && found.length > 0);
  const none = six.length > 0 && six.every(({ outcome }) => outcome === 'nodata');
  if (!some || !none || addresses(report, 6).length === 0) return [];
  const hosts = [...new Set(six.map(({ host }) => host))].join(', ');
  return [
    {
      symptom: dnsSymptom(report.name, 'name servers over IPv6'),
      place: { host: six[0]?.host, family: 6 },
      values: { servers: hosts, what: 'absent' },
    },
  ];
}

/** Silent over IPv6, to all that it was asked, where another address of the same zone answers. */
function dead({ answers, name }: Report): Sign[] {
  if (!answers.some((one) => one.family === 4 && isSaid(one))) return [];
  const six = answers.filter(({ family, purpose }) => family === 6 && purpose === 'plain');
  const silent = six.filter(
    ({ address }) => six.every((one) => one.address !== address || isSilent(one)) && address !== '',
  );
  const [first] = silent;
  if (first === undefined) return [];
  return [
    {
      symptom: dnsSymptom(name, 'name servers over IPv6'),
      place: { host: first.server, address: first.address, family: 6 },
      values: { servers: serversOf(silent), what: 'dead' },
    },
  ];
}
