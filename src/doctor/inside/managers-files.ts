import { netplanFile } from './managers-netplan.ts';
import type { ManagerFact, ManagerFiles } from './managers.ts';
import type { Machine } from './shell.ts';

/** What one file of a manager's says; `id` is netplan's name for what it is about, where netplan has generated it. */
type Said = Pick<ManagerFact, 'ipv6' | 'addresses' | 'gateway'> & {
  readonly id: string | undefined;
  readonly ifname: string | undefined;
};

/** One fact for each file, in order; those that netplan has generated are netplan's. */
export async function factsOfFiles(
  machine: Machine,
  files: readonly string[],
  by: Pick<ManagerFact, 'manager' | 'active'>,
  read: (text: string, file: string) => Said | Promise<Said>,
): Promise<ManagerFiles> {
  const facts: ManagerFact[] = [];
  const unread: string[] = [];
  for (const file of files) {
    const text = await machine.readFile(file);
    if (text === undefined) {
      unread.push(file);
      continue;
    }
    const { id, ifname, ...six } = await read(text, file);
    const source = id === undefined ? undefined : await netplanFile(machine, id);
    facts.push({
      ...by,
      ...(id !== undefined && { manager: 'netplan' }),
      ...(ifname !== undefined && { ifname }),
      ...(source ?? { file }),
      ...six,
    });
  }
  return { facts, unread };
}
