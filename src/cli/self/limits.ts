/** Connections to a challenge that this machine answers: the server and a handful of perspectives have one or two each. */
export const CONNECTIONS_MAX = 64;
/** How long one of them may take to ask. */
export const CONNECTION_MS = 10_000;
