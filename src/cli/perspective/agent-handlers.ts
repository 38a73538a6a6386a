import { readHostName } from '../../delegation/names/index.ts';
import {
  certificateAsk,
  clientsAsk,
  examineAsk,
  forOwnServer,
  type Handlers,
  PATHS,
  type Peer,
  PROTOCOL_VERSION,
  readBody,
  type Refusal,
  type Reply,
} from '../../validation/index.ts';
import type { Examiner } from './examination.ts';
import type { AgentFiles } from './files.ts';
import { agentCsr, endOf, isOwnCertificate } from './key.ts';

/** What this side answers, by who asks. */
export type AgentHandlers = {
  /** Undefined: that one is refused before he asks. */
  for(peer: Peer | undefined): Handlers | undefined;
};

/**
 * The server may ask everything. A client of the server's may ask Open MPIC's questions, once the server has told its key: a
 * certificate alone opens nothing, so that one who was removed is refused from the moment when this side hears of it.
 */
export function createAgentHandlersByPeer(parts: {
  readonly files: AgentFiles;
  /** Open MPIC's checker. */
  readonly checker: Handlers;
  /** The doctor's look from here. */
  readonly examiner: Examiner;
  readonly version: string;
  readonly now: () => number;
  /** Keeps a new certificate. */
  renewed(certificate: string): Promise<void>;
}): AgentHandlers {
  const { files, checker, examiner, version, now } = parts;
  const { record, credentials } = files;
  let certificate = credentials.certificate;
  let clients: ReadonlySet<string> = new Set();

  const own: Readonly<Record<string, (body: Uint8Array) => Reply | Promise<Reply>>> = {
    [`GET ${PATHS.hello}`]: () =>
      good({
        protocol: PROTOCOL_VERSION,
        version,
        name: record.name,
        region: record.region,
        certificateUntil: endOf(certificate),
      }),
    [`POST ${PATHS.renew}`]: () => good({ csr: agentCsr(credentials.key, record.name) }),
    [`POST ${PATHS.certificate}`]: async (body) => {
      const given = readBody(certificateAsk, body)?.certificate ?? '';
      const expected = { ...credentials, role: 'perspective', name: record.name } as const;
      if (!isOwnCertificate(given, expected, now())) return refusal(400, 'malformed');
      await parts.renewed(given);
      certificate = given;
      return good({});
    },
    [`POST ${PATHS.clients}`]: (body) => {
      const given = readBody(clientsAsk, body);
      if (given === undefined) return refusal(400, 'malformed');
      clients = new Set(given.spkiSha256);
      return good({});
    },
    [`POST ${PATHS.examine}`]: async (body) => {
      const given = readBody(examineAsk, body);
      const read = readHostName(given?.name ?? '');
      if (given === undefined || !read.ok || read.value.name !== given.name) return refusal(400, 'malformed');
      const seen = await examiner.examine(given.name, given.again);
      if (!seen.ok) return refusal(500, 'internal');
      return seen.value === 'busy' ? refusal(503, 'busy') : good(seen.value);
    },
  };

  const everything = forOwnServer(checker);
  const forServer: Handlers = async (asked) => {
    const name = `${asked.method} ${asked.path}`;
    const answer = Object.hasOwn(own, name) ? own[name] : undefined;
    return answer === undefined ? everything(asked) : answer(asked.body);
  };
  const forClient = (peer: Peer): Handlers => {
    return async (asked) => (clients.has(peer.spkiSha256) ? checker(asked) : refusal(403, 'not-allowed'));
  };
  return {
    for(peer) {
      if (peer?.role === 'coordinator') return forServer;
      return peer?.role === 'client' ? forClient(peer) : undefined;
    },
  };
}

function good(value: object): Reply {
  return { status: 200, body: JSON.stringify(value) };
}

function refusal(status: number, error: Refusal | 'busy'): Reply {
  return { status, body: JSON.stringify({ error, protocol: PROTOCOL_VERSION }) };
}
