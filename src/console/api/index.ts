export { createControlApi } from './app.ts';
export { type ControlAnswer, type ControlClient, connectControl, inProcessControl } from './client.ts';
export type { ControlContext } from './context.ts';
export { REASON_NAMES } from './reasons.ts';
export { controlSocket, listenControl } from './socket.ts';
export type * from './views.ts';
export type * from './perspective-views.ts';
export { authorizationView, time } from './views.ts';
