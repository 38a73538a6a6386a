import { labReasons } from './cli-lab.ts';
import { dryInputReasons } from './cli-validate.ts';
import { dnssecReasons } from './dnssec.ts';
import { QUORUM_PROBLEMS } from './faults-command.ts';
import { quotaNames, ruleProblems } from './faults-delegation.ts';
import { certificateRefusals, identityProblems, tokenRefusals } from './faults-native.ts';
import { persistProblems } from './faults-persist.ts';
import { JOIN_REFUSALS, PLAIN_USAGE } from './faults-perspective.ts';
import { providerTroubles } from './faults-provider.ts';
import {
  BODIES,
  CAA_REASONS,
  CERTIFICATES,
  PERSIST_REASONS,
  PHASES,
  REDIRECTS,
} from './faults-validation.ts';
import { PLACES } from './perspective-faults.ts';

/** Danish tables of reasons that messages take a part from. */
export const fragments = {
  dnssec: dnssecReasons,
  dryInput: dryInputReasons,
  lab: labReasons,
  quorum: QUORUM_PROBLEMS,
  quotas: quotaNames,
  rule: ruleProblems,
  certificate: certificateRefusals,
  identity: identityProblems,
  token: tokenRefusals,
  persist: persistProblems,
  join: JOIN_REFUSALS,
  plain: PLAIN_USAGE,
  provider: providerTroubles,
  bodies: BODIES,
  caa: CAA_REASONS,
  certificates: CERTIFICATES,
  persistRecord: PERSIST_REASONS,
  phases: PHASES,
  redirects: REDIRECTS,
  places: PLACES,
};
