export type { Signer } from './types.ts';
export type { KeyAtRest } from './at-rest.ts';
export type { SignerCurve } from './file-signer.ts';
export { openKeyAtRest } from './at-rest.ts';
export { CREDENTIAL_NAME, chooseKeySource } from './key-source.ts';
export {
  generateSigner,
  loadFileSigner,
  readSealedKey,
  signerFromPkcs8,
  writeSealedKey,
} from './file-signer.ts';
export { readPrivateFile, syncDirectory, writeFileDurably, writeNewFileDurably } from './private-file.ts';
export { PASSPHRASE_LENGTH_MIN, SIGNER_QUEUE_MAX } from './limits.ts';
export { decryptPkcs8, encryptPkcs8 } from './encrypted-key.ts';
