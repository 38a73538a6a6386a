export { createControlApi } from './app.ts';
export { type ControlAnswer, type ControlClient, connectControl, inProcessControl } from './client.ts';
export type {
  AuditCheckpointView,
  AuditEntryView,
  AuditExportView,
  AuditKeyView,
  AuditPurgeView,
  AuditVerdictView,
} from './audit.ts';
export type { ControlContext } from './context.ts';
export { REASON_NAMES } from './reasons.ts';
export { controlSocket, listenControl } from './socket.ts';
export type * from './delegation-views.ts';
export { TSIG_KEY_ALGORITHMS } from './delegation-views.ts';
export type * from './views.ts';
export type * from './perspective-views.ts';
export type { ImportedAccountView } from './imports.ts';
export type {
  PersistCheckView,
  PersistControl,
  PersistNameView,
  PersistRecordView,
} from './persist.ts';
export type * from './provider-views.ts';
export type { ZoneControl, ZoneView } from './zones.ts';
export type { DryPlanView, DryValidations, DryValidationView } from './validation-views.ts';
export {
  AUDIT_VERIFY_MS,
  DRY_VALIDATION_MS,
  EXAMINATIONS_MS,
  IMPORTED_NAMES_MAX,
  IMPORTS_PER_REQUEST_MAX,
  PAGE_MAX,
  PERSIST_CHECK_MS,
  PROVIDER_CHECK_MS,
} from './limits.ts';
export { authorizationView, time } from './views.ts';
