import type { FaultMessages } from '../en/faults.ts';
import type { Translation } from '../translation.ts';
import { acmeFaults } from './faults-acme.ts';
import { commandFaults } from './faults-command.ts';
import { delegationFaults } from './faults-delegation.ts';
import { healthFaults } from './faults-health.ts';
import { importFaults } from './faults-import.ts';
import { nativeFaults } from './faults-native.ts';
import { persistFaults } from './faults-persist.ts';
import { perspectiveFaults } from './faults-perspective.ts';
import { providerFaults } from './faults-provider.ts';
import { validationFaults } from './faults-validation.ts';

/** Every fault's French message. */
export const faults: Translation<FaultMessages> = {
  ...acmeFaults,
  ...validationFaults,
  ...commandFaults,
  ...perspectiveFaults,
  ...delegationFaults,
  ...healthFaults,
  ...nativeFaults,
  ...importFaults,
  ...persistFaults,
  ...providerFaults,
};
