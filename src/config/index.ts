export { settingsDocument } from './document.ts';
export { type LoadedSettings, loadSettings } from './load.ts';
export { settingKeys } from './keys.ts';
export type { Settings } from './settings.ts';
export { markTestDirectory } from './test-marker.ts';
export { parseTrustAnchor } from './trust-anchor.ts';
export { parseServer } from './values.ts';
