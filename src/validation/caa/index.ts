export { checkCaa } from './check.ts';
