import { type Fault, fault } from '../core/index.ts';
import { RETRY_AFTER_SECONDS } from './limits.ts';

/** The server stops: nobody's verdict. */
export function stoppedFault(name: string): Fault {
  return fault('validationStopped', { name }, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
