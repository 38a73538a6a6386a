/** English messages of ACME faults: what happened and what to do next, in one or two sentences. */
export const acmeFaults = {
  serverInternal: () =>
    'The server could not complete the request. Nothing was lost; try again, and if it persists, tell the administrator of this CA.',
  rejectedIdentifier: (p: { name: string; reason: string }) => `"${p.name}" cannot be issued: ${p.reason}`,
  nameNotAllowed: (p: { name: string }) =>
    `This CA may not issue for "${p.name}". Its administrator can permit it with: sixfour allow ${p.name}`,
};
export type AcmeFaultMessages = typeof acmeFaults;
