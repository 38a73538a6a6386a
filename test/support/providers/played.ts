import type { PlayedApi } from './played-api.ts';

/** What one TXT record set of a played provider is; texts without quotes. */
export type PlayedRecord = { readonly id: number; readonly name: string; text: string; ttl: number };

/** A played provider: its API, what it has, and another program that writes there. */
export type Played = {
  readonly api: PlayedApi;
  readonly zone: string;
  /** All TXT values of a name, written in full. */
  values(name: string): readonly string[];
  ttl(name: string): number | undefined;
  readonly other: {
    add(name: string, value: string, ttl?: number): void;
    remove(name: string, value: string): void;
  };
};

/** The TXT records of one zone, in the order in which they were made. */
export function createRecords(firstId = 1000) {
  let nextId = firstId;
  let records: PlayedRecord[] = [];
  return {
    all: (name?: string): readonly PlayedRecord[] =>
      records.filter((one) => name === undefined || one.name === name),
    byId: (id: number) => records.find((one) => one.id === id),
    add(name: string, text: string, ttl = 300): PlayedRecord {
      const made = { id: nextId++, name, text, ttl };
      records.push(made);
      return made;
    },
    remove(name: string, text: string): void {
      records = records.filter((one) => one.name !== name || one.text !== text);
    },
    removeId(id: number): void {
      records = records.filter((one) => one.id !== id);
    },
    /** The whole set of a name; no texts: there is none. */
    replace(name: string, texts: readonly string[], ttl: number): void {
      records = records.filter((one) => one.name !== name);
      for (const text of texts) records.push({ id: nextId++, name, text, ttl });
    },
  };
}
export type Records = ReturnType<typeof createRecords>;

/** What of a `Played` follows from its records. */
export function playedParts(records: Records): Pick<Played, 'values' | 'ttl' | 'other'> {
  return {
    values: (name) => records.all(name).map(({ text }) => text),
    ttl: (name) => records.all(name)[0]?.ttl,
    other: {
      add: (name, value, ttl) => void records.add(name, value, ttl ?? records.all(name)[0]?.ttl),
      remove: (name, value) => records.remove(name, value),
    },
  };
}
