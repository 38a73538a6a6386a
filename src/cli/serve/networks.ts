import { fail, fault, ok, type Result } from '../../core/index.ts';
import { catalogue, type SettingText } from '../../i18n/index.ts';
import { type AddressPolicy, createAddressPolicy, judgeListed, parseNetwork } from '../../net/index.ts';

/** Networks that a setting opens, judged as those of `sixfour allow --network`: one that would open nothing, or too much, is a fault. */
export function readNetworks(
  setting: { readonly file: string; readonly key: string; readonly path: string },
  networks: readonly string[],
): Result<readonly string[]> {
  const wrong = networks.find((text) => {
    const network = parseNetwork(text);
    return network === undefined || judgeListed(network) !== 'listable';
  });
  if (wrong === undefined) return ok(networks);
  const texts: Readonly<Record<string, SettingText>> = catalogue('en').settings;
  const allowed = texts[setting.path]?.allowed ?? '';
  return fail(fault('settingInvalid', { origin: setting.file, key: setting.key, value: wrong, allowed }));
}

/** The address policy of each ACME directory: what is allowed to all of them, and what the settings add for one. */
export type DirectoryPolicies = {
  /** Where no directory is meant: name servers. */
  readonly common: AddressPolicy;
  of(directory: string): AddressPolicy;
  /** From now on these are allowed to all. */
  setCommon(networks: readonly string[]): void;
};

export function createDirectoryPolicies(
  own: ReadonlyMap<string, readonly string[]>,
  allowLoopback: boolean,
): DirectoryPolicies {
  let everywhere: readonly string[] = [];
  const lists = new Map<string, readonly string[]>();
  const policies = new Map<string, AddressPolicy>();
  for (const [name, networks] of own) {
    if (networks.length === 0) continue;
    lists.set(name, networks);
    policies.set(name, createAddressPolicy({ allowed: () => lists.get(name) ?? [], allowLoopback }));
  }
  const common = createAddressPolicy({ allowed: () => everywhere, allowLoopback });
  return {
    common,
    of: (directory) => policies.get(directory) ?? common,
    setCommon(networks) {
      everywhere = networks;
      for (const name of policies.keys()) lists.set(name, [...networks, ...(own.get(name) ?? [])]);
    },
  };
}
