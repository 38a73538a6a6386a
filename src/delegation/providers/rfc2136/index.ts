export { rfc2136 } from './kind.ts';
