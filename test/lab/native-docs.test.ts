// docs/native-api.md is run as it stands: test/lab/delegation-page.ts says how. Its lines for tokens are read by
// test/unit/delegation/identity/page.test.ts.
import { delegationPage } from './delegation-page.ts';

await delegationPage('native-api.md');
