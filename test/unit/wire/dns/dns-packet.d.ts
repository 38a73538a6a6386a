// the oracle has no types of its own; this much is used
declare module 'dns-packet' {
  type Packet = { flags: number; questions: unknown[]; answers: unknown[]; authorities: unknown[] };
  const packet: {
    readonly AUTHORITATIVE_ANSWER: number;
    readonly AUTHENTIC_DATA: number;
    readonly DNSSEC_OK: number;
    encode(message: object): Buffer;
    decode(bytes: Buffer): Packet;
  };
  export default packet;
}
