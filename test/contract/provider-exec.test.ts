import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../../src/delegation/providers/exec/index.ts';
import { openKind } from '../support/providers/open-kind.ts';
import { acmeShProgram, keptValues, legoProgram, script } from '../support/providers/programs.ts';
import { providerContract } from './provider.ts';

const SECRET = 'secret-of-the-program-0123456789';

for (const convention of ['lego', 'acme.sh'] as const) {
  providerContract(
    `exec by the convention of ${convention}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sixfour-exec-'));
      const state = join(folder, 'state');
      mkdirSync(state);
      const open = (program: string) => {
        const environment = { STATE: state, FILE_State: state, API_KEY: SECRET };
        const options =
          convention === 'lego' ? { convention, program } : { convention, program, api: 'dns_file' };
        return openKind(exec, { options, credentials: { environment } });
      };
      const missing = convention === 'lego' && (await open(join(folder, 'missing')));
      return {
        provider: await open(convention === 'lego' ? legoProgram(folder) : acmeShProgram(folder)),
        zone: 'example.com',
        values: (name) => Promise.resolve(keptValues(state, name)),
        other: {
          add: (name, value) => Promise.resolve(appendFileSync(join(state, name), `${value}\n`)),
          remove(name, value) {
            const left = keptValues(state, name).filter((one) => one !== value);
            writeFileSync(join(state, name), left.map((one) => `${one}\n`).join(''));
            return Promise.resolve();
          },
        },
        silent: await open(script(folder, 'silent', '#!/bin/sh\nsleep 1000\n')),
        ...(missing !== false && { absent: missing }),
        secrets: [SECRET],
        close: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
      };
    },
    {
      wholeSets: true,
      lacks: [
        'inSync',
        'list',
        'unauthorized',
        'noZone',
        ...(convention === 'lego' ? [] : ['absent' as const]),
      ],
    },
  );
}
