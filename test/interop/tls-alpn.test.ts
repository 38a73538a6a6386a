// lego and Caddy obtain by tls-alpn-01 and nothing else, over IPv6 only, IPv4 only, and both: their certificates pass our
// strict decoder, and the record says which challenge it was.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { labSkip } from '../lab/world.ts';
import { networksRefused } from '../support/namespaces.ts';
import { installed } from '../support/process.ts';
import { TLS_ALPN_CLIENTS } from './clients/index.ts';
import { buildCellWorld, MODES, type CellWorld } from './matrix-world.ts';

const CI = process.env['CI'] === 'true';
const CELL_MS = 300_000;
const refused = await networksRefused();

describe('tls-alpn-01', { skip: labSkip(refused) }, () => {
  for (const mode of MODES) {
    describe(`over ${mode.name}`, () => {
      let world: CellWorld;
      before(async () => {
        world = await buildCellWorld(mode, TLS_ALPN_CLIENTS);
      });
      after(async () => {
        await world?.close();
      });

      for (const client of TLS_ALPN_CLIENTS) {
        it(`${client.name} obtains, and again`, { timeout: CELL_MS }, async (context) => {
          if (!(await installed(client.program))) {
            const missing = `${client.program} is not installed: apt-get install ${client.debian}`;
            if (CI) assert.fail(missing);
            return context.skip(missing);
          }
          const { site, host } = await world.hostOf(client);
          try {
            await host.prepare();
            for (const act of [client.obtain(site), client.renew(site)]) {
              const { chain } = await host.issue(act);
              await world.check(chain, site.name);
            }
            const proofs = await world.authority.proofs?.(site.name);
            assert.deepEqual(proofs, ['tls-alpn-01', 'tls-alpn-01']);
          } catch (cause) {
            throw new Error(
              `${String(cause)}\n--- the server's log:\n${world.authority.output().slice(-4000)}`,
              {
                cause,
              },
            );
          } finally {
            await host.stop();
          }
        });
      }
    });
  }
});
