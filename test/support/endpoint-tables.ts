import type { Endpoint, Step } from '../../src/authority/acme/index.ts';
import { FAULTS } from '../../src/core/index.ts';
import { signedByAccount, signedByEither, signedByKey } from '../../src/authority/acme/steps/signer.ts';

/** Steps that many endpoints begin with, shown once. The longest beginning that fits is named in an endpoint's table. */
export const SHARED: Readonly<Record<string, readonly Step[]>> = {
  'signed by an account': signedByAccount,
  'signed by the key in the request': signedByKey,
  'signed by an account or a certificate key': signedByEither,
};

export function renderShared(name: string, steps: readonly Step[]): string {
  return `### ${name}\n\n${renderSteps(steps, 1)}`;
}

/** One endpoint as the life-cycle document shows it: its steps in order, each with what it refuses. */
export function renderEndpoint(endpoint: Endpoint): string {
  const [name, shared] = Object.entries(SHARED).find(([, steps]) =>
    steps.every((step, index) => endpoint.steps[index] === step),
  ) ?? ['', []];
  const head = `### ${endpoint.name}\n\n${endpoint.methods.join(', ')} \`${endpoint.path}\` (${endpoint.source})`;
  const first = name === '' ? '' : `, first [${name}](#${name.replaceAll(' ', '-')})`;
  return `${head}${first}\n\n${renderSteps(endpoint.steps.slice(shared.length), shared.length + 1)}`;
}

function renderSteps(steps: readonly Step[], from: number): string {
  const rows = steps.map((step, index) => {
    const refusals = step.refusals.map(
      (code) => `[\`${code}\`](errors.md#${FAULTS[code].anchor}) ${FAULTS[code].status}`,
    );
    return `| ${from + index} | ${step.name} | ${step.source} | ${refusals.join('<br>')} |`;
  });
  return `| | step | source | refused with |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
