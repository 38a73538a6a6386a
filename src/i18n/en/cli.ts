import { allow } from './cli-allow.ts';
import { audit } from './cli-audit.ts';
import { commands } from './cli-commands.ts';
import { delegation } from './cli-delegation.ts';
import { evidence } from './cli-evidence.ts';
import { health } from './cli-health.ts';
import { imports } from './cli-import.ts';
import { proof } from './cli-proof.ts';
import { init } from './cli-init.ts';
import { lab } from './cli-lab.ts';
import { labExample } from './cli-lab-example.ts';
import { persist } from './cli-persist.ts';
import { perspective } from './cli-perspective.ts';
import { provider } from './cli-provider.ts';
import { serve } from './cli-serve.ts';
import { usage } from './cli-usage.ts';
import { validate } from './cli-validate.ts';

/** English texts of the commands. */
export const cli = {
  allow,
  audit,
  commands,
  delegation,
  evidence,
  health,
  imports,
  proof,
  init,
  lab,
  labExample,
  persist,
  perspective,
  provider,
  serve,
  usage,
  validate,
};
