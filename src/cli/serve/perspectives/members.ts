import type { PerspectiveRow } from '../../../store/index.ts';
import type { Goodbye, Peer, Perspective } from '../../../validation/index.ts';
import { createMember, type Member, type MemberParts } from './member.ts';

/** All that have joined, as the store has them. */
export type Members = {
  /** Reads the store again: those that joined come in, those that were removed are cut off before this resolves. */
  reload(): Promise<void>;
  get(name: string): Member | undefined;
  /** By name. */
  all(): readonly Member[];
  /** The member whose certificate this is, by name and key. */
  of(peer: Peer): Member | undefined;
  /** The client whose certificate this is. */
  clientOf(peer: Peer): PerspectiveRow | undefined;
  perspectives(): readonly Perspective[];
  close(): Promise<void>;
};

export function createMembers(
  parts: Omit<MemberParts, 'clients'>,
  toPerspective: (member: Member) => Perspective,
): Members {
  const members = new Map<string, { member: Member; perspective: Perspective }>();
  let clients: readonly PerspectiveRow[] = [];
  let order: readonly { readonly member: Member; readonly perspective: Perspective }[] = [];
  let reading: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    const rows = await parts.store.list();
    const joined = rows.filter((row) => row.joinedAt !== null);
    for (const [name, { member }] of members) {
      if (
        joined.some(
          (row) =>
            row.name === name && row.role === 'perspective' && row.spkiSha256 === member.row.spkiSha256,
        )
      )
        continue;
      members.delete(name);
      void member.close('removed');
    }
    clients = joined.filter((row) => row.role === 'client');
    for (const row of joined) {
      if (row.role !== 'perspective' || members.has(row.name)) continue;
      const member = createMember(row, { ...parts, clients: () => clients });
      members.set(row.name, { member, perspective: toPerspective(member) });
    }
    // by name, as everywhere: the order in which they joined means nothing
    order = joined.flatMap(({ name }) => members.get(name) ?? []);
    await Promise.all(Array.from(members.values(), ({ member }) => member.refresh()));
  }

  return {
    reload() {
      reading = reading.then(read, read);
      return reading;
    },
    get: (name) => members.get(name)?.member,
    all: () => order.map(({ member }) => member),
    of(peer) {
      if (peer.role !== 'perspective') return undefined;
      const member = members.get(peer.name)?.member;
      return member?.row.spkiSha256 === peer.spkiSha256 ? member : undefined;
    },
    clientOf: (peer) =>
      peer.role === 'client'
        ? clients.find((row) => row.name === peer.name && row.spkiSha256 === peer.spkiSha256)
        : undefined,
    perspectives: () => order.map(({ perspective }) => perspective),
    async close() {
      const reason: Goodbye = 'stopping';
      await Promise.all(Array.from(members.values(), ({ member }) => member.close(reason)));
      members.clear();
      order = [];
    },
  };
}
