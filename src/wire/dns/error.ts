/** Why bytes are not a DNS message, a text not a name, or a value not encodable. Closed, stable. */
export type DnsErrorCode =
  | 'short' // a field runs past the end of the message or of its record
  | 'trailing' // bytes after the last record or inside a record after its data
  | 'counts' // a section count that the message is too small for
  | 'pointer' // a compression pointer that does not point backwards, or too many of them
  | 'label' // a label type other than literal and pointer, or a label of 0 or more than 63 bytes
  | 'name-length'
  | 'too-many-labels'
  | 'opt' // OPT twice, outside the additional section, or not at the root (RFC 6891 section 6.1.1)
  | 'tsig' // TSIG not last, or with another class or TTL than its own (RFC 8945 sections 4.2 and 5.1)
  | 'rdata' // record data that its type does not allow
  | 'text' // a text that is no name or no address
  | 'range' // a number outside its field
  | 'too-large'; // does not fit, even truncated

/** The only error that this codec throws. */
export class DnsError extends Error {
  readonly code: DnsErrorCode;

  constructor(code: DnsErrorCode, message: string) {
    super(message);
    this.name = 'DnsError';
    this.code = code;
  }
}
