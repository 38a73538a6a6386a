import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, type Identifier, ok, type Result } from '../../core/index.ts';
import { parseAddress } from '../../net/index.ts';
import type { ControlContext } from './context.ts';
import { REASON_NAMES, type ReasonName, reasonCode } from './reasons.ts';
import { answer, check, nextPage, page, pageQuery } from './route.ts';
import { type CertificateDetailView, type CertificateView, certificateView } from './views.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  account: z.string().max(64).optional(),
  name: z.string().max(255).optional(),
  state: z.enum(['reserved', 'issued', 'abandoned']).optional(),
  revoked: z.stringbool().optional(),
});
const revokeBody = z.strictObject({ reason: z.enum(REASON_NAMES as [ReasonName]).default('unspecified') });

/** `GET /certificates`, `GET /certificates/:serial`, `POST /certificates/:serial/revoke`. */
export function certificateRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/certificates', async (request, reply) => {
    const query = check(listQuery, request.query);
    if (!query.ok) return answer(reply, query, context.language);
    const { account, name, state, revoked } = query.value;
    const filter = {
      ...(account && { accountId: account }),
      ...(name && { identifier: identifierNamed(name) }),
      ...(state && { state }),
      ...(revoked !== undefined && { revoked }),
    };
    const rows = await context.store.certificates.list(filter, page(query.value));
    const next = nextPage(rows, query.value.limit, rows.at(-1)?.serial);
    const certificates = rows.map((row) => certificateView(row, context.clock.now()));
    return answer(reply, ok({ certificates, next }), context.language);
  });

  app.get<{ Params: { serial: string } }>('/certificates/:serial', async (request, reply) => {
    return answer(reply, await show(request.params.serial, context), context.language);
  });

  app.post<{ Params: { serial: string } }>('/certificates/:serial/revoke', async (request, reply) => {
    const body = check(revokeBody, request.body);
    if (!body.ok) return answer(reply, body, context.language);
    const result = await revoke(request.params.serial, reasonCode(body.value.reason), context);
    return answer(reply, result, context.language);
  });
}

/** What a person typed: an address in any spelling, or a name. */
function identifierNamed(text: string): Identifier {
  const address = parseAddress(text.replace(/^\[(.*)\]$/, '$1'));
  return address === undefined
    ? { type: 'dns', value: text.toLowerCase() }
    : { type: 'ip', value: address.text };
}

async function show(serial: string, context: ControlContext): Promise<Result<CertificateDetailView>> {
  const certificate = await context.store.certificates.get(normal(serial));
  if (certificate === undefined) return fail(fault('noSuchCertificate', { serial }));
  const pem = certificate.der === null ? null : toPem(certificate.der);
  return ok({ ...certificateView(certificate, context.clock.now()), pem });
}

async function revoke(
  serial: string,
  reason: number,
  context: ControlContext,
): Promise<Result<CertificateView>> {
  const now = context.clock.now();
  const outcome = await context.store.certificates.revoke(normal(serial), reason, now);
  if (outcome === 'already-revoked') return fail(fault('revokedAlready', { serial }));
  const certificate = await context.store.certificates.get(normal(serial));
  if (outcome === 'unknown' || certificate === undefined) return fail(fault('noSuchCertificate', { serial }));
  await context.certificateRevoked(certificate.issuerId);
  return ok(certificateView(certificate, now));
}

/** Other tools print serial numbers in upper case, with colons. */
function normal(serial: string): string {
  return serial.replaceAll(':', '').toLowerCase();
}

function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
