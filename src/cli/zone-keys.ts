import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { KeyAtRest } from '../authority/signer/index.ts';
import { ok, type Result } from '../core/index.ts';
import { keysFor } from '../delegation/rollover/index.ts';
import { newZoneKey, type ZoneKeys, type ZoneSettings } from '../delegation/zone/index.ts';
import type { Store } from '../store/index.ts';

type Parts = { readonly store: Store; readonly atRest: KeyAtRest; readonly now: () => number };

/**
 * The zones that are to be signed (`signed`), with their keys: each is made when its zone is signed first; of one that is being changed, both
 * as the phase asks. Fault `sealBroken`.
 */
export async function withZoneKeys(
  zones: readonly ZoneSettings[],
  signed: ReadonlySet<string>,
  parts: Parts,
): Promise<Result<ZoneSettings[]>> {
  const keyed: ZoneSettings[] = [];
  for (const zone of zones) {
    if (!signed.has(zone.name)) {
      keyed.push(zone);
      continue;
    }
    const keys = await openZoneKeys(zone.name, parts);
    if (!keys.ok) return keys;
    keyed.push({ ...zone, ...keys.value });
  }
  return ok(keyed);
}

async function openZoneKeys(zone: string, parts: Parts): Promise<Result<ZoneKeys>> {
  const { store, atRest, now } = parts;
  let stored = await store.zoneKeys.find(zone);
  if (stored === undefined) {
    const { publicKey, pkcs8 } = newZoneKey();
    const made = { zone, publicKey, sealedKey: sealZoneKey(atRest, zone, pkcs8), createdAt: now() };
    // another server of the same store may have been first: then its key counts
    stored = (await store.zoneKeys.add(made)) ? made : await store.zoneKeys.find(zone);
  }
  if (stored === undefined) throw new Error(`the key of ${zone} is not in the store`);
  const signingKey = openZoneKey(atRest, zone, stored.sealedKey);
  if (!signingKey.ok) return signingKey;
  const rollover = await store.zoneKeys.findRollover(zone);
  if (rollover === undefined) return ok({ signingKey: signingKey.value });
  const fresh = openZoneKey(atRest, zone, rollover.sealedKey);
  return fresh.ok ? ok(keysFor(rollover.phase, signingKey.value, fresh.value)) : fresh;
}

/** Fault `sealBroken`. */
export function openZoneKey(atRest: KeyAtRest, zone: string, sealed: Uint8Array): Result<KeyObject> {
  const opened = atRest.open(sealed, zoneKeyContext(zone));
  if (!opened.ok) return opened;
  return ok(createPrivateKey({ key: Buffer.from(opened.value), format: 'der', type: 'pkcs8' }));
}

export function sealZoneKey(atRest: KeyAtRest, zone: string, pkcs8: Uint8Array): Uint8Array {
  return atRest.seal(pkcs8, zoneKeyContext(zone));
}

/** What a sealed key of a zone is bound to. */
function zoneKeyContext(zone: string): string {
  return `zone/${zone}`;
}
