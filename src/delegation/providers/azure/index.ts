export { azure } from './kind.ts';
