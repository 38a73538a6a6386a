/** How questions travel between a server and its perspectives; what they are is `../agent.ts` and `../client.ts`. */
export type * from './types.ts';
export { COORDINATOR_NAME, PEER_NAME, peerUri, readPeer } from './identity.ts';
export { addressesOf, dialLink, type LinkFailure, parseTarget, type Target } from './dial.ts';
export { type LinkListener, listenForLinks } from './listen.ts';
export { type Connect, keepConnected, type Keeper, type KeeperEvent } from './keeper.ts';
export { answerOver, askOver } from './session.ts';
export { ALPN } from './tls.ts';
export { isToken, newToken, PIN, pinOf, tokenHash, tokenName } from './invitation.ts';
export * from './protocol.ts';
export { GREETING_MS, LINK_CONNECT_MS, LINK_TLS_MS, STRANGER_MS } from './limits.ts';
export { ASK_BYTES_MAX } from '../limits.ts';
