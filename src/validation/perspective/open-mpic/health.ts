import type { Reply } from '../call.ts';
import { json } from './issues.ts';

/** The Open MPIC specification whose shapes these are. */
const API_VERSION = '3.5.0';

export const HEALTHY: Reply = json(200, { status: 'healthy' });

/** What Open MPIC asks for by `GET /configz`; `perspectives` of a coordinator alone. */
export function configz(of: { readonly version: string; readonly perspectives: number | undefined }): Reply {
  return json(200, {
    open_mpic_api_spec_version: API_VERSION,
    app_version: of.version,
    mpic_core_version: null, // not built on it
    ...(of.perspectives !== undefined && {
      default_perspective_count: of.perspectives,
      absolute_max_attempts: 1,
    }),
    x_sixfour: { protocol: 1 },
  });
}
