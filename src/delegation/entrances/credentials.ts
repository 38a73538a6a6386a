/** A user's name and a key, as `Broker.authenticate` takes them. */
export type Credentials = { readonly user?: string; readonly key: string };

/**
 * RFC 7617. The base64 may be of either alphabet, with padding or without: Certify sends it as it is in URLs. Undefined where
 * there is none.
 */
export function basicCredentials(authorization: string | undefined): Required<Credentials> | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon), key: text.slice(colon + 1) };
}
