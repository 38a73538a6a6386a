import { type Clock, fail, fault, type Log, ok } from '../../core/index.ts';
import { assembleSigned, buildTbsCrl } from '../../wire/x509/index.ts';
import { checkCsr } from './csr.ts';
import type { IssuingAuthority } from './hierarchy/issuing.ts';
import type { KeyBlocklist } from './keys/public-key.ts';
import { LEAF_CRL_NEXT_UPDATE_MAX_MS } from './limits.ts';
import { lintCrl, lintLeaf } from './lint/index.ts';
import { createLeafPlanner } from './plan.ts';
import { PROFILES } from './profiles.ts';
import type { CertificateAuthority } from './types.ts';

/** A CRL that fails its lints is a bug: nothing outside can cause it, and nothing is signed. */
export class LintError extends Error {
  override readonly name = 'LintError';
}

/**
 * The issuing side over a loaded issuing authority. `node` is the first byte of its serials (1 to 127): different on every
 * node that issues under one key.
 */
export function createCertificateAuthority(parts: {
  readonly issuing: IssuingAuthority;
  readonly clock: Clock;
  readonly log: Log;
  readonly node?: number;
  readonly blocklist?: KeyBlocklist;
}): CertificateAuthority {
  const { issuing, clock, log, node = 1, blocklist } = parts;
  const { info, facts, signer } = issuing;
  const planLeaf = createLeafPlanner(info.id, facts, node);
  const chains = [[info.certificate], [info.certificate, info.root]];
  let previousNumber: bigint | undefined;

  return {
    issuer: info,
    checkCsr: (der) => checkCsr(der, blocklist),
    plan: (request) => planLeaf(request, clock.now()),
    chains: (issuerId) => (issuerId === info.id ? chains : []),

    async sign(planned, request) {
      const { lifetimeMs } = PROFILES[request.profile];
      const { spki, identifiers } = request;
      const plan = { ...planned, spki, identifiers, lifetimeMs };
      const findings = lintLeaf(planned.tbs, facts, plan, clock.now());
      if (findings.length > 0) {
        log.error({ serial: planned.serial, findings }, 'certificate refused by lints before signing');
        return fail(fault('serverInternal', {}));
      }
      return ok(assembleSigned(planned.tbs, facts.algorithm, await signer.sign(planned.tbs)));
    },

    async signCrl(request) {
      previousNumber = larger(previousNumber, request.previousNumber);
      const { number, revoked } = request;
      const tbs = buildTbsCrl({
        thisUpdate: request.thisUpdate,
        nextUpdate: request.nextUpdate,
        signatureAlgorithm: facts.algorithm,
        issuer: facts.subject,
        crlNumber: number,
        authorityKeyId: facts.keyId,
        revoked: revoked.map(({ serial, ...entry }) => ({ serial: Buffer.from(serial, 'hex'), ...entry })),
      });
      const serials = revoked.map(({ serial }) => serial);
      const plan = { number, previousNumber, serials, validityMaxMs: LEAF_CRL_NEXT_UPDATE_MAX_MS };
      const findings = lintCrl(tbs, facts, plan, clock.now());
      if (findings.length > 0) {
        log.error({ number: String(number), findings }, 'CRL refused by lints before signing');
        throw new LintError(findings.map(({ lint }) => lint).join(', '));
      }
      const signature = await signer.sign(tbs);
      previousNumber = number;
      return assembleSigned(tbs, facts.algorithm, signature);
    },
  };
}

function larger(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}
