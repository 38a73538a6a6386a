import type { Place, Tools } from '../net.ts';
import { placesOf } from '../places.ts';
import type { Finding, Tested } from '../types.ts';

/** Looks at every address of a name, side by side, and puts together what was found; an address that is forbidden is told, not asked. */
export async function atEachPlace(
  tools: Tools,
  name: string,
  look: (place: Place) => Promise<Tested>,
): Promise<Tested> {
  const places = await placesOf(tools, name);
  if (places.length === 0) return { findings: [{ code: 'no-address' }], seen: [] };
  const all = await Promise.all(
    places.map(
      async (place): Promise<Tested> =>
        place.allowed ? look(place) : { findings: [about(place, 'address-refused')], seen: [] },
    ),
  );
  return { findings: all.flatMap(({ findings }) => findings), seen: all.flatMap(({ seen }) => seen) };
}

/** A finding about one address. */
export function about({ address }: Place, code: Finding['code'], values?: Finding['values']): Finding {
  return { code, address: address.text, family: address.family, ...(values && { values }) };
}
