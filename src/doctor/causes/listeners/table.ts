import type { Cause } from '../types.ts';
import { ipv4OnlyListener } from './e1-ipv4-only-listener.ts';

/** E: listeners. */
export const LISTENER_CAUSES: readonly Cause[] = [ipv4OnlyListener];
