import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { KeyAtRest } from '../authority/signer/index.ts';
import { ok, type Result } from '../core/index.ts';
import { newZoneKey, type ZoneSettings } from '../delegation/zone/index.ts';
import type { Store } from '../store/index.ts';

/**
 * The zones that are to be signed (`signed`), with their keys: each is made when its zone is signed first, and stays. Fault `sealBroken`.
 */
export async function withZoneKeys(
  zones: readonly ZoneSettings[],
  signed: ReadonlySet<string>,
  parts: { readonly store: Store; readonly atRest: KeyAtRest; readonly now: () => number },
): Promise<Result<ZoneSettings[]>> {
  const keyed: ZoneSettings[] = [];
  for (const zone of zones) {
    if (!signed.has(zone.name)) {
      keyed.push(zone);
      continue;
    }
    const signingKey = await openZoneKey(zone.name, parts);
    if (!signingKey.ok) return signingKey;
    keyed.push({ ...zone, signingKey: signingKey.value });
  }
  return ok(keyed);
}

async function openZoneKey(
  zone: string,
  { store, atRest, now }: { readonly store: Store; readonly atRest: KeyAtRest; readonly now: () => number },
): Promise<Result<KeyObject>> {
  let stored = await store.zoneKeys.find(zone);
  if (stored === undefined) {
    const { publicKey, pkcs8 } = newZoneKey();
    const sealedKey = atRest.seal(pkcs8, zoneKeyContext(zone));
    const made = { zone, publicKey, sealedKey, createdAt: now() };
    // another server of the same store may have been first: then its key counts
    stored = (await store.zoneKeys.add(made)) ? made : await store.zoneKeys.find(zone);
  }
  if (stored === undefined) throw new Error(`the key of ${zone} is not in the store`);
  const opened = atRest.open(stored.sealedKey, zoneKeyContext(zone));
  if (!opened.ok) return opened;
  return ok(createPrivateKey({ key: Buffer.from(opened.value), format: 'der', type: 'pkcs8' }));
}

/** What a sealed key of a zone is bound to. */
function zoneKeyContext(zone: string): string {
  return `zone/${zone}`;
}
