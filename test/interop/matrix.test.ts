// Every client of docs/clients.md obtains, renews and revokes against `sixfour serve`, in a namespace of its own that reaches
// the server over IPv6 only, IPv4 only, or both. SIXFOUR_TEST_CA=pebble runs the same against Debian's Pebble, to compare.
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { labSkip } from '../lab/world.ts';
import { networksRefused } from '../support/namespaces.ts';
import { installed } from '../support/process.ts';
import { CLIENTS, type Client } from './clients/index.ts';
import { buildCellWorld, MODES, type CellWorld } from './matrix-world.ts';

type Cell = { obtainMs?: number; renewMs?: number; revoked?: 'yes' | 'no way to'; missing?: string };

const CI = process.env['CI'] === 'true';
const CELL_MS = 300_000;

const refused = await networksRefused();

describe('interop matrix', { skip: labSkip(refused) }, () => {
  const cells = new Map<string, Cell>();
  after(() => console.log(table(cells)));

  it('namespaces can be made here', () => assert.equal(refused, undefined));

  for (const mode of MODES) {
    describe(`over ${mode.name}`, () => {
      let world: CellWorld;
      before(async () => {
        world = await buildCellWorld(mode, CLIENTS);
      });
      after(async () => {
        await world?.close();
      });

      for (const client of CLIENTS) {
        const acts = client.revoke === undefined ? 'obtains and renews' : 'obtains, renews and revokes';
        it(`${client.name} ${acts}`, { timeout: CELL_MS }, async (context) => {
          const cell: Cell = {};
          cells.set(`${client.name} ${mode.name}`, cell);
          if (!(await installed(client.program))) return absent(context, cell, client);
          await fill(cell, world, client);
        });
      }
    });
  }
});

async function fill(cell: Cell, world: CellWorld, client: Client): Promise<void> {
  const { site, host } = await world.hostOf(client);
  try {
    await host.prepare();
    const first = await host.issue(client.obtain(site));
    await world.check(first.chain, site.name);
    cell.obtainMs = first.ms;
    const second = await host.issue(client.renew(site));
    await world.check(second.chain, site.name);
    cell.renewMs = second.ms;
    if (client.revoke === undefined) {
      cell.revoked = 'no way to';
      return;
    }
    await host.perform(client.revoke(site));
    const revoked = await world.authority.revoked?.(second.leaf.serialNumber);
    assert.notEqual(revoked, false, 'the server does not say that the certificate is revoked');
    cell.revoked = 'yes';
  } catch (cause) {
    throw new Error(`${String(cause)}\n--- the server's log:\n${world.authority.output().slice(-4000)}`, {
      cause,
    });
  } finally {
    await host.stop();
  }
}

/** An empty cell fails in CI and is a loud skip elsewhere. */
function absent(context: TestContext, cell: Cell, client: Client): void {
  cell.missing = `${client.program} is not installed: apt-get install ${client.debian}`;
  if (CI) assert.fail(cell.missing);
  context.skip(cell.missing);
}

/** Seconds per certificate: client by mode, `obtain / renew / revoked`. */
function table(cells: ReadonlyMap<string, Cell>): string {
  const width = 28;
  const head = `${''.padEnd(18)}${MODES.map((mode) => mode.name.padEnd(width)).join('')}`;
  const lines = CLIENTS.map((client) => {
    const texts = MODES.map((mode) => cellText(cells.get(`${client.name} ${mode.name}`) ?? {}).padEnd(width));
    return `${client.name.padEnd(18)}${texts.join('')}`;
  });
  return ['', 'seconds to obtain / to renew / revoked', head, ...lines, ''].join('\n');
}

function cellText(cell: Cell): string {
  if (cell.missing !== undefined) return 'EMPTY: not installed';
  return `${seconds(cell.obtainMs)} / ${seconds(cell.renewMs)} / ${cell.revoked ?? 'FAILED'}`;
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'FAILED' : (ms / 1000).toFixed(2);
}
