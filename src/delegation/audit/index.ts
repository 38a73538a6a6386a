/** Signs and verifies the audit: docs/audit.md. The entries are written by the store, in the unit of what they tell. */
export type * from './types.ts';
export { createAuditor } from './auditor.ts';
export type { ChainVerdict } from './chain.ts';
export { type AuditLine, exportLines, readPublicKey, verifyExport } from './export.ts';
