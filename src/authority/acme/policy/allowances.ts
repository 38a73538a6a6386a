import { type Fault, fault, type Identifier } from '../../../core/index.ts';
import { catalogue } from '../../../i18n/index.ts';
import {
  addressBytes,
  contains,
  type Network,
  parseAddress,
  parseNetwork,
  rangeName,
} from '../../../net/index.ts';
import type { AllowanceStore } from '../../../store/index.ts';

/** Which names and addresses this CA may issue: what the administrator permitted, and the built-in names. */
export type Allowances = {
  read(): Promise<Allowed>;
  /** They changed: read them again at the next order. */
  forget(): void;
};
/** Why this identifier (with `*.` where it is a wildcard) may not be issued; undefined: it may. */
export type Allowed = { refuse(identifier: Identifier): Fault | undefined };

/**
 * `permittedNames`: name constraints of the issuing certificate, none means any name; no allowance goes beyond them, and with any
 * no address can be certified.
 */
export function createAllowances(
  store: AllowanceStore,
  builtInNames: ReadonlySet<string>,
  permittedNames: readonly string[],
): Allowances {
  const constraints = new Set(permittedNames);
  const outside = catalogue('en').issuance.outsideConstraints({ permitted: permittedNames.join(', ') });
  let known: Promise<Allowed> | undefined;

  async function load(): Promise<Allowed> {
    const trees = new Set<string>();
    const exact = new Set(builtInNames);
    const prefixes: Network[] = [];
    for (const { kind, value } of await store.list())
      if (kind === 'name') trees.add(value);
      else if (kind === 'exact') exact.add(value);
      else if (kind === 'address') prefixes.push(...networkOf(value));
    return {
      refuse({ type, value: name }) {
        if (type === 'ip' && !isWithin(name, prefixes))
          return fault('addressNotAllowed', { address: name, range: rangeOf(name) });
        if (type === 'dns' && !exact.has(name) && !isBelow(name, trees))
          return fault('nameNotAllowed', { name });
        if (constraints.size === 0 || (type === 'dns' && isBelow(name, constraints))) return undefined;
        return fault('rejectedIdentifier', { name, reason: outside });
      },
    };
  }
  return {
    read() {
      if (known !== undefined) return known;
      const loading = load();
      known = loading;
      loading.catch(() => {
        if (known === loading) known = undefined;
      });
      return loading;
    },
    forget() {
      known = undefined;
    },
  };
}

/** As a dNSName name constraint (RFC 5280 section 4.2.1.10): the name itself and everything below it, by whole labels. */
function isBelow(name: string, trees: ReadonlySet<string>): boolean {
  let rest = name.startsWith('*.') ? name.slice(2) : name;
  for (;;) {
    if (trees.has(rest)) return true;
    const dot = rest.indexOf('.');
    if (dot < 0) return false;
    rest = rest.slice(dot + 1);
  }
}

function isWithin(address: string, prefixes: readonly Network[]): boolean {
  const bytes = addressBytes(address);
  return bytes !== undefined && prefixes.some((prefix) => contains(prefix, bytes));
}

/** An unreadable row opens nothing. */
function networkOf(text: string): Network[] {
  const network = parseNetwork(text);
  return network === undefined ? [] : [network];
}

/** The special range that validation would have to be let into; empty for a public address. */
function rangeOf(text: string): string {
  const address = parseAddress(text);
  return (address && rangeName(address)) ?? '';
}
