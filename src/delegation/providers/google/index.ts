export { google } from './kind.ts';
