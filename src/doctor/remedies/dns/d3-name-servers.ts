import { byHand, remedy, run } from '../steps.ts';
import type { Patient, RemedyRule, Step } from '../types.ts';

/** Name servers: what they answer, over both families and both transports. */
export const nameServers: RemedyRule = (finding, patient) => {
  const now = (BY_CAUSE[finding.id] ?? BY_CAUSE['A12'])?.(patient) ?? [];
  const zone = zoneOf(patient);
  const verify = run(
    ...(finding.id === 'A16' ? [`delv ${patient.name} AAAA`] : [`dig +nssearch ${zone}`]),
    ...(finding.id === 'A21' ? [`dig +tcp SOA ${zone}`] : []),
  );
  return [remedy(finding, patient, { id: 'D3', at: 'dns', now, verify })];
};

const BY_CAUSE: Readonly<Record<string, (patient: Patient) => readonly Step[]>> = {
  A10: () => [byHand('servers-answer')],
  A11: () => [byHand('servers-aaaa')],
  A12: () => [byHand('servers-same')],
  A16: (patient) => [byHand('servers-dnssec', { name: zoneOf(patient) })],
  A20: () => [byHand('servers-source')],
  A21: () => [byHand('servers-transport')],
};

function zoneOf({ name, report }: Patient): string {
  return report?.answers[0]?.zone ?? name;
}
