/** What stands in the address of a request, below `/delegation/acme-dns`. */
export type AcmeDnsPath = {
  readonly endpoint: 'register' | 'update' | 'health';
  /** `/t/KEY`: for clients that can send no other credentials when they register. */
  readonly token: string | undefined;
  /** `/d/NAME`: which name is registered, as the protocol itself does not say it. */
  readonly name: string | undefined;
};

/**
 * `[/t/KEY][/d/NAME]/register`, `update` or `health`. Clients put a base address and an endpoint together in ways of their own, so
 * empty segments do not count: `.../t/KEY` and `.../t/KEY/` are the same base.
 */
export function readAcmeDnsPath(path: string): AcmeDnsPath | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const after = (mark: string) => (segments[0] === mark ? segments.splice(0, 2)[1] : undefined);
  const token = after('t');
  const name = after('d');
  const [endpoint, ...more] = segments;
  if (more.length > 0) return undefined;
  return endpoint === 'register' || endpoint === 'update' || endpoint === 'health'
    ? { endpoint, token, name }
    : undefined;
}
