import { type Result, fail, ok } from '../../core/index.ts';

/** Every reason for which bytes are refused. Stable: tests, lints and fault messages name them. */
type DerErrorCode =
  // structure (X.690 sections 8.1 and 10.1)
  | 'truncated'
  | 'trailing-bytes'
  | 'too-large'
  | 'too-deep'
  | 'too-many'
  | 'high-tag'
  | 'wrong-tag'
  | 'indefinite-length'
  | 'length-not-minimal'
  // values (X.690 sections 8.2 to 8.19, 11)
  | 'boolean-length'
  | 'boolean-not-canonical'
  | 'integer-empty'
  | 'integer-not-minimal'
  | 'integer-negative'
  | 'integer-too-large'
  | 'null-not-empty'
  | 'oid-empty'
  | 'oid-not-minimal'
  | 'oid-truncated'
  | 'oid-too-large'
  | 'bit-string-empty'
  | 'bit-string-unused-bits'
  | 'bit-string-padding'
  | 'bit-string-trailing-zeros'
  | 'set-order'
  | 'default-encoded'
  | 'string-type'
  | 'string-charset'
  | 'string-utf8'
  | 'time-form'
  | 'time-range'
  // what stands above DER: X.509, PKCS#10, PEM
  | 'version'
  | 'duplicate'
  | 'empty'
  | 'missing'
  | 'unexpected'
  | 'value'
  | 'algorithm'
  | 'pem'
  // a builder was given something that has no encoding
  | 'not-encodable';

/**
 * The only thing that a decoder here throws. `offset` counts bytes from the start of the input given to the decoder (or
 * of the octet string inside it that is read by itself), and points at the element that is refused. Never holds any of the input.
 */
export class DerError extends Error {
  readonly code: DerErrorCode;
  readonly offset: number;

  constructor(code: DerErrorCode, offset: number) {
    super(`${code} at byte ${offset}`);
    this.name = 'DerError';
    this.code = code;
    this.offset = offset;
  }
}

/** Turns a decoder's DerError into a value: `attempt(() => decodeCsr(bytes))`. Anything else thrown is a bug and passes through. */
export function attempt<T>(decode: () => T): Result<T, DerError> {
  try {
    return ok(decode());
  } catch (error) {
    if (error instanceof DerError) return fail(error);
    throw error;
  }
}
