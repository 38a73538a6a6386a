/** Who may answer which challenge, and the values that are served for it. docs/delegated-names.md tells the rules. */
export type * from './types.ts';
export { createBroker } from './broker.ts';
export { type Change, type Changes, createChanges } from './changes.ts';
export { type Challenge, challengeOf, readChallengeName } from './challenge-name.ts';
export { comesFrom, coveringNames, furthest } from './decide.ts';
export { explain, type Explanation } from './explain.ts';
export { createFetchRecorder } from './fetches.ts';
export { keyDigest, newClientKey } from './keys.ts';
export { recordUses } from './uses.ts';
export {
  APPROVAL_MS,
  APPROVAL_MS_MAX,
  EXPIRE_VALUES_EVERY_MS,
  KEYS_PER_CLIENT_MAX,
  QUOTA_MAX,
  VALUE_LIFETIME_MS,
  WINDOWS_MAX,
} from './limits.ts';
export { readDuration, readMoment, readRuleConditions } from './rule-conditions.ts';
export { readRuleName, ruleNameText } from './rule-name.ts';
export { createPublisher } from './publisher.ts';
