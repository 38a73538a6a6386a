import type { FilterChain, InsideReport } from '../report.ts';
import type { Machine } from '../shell.ts';
import type { Part } from '../survey.ts';
import { readSave } from './iptables-save.ts';
import { readRuleset, ruleTexts } from './nft-json.ts';
import { savedRules } from './saved.ts';

/**
 * Every packet filter of the machine as plain rules: nftables, the tables that iptables keeps in it, the kernel's older tables, and
 * whether what comes back after a reboot does the same. Needs root to see anything.
 */
export async function collectFilters(machine: Machine): Promise<Part> {
  const [nft, legacy6, legacy4] = await Promise.all([
    nftables(machine),
    legacy(machine, 6),
    legacy(machine, 4),
  ]);
  const chains = [...nft.chains, ...legacy6.chains, ...legacy4.chains];
  const unread = [...nft.unread, ...legacy6.unread, ...legacy4.unread];
  return { chains, unread, savedRules: chains.length === 0 ? [] : [...(await savedRules(machine, chains))] };
}

type Read = { readonly chains: readonly FilterChain[]; readonly unread: InsideReport['unread'] };

async function nftables(machine: Machine): Promise<Read> {
  const [json, listing, save6, save4] = await Promise.all([
    machine.run(['nft', '-j', 'list', 'ruleset']),
    machine.run(['nft', '-a', 'list', 'ruleset']),
    machine.run(['ip6tables-nft-save', '-c']),
    machine.run(['iptables-nft-save', '-c']),
  ]);
  const saved = [
    ...(save6.ok ? readSave(save6.out, 6, 'nft') : []),
    ...(save4.ok ? readSave(save4.out, 4, 'nft') : []),
  ];
  if (!json.ok) return { chains: saved, unread: [{ what: 'nft', why: json.why ?? 'failed' }] };
  const read = readRuleset(json.out, ruleTexts(listing.ok ? listing.out : ''));
  if (read === undefined) return { chains: saved, unread: [{ what: 'nft', why: 'unreadable' }] };
  const unread = read.cut ? [{ what: 'nft-rules', why: 'too-large' }] : [];
  return { chains: preferSaved(read.chains, saved), unread };
}

/**
 * Matches of iptables are told in full by its own program only: its tables are taken as that one tells them. A table of the same name that
 * nft has made, it shows empty.
 */
export function preferSaved(chains: readonly FilterChain[], saved: readonly FilterChain[]): FilterChain[] {
  const known = new Set(saved.map(({ table, name }) => `${table} ${name}`));
  const foreign = new Set(
    chains.filter(({ table, name }) => !known.has(`${table} ${name}`)).map(({ table }) => table),
  );
  const told = saved.filter(({ table }) => !foreign.has(table));
  const tables = new Set(told.map(({ table }) => table));
  return [...chains.filter(({ table }) => !tables.has(table)), ...told];
}

/** Asked only where the kernel has such tables: the program would load them. */
async function legacy(machine: Machine, family: 6 | 4): Promise<Read> {
  const six = family === 6 ? '6' : '';
  const tables = await machine.readFile(`/proc/net/ip${six}_tables_names`);
  if (tables === undefined || tables.trim() === '') return { chains: [], unread: [] };
  const program = `ip${six}tables-legacy` as const;
  const answer = await machine.run([`${program}-save`, '-c']);
  if (!answer.ok) return { chains: [], unread: [{ what: program, why: answer.why ?? 'failed' }] };
  const chains = readSave(answer.out, family, family === 6 ? 'ip6tables-legacy' : 'iptables-legacy');
  return { chains, unread: [] };
}
