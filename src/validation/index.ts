export type * from './types.ts';
export type { AttemptStep, Step } from './rules.ts';
export { judge, next } from './rules.ts';
export { http01Subject } from './http01.ts';
export { dns01Digest } from './dns01.ts';
export { CAA_OFF } from './types.ts';
export type { ValidatorSettings } from './settings.ts';
export { createValidator } from './validator.ts';
export { VALIDATION_LIMITS } from './limits.ts';
