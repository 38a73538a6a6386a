import type { RefusalReason } from './refusal-reasons.ts';

/** English messages of perspectives: joining, running, managing. They never reach an ACME client. */
export const perspectiveFaults = {
  noSuchPerspective: (p: { name: string }) =>
    `There is no perspective or client "${p.name}". List them with: sixfour perspective list`,
  perspectiveExists: (p: { name: string }) =>
    `"${p.name}" exists already. To let it join again: sixfour perspective remove ${p.name}, then add it.`,
  perspectiveNameRefused: (p: { name: string }) =>
    `"${p.name}" cannot be the name of a perspective: lower-case letters, digits and hyphens, 1 to 32 of them, no hyphen at either end.`,
  perspectiveUrlRefused: (p: { url: string }) =>
    `"${p.url}" is not where a perspective can listen: give https://, a host name or an address (IPv6 in brackets), and a port, e.g. https://[2001:db8::5]:6466`,
  noPerspectives: () =>
    'No perspective has joined this server. Add one with sixfour perspective add, or leave out --perspectives to look from here alone.',
  perspectivesClosed: () =>
    'Nobody can join: this server listens for perspectives nowhere. Set perspectives.addresses, e.g. ["::", "0.0.0.0"], and start it again.',
  joinUnreachable: (p: { url: string; tried: string }) =>
    `${p.url} cannot be reached: ${p.tried}. Is perspectives.addresses set there, and does a firewall let the port through?`,
  joinPinWrong: (p: { url: string }) =>
    `The server at ${p.url} has another key than the one that the line names. Nothing was sent to it: the line may be of another server, or somebody stands in between.`,
  joinRefused: (p: { reason: RefusalReason }) => JOIN_REFUSALS[p.reason],
  invitationMalformed: (p: { what: string }) =>
    `The ${p.what} is not one that a server prints. Copy the whole line of sixfour perspective add.`,
  agentNotJoined: (p: { directory: string }) =>
    `${p.directory} holds no perspective. Run the line that sixfour perspective add printed on the server.`,
  agentJoinedAlready: (p: { directory: string; name: string }) =>
    `${p.directory} holds the perspective "${p.name}" already. Choose another directory with --dir.`,
  agentFileBroken: (p: { path: string }) =>
    `${p.path} cannot be read as what sixfour perspective join wrote. Remove the perspective on the server, add it again, and join in a new directory.`,
  agentIsClient: (p: { name: string }) =>
    `"${p.name}" is a client: it asks perspectives and runs none. Its key and certificate are in the directory, for the program that asks.`,
  agentPlainExposed: (p: { address: string }) =>
    `${p.address} is no loopback address, and --plain has no TLS: everybody on the way could read the API key. Put a proxy with TLS before it, or say --plain-anywhere.`,
  agentPlainUsage: (p: { reason: 'key' | 'address' | 'identity' }) => PLAIN_USAGE[p.reason],
};
export type PerspectiveFaultMessages = typeof perspectiveFaults;

export const JOIN_REFUSALS: Readonly<Record<RefusalReason, string>> = {
  token:
    'The server does not take the token: it was used, it is too old, or the perspective was removed. Make a new line there: sixfour perspective remove NAME, then add it.',
  version:
    'The server speaks another version of the protocol between server and perspective. Run the same version of sixfour on both.',
  csr: 'The server refuses the key or the request that was made for it. Run the same version of sixfour on both.',
  malformed: 'The answer is not one of a sixfour server that lets perspectives join.',
  'not-allowed': 'The server does not let this perspective do that.',
  'not-found': 'The server knows no such request. Run the same version of sixfour on both.',
  internal: 'The server failed; its log says why. Try again.',
};

export const PLAIN_USAGE = {
  key: 'The API key file must hold one line of 16 characters or more, and be readable by its owner alone.',
  address: '--plain takes an address and a port, e.g. [::1]:6467',
  identity:
    'A perspective that has not joined needs --name and --region with --plain: they stand in its answers.',
} as const;
