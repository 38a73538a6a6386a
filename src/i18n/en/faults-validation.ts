/** English messages of validation faults: each names address, family, hop, phase and cause in one sentence. */
export const validationFaults = {
  validationConnectTimeout: (p: {
    address: string;
    family: string;
    port: number;
    url: string;
    seconds: number;
  }) =>
    `${p.family} ${p.address}, port ${p.port}: no answer to the connection within ${p.seconds} s while fetching ${p.url}; a firewall that drops packets is the likely cause`,
};
export type ValidationFaultMessages = typeof validationFaults;
