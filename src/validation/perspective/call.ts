import type { Until } from './types.ts';

/**
 * Carries one request to an agent and brings its answer: over HTTP/2 to an agent that listens, over a connection that the agent
 * opened, or in a test. `POST` where there is a body, else `GET`; `content-type: application/json` both ways.
 * - Never rejects; ends by the deadline or the signal.
 * - Reads no more than `bytesMax` bytes of an answer, `ANSWER_BYTES_MAX` by default: one that is longer is `malformed`.
 * - Whoever answers has proven who it is before the first byte is sent: a `Call` belongs to one perspective.
 */
export type Call = (
  path: string,
  body: Uint8Array | undefined,
  until: Until & { readonly bytesMax?: number },
) => Promise<Called>;

export type Called =
  | { readonly ok: true; readonly status: number; readonly body: Uint8Array }
  | { readonly ok: false; readonly outcome: 'timeout' | 'unreachable' | 'malformed' };

/** One request as it came from a peer that the transport has already proven, whatever carried it. */
export type Asked = {
  readonly method: string;
  /** Path alone, without query: `/dcv`. */
  readonly path: string;
  /** At most `ASK_BYTES_MAX` bytes; the transport answers 413 to more without reading on. */
  readonly body: Uint8Array;
  /** Who asks, as its certificate names it: whose turn it is when many wait. */
  readonly peer: string;
  /** It is the server that this agent joined: only that is told all (`forOwnServer`). */
  readonly own?: boolean;
};

/** What goes back: JSON text. */
export type Reply = { readonly status: number; readonly body: string };

/** Routes without a transport. Never rejects. */
export type Handlers = (asked: Asked) => Promise<Reply>;
