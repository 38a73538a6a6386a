export { settingsDocument } from './document.ts';
export { type LoadedSettings, type LoadOptions, loadSettings, SETTINGS_FILE } from './load.ts';
export { type SettingKey, settingKeys } from './keys.ts';
export type { Settings } from './settings.ts';
export { isTestDirectory, markTestDirectory } from './test-marker.ts';
export { parseServer } from './values.ts';
