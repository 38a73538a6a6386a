import type { fragments as english } from '../en/fragments.ts';
import type { Translation } from '../translation.ts';
import { labReasons } from './cli-lab.ts';
import { dryInputReasons } from './cli-validate.ts';
import { dnssecReasons } from './dnssec.ts';
import { quorumProblems } from './faults-command.ts';
import { quotaNames, ruleProblems } from './faults-delegation.ts';
import { certificateRefusals, identityProblems, tokenRefusals } from './faults-native.ts';
import { persistProblems } from './faults-persist.ts';
import { joinRefusals, plainUsage } from './faults-perspective.ts';
import { providerTroubles } from './faults-provider.ts';
import { bodies, caaReasons, certificates, persistReasons, phases, redirects } from './faults-validation.ts';
import { places } from './perspective-faults.ts';

/** Tables of reasons that messages take a part from. */
export const fragments: Translation<typeof english> = {
  dnssec: dnssecReasons,
  dryInput: dryInputReasons,
  lab: labReasons,
  quorum: quorumProblems,
  quotas: quotaNames,
  rule: ruleProblems,
  certificate: certificateRefusals,
  identity: identityProblems,
  token: tokenRefusals,
  persist: persistProblems,
  join: joinRefusals,
  plain: plainUsage,
  provider: providerTroubles,
  bodies,
  caa: caaReasons,
  certificates,
  persistRecord: persistReasons,
  phases,
  redirects,
  places,
};
