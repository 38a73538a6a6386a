/** As `Refusal` of the protocol between server and perspective (src/validation/perspective/transport/protocol.ts). */
export type RefusalReason =
  | 'version'
  | 'token'
  | 'csr'
  | 'malformed'
  | 'not-allowed'
  | 'not-found'
  | 'internal';
