import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ProviderKind, TxtValue } from '../types.ts';
import { runProgram } from './run.ts';

type Options =
  | { readonly convention: 'lego'; readonly program: string }
  | { readonly convention: 'acme.sh'; readonly program: string; readonly api: string };
type Credentials = { readonly environment: Readonly<Record<string, string>> };

/**
 * A program of the administrator's: by the convention of lego's `exec` (`PROGRAM present NAME. VALUE`, `PROGRAM cleanup ...`;
 * https://go-acme.github.io/lego/dns/exec/), or one of the scripts for DNS APIs that come with acme.sh (`dns_xxx_add NAME VALUE`;
 * https://github.com/acmesh-official/acme.sh/wiki/DNS-API-Dev-Guide). lego's RAW mode wants the key authorization, which nobody
 * can tell from the value of a record.
 */
export const exec: ProviderKind<Options, Credentials> = {
  options: z.discriminatedUnion('convention', [
    z.strictObject({
      convention: z.literal('lego'),
      program: absolute('The program, with its whole path'),
    }),
    z.strictObject({
      convention: z.literal('acme.sh'),
      program: absolute('acme.sh itself, with its whole path; its folder dnsapi/ is beside it'),
      api: z
        .string()
        .regex(/^dns_[a-z0-9_]{1,60}$/)
        .describe('The script: dns_cf'),
    }),
  ]),
  credentials: z.strictObject({
    environment: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/),
        z
          .string()
          .max(8192)
          .regex(/^[^\0]*$/),
      )
      .describe(
        'The whole environment that the program gets: nothing of the environment of the server is handed on',
      ),
  }),

  open({ options, credentials: { environment }, clock }) {
    const run = (action: Action, value: TxtValue) => ({ argv: argvOf(options, action, value), environment });
    return Promise.resolve({
      add: (value, until) => runProgram(run('add', value), clock, until),
      remove: (value, until) => runProgram(run('remove', value), clock, until),
      close() {},
    });
  },
};

type Action = 'add' | 'remove';

/** As arguments, one by one: whatever is in a name or a value is never read as anything else. */
function argvOf(options: Options, action: Action, { name, value }: TxtValue): readonly [string, ...string[]] {
  if (options.convention === 'lego') {
    return [options.program, action === 'add' ? 'present' : 'cleanup', `${name}.`, value];
  }
  return ['/bin/sh', WRAPPER, options.program, options.api, action === 'add' ? 'add' : 'rm', name, value];
}

const WRAPPER = fileURLToPath(new URL('./acme-sh.sh', import.meta.url));

function absolute(description: string) {
  return z
    .string()
    .regex(/^\/[^\0]*$/, 'must be an absolute path')
    .describe(description);
}
