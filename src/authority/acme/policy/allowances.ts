import { type Fault, fault } from '../../../core/index.ts';
import { catalogue } from '../../../i18n/index.ts';
import type { AllowanceStore } from '../../../store/index.ts';

/** Which names this CA may issue: what the administrator permitted, and the built-in names. */
export type NameAllowances = {
  read(): Promise<AllowedNames>;
  /** They changed: read them again at the next order. */
  forget(): void;
};
/** Why this name (with `*.` where it is a wildcard) may not be issued; undefined: it may. */
type AllowedNames = { refuse(name: string): Fault | undefined };

/** `permittedNames`: name constraints of the issuing certificate, none means any name; no allowance goes beyond them. */
export function createNameAllowances(
  store: AllowanceStore,
  builtInNames: ReadonlySet<string>,
  permittedNames: readonly string[],
): NameAllowances {
  const constraints = new Set(permittedNames);
  const outside = catalogue('en').issuance.outsideConstraints({ permitted: permittedNames.join(', ') });
  let known: Promise<AllowedNames> | undefined;

  async function load(): Promise<AllowedNames> {
    const trees = new Set<string>();
    const exact = new Set(builtInNames);
    for (const { kind, value } of await store.list())
      if (kind === 'name') trees.add(value);
      else if (kind === 'exact') exact.add(value);
    return {
      refuse(name) {
        if (!exact.has(name) && !isBelow(name, trees)) return fault('nameNotAllowed', { name });
        if (constraints.size === 0 || isBelow(name, constraints)) return undefined;
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
