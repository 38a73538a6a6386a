import type { Message } from '../../wire/dns/index.ts';
import type { OverTcp } from './query.ts';

/** How asking one server over one transport ended. */
export type Ending =
  | { readonly kind: 'reply'; readonly message: Message }
  | { readonly kind: 'over-tcp'; readonly why?: OverTcp }
  | { readonly kind: 'timeout' | 'malformed' }
  | { readonly kind: 'unreachable' | 'error'; readonly errno: string };

/** What an errno of a DNS socket means. */
export function endingOf(error: NodeJS.ErrnoException): Ending {
  const errno = error.code ?? 'UNKNOWN';
  if (errno === 'ETIMEDOUT') return { kind: 'timeout' };
  return { kind: UNREACHABLE.has(errno) ? 'unreachable' : 'error', errno };
}

// nobody listens there, or no packet gets there
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EACCES',
  'EPERM',
]);
