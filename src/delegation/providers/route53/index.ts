export { route53 } from './kind.ts';
