import { systemClock } from '../../src/core/index.ts';
import { createAgentHandlers, createRemotePerspective, forOwnServer } from '../../src/validation/index.ts';
import { callTo, httpCall, serveHandlers } from '../support/perspective-calls.ts';
import { recordingLog } from '../support/recording-log.ts';
import { type OpenPerspective, perspectiveContract } from './perspective.ts';

const FRANKFURT = { name: 'frankfurt', region: 'RIPE', clock: systemClock, log: recordingLog() } as const;

/** An agent of ours in the same process, without a transport. */
const inProcess: OpenPerspective = async (validator) => {
  const handlers = createAgentHandlers({ ...FRANKFURT, validator, caaIssuers: [], version: 'test' });
  const { call, close } = callTo(forOwnServer(handlers));
  return { perspective: createRemotePerspective({ ...FRANKFURT, speaks: 'sixfour', call }), close };
};

/** The same over plain HTTP. */
const overHttp: OpenPerspective = async (validator) => {
  const handlers = createAgentHandlers({ ...FRANKFURT, validator, caaIssuers: [], version: 'test' });
  const server = await serveHandlers(forOwnServer(handlers));
  const perspective = createRemotePerspective({
    ...FRANKFURT,
    speaks: 'sixfour',
    call: httpCall(server.port),
  });
  return { perspective, close: server.close };
};

perspectiveContract('in process', inProcess);
perspectiveContract('over HTTP', overHttp);
