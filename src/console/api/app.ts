import fastify, { type FastifyInstance } from 'fastify';
import { fault, fail, type Log } from '../../core/index.ts';
import { StoreError } from '../../store/index.ts';
import { accountRoutes } from './accounts.ts';
import { allowanceRoutes } from './allowances.ts';
import { approvalRoutes } from './approvals.ts';
import { auditRoutes } from './audit.ts';
import { certificateRoutes } from './certificates.ts';
import { clientIdentityRoutes } from './client-identities.ts';
import { clientKeyRoutes } from './client-keys.ts';
import { clientRoutes } from './clients.ts';
import type { ControlContext } from './context.ts';
import { examinationRoutes } from './examinations.ts';
import { externalKeyRoutes } from './external-keys.ts';
import { importRoutes } from './imports.ts';
import { CONTROL_BODY_BYTES_MAX } from './limits.ts';
import { orderRoutes } from './orders.ts';
import { perspectiveRoutes } from './perspectives.ts';
import { persistRoutes } from './persist.ts';
import { providerRoutes } from './providers.ts';
import { answer } from './route.ts';
import { ruleRoutes } from './rules.ts';
import { statusRoutes } from './status.ts';
import { tsigKeyRoutes } from './tsig-keys.ts';
import { validationRoutes } from './validations.ts';
import { zoneRoutes } from './zones.ts';

const ROUTES = [
  statusRoutes,
  accountRoutes,
  orderRoutes,
  certificateRoutes,
  externalKeyRoutes,
  allowanceRoutes,
  perspectiveRoutes,
  examinationRoutes,
  validationRoutes,
  clientRoutes,
  clientKeyRoutes,
  clientIdentityRoutes,
  importRoutes,
  persistRoutes,
  ruleRoutes,
  approvalRoutes,
  auditRoutes,
  tsigKeyRoutes,
  providerRoutes,
  zoneRoutes,
];

/** The control API under `/api/v1`. The caller decides who may reach it: here is no authentication. */
export function createControlApi(context: ControlContext, log: Log): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: CONTROL_BODY_BYTES_MAX });
  app.setNotFoundHandler((request, reply) => {
    const reason = `there is no ${request.method} ${request.url}`;
    return answer(reply.status(404), fail(fault('commandInputInvalid', { reason })), context.language);
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof StoreError) return answer(reply, fail(error.fault), context.language);
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status < 500) {
      const reason = (error as Error).message;
      return answer(reply, fail(fault('commandInputInvalid', { reason })), context.language);
    }
    log.error({ err: error }, 'a control request failed');
    return answer(reply, fail(fault('serverInternal', {})), context.language);
  });
  app.register(
    async (api) => {
      for (const routes of ROUTES) routes(api, context);
    },
    { prefix: '/api/v1' },
  );
  return app;
}
