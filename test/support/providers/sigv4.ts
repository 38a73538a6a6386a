// AWS Signature Version 4, as a server checks it: recomputed from what arrived.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac } from 'node:crypto';
import { type Asked, Complaint } from './fake-server.ts';

export type AwsKey = { readonly id: string; readonly secret: string };

/** The error code that the service would give; undefined where the request is signed with the key. */
export function checkSignature(
  { method, target, headers, body }: Asked,
  key: AwsKey,
  scope: { readonly region: string; readonly service: string },
): 'InvalidClientTokenId' | 'SignatureDoesNotMatch' | undefined {
  const [, id, day, region, service, names = '', signature] =
    AUTHORIZATION.exec(headers['authorization'] ?? '') ?? [];
  if (signature === undefined) throw new Complaint(`no signature: ${headers['authorization']}`);
  const date = headers['x-amz-date'] ?? '';
  if (!/^\d{8}T\d{6}Z$/.test(date) || date.slice(0, 8) !== day) throw new Complaint(`date: ${date}`);
  const skewMs = Math.abs(Date.now() - Date.parse(date.replace(BASIC_DATE, '$1-$2-$3T$4:$5:$6Z')));
  if (skewMs > 300_000) throw new Complaint(`the request is dated ${skewMs} ms off`);
  if (region !== scope.region || service !== scope.service)
    throw new Complaint(`scope: ${region}/${service}`);

  const signed = names.split(';');
  // host, and every x-amz- header (step 1: canonical headers, signed headers)
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  for (const name of needed) if (!signed.includes(name)) throw new Complaint(`${name} is not signed`);
  if (signed.join() !== signed.toSorted().join()) throw new Complaint('signed headers are not sorted');
  const hash = sha256(body);
  const told = headers['x-amz-content-sha256'] ?? hash;
  if (told !== hash) throw new Complaint('x-amz-content-sha256 is of another body');

  if (id !== key.id) return 'InvalidClientTokenId';
  const [path = '', query = ''] = target.split('?');
  const canonical = [
    method,
    path
      .split('/')
      .map((part) => encodeURIComponent(decodeURIComponent(part)))
      .join('/'),
    query.split('&').toSorted().join('&'),
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    names,
    hash,
  ].join('\n');
  const credentialScope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, credentialScope, sha256(canonical)].join('\n');
  const signingKey = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (one, part) => createHmac('sha256', one).update(part).digest(),
    `AWS4${key.secret}`,
  );
  const right = createHmac('sha256', signingKey).update(text).digest('hex');
  return right === signature ? undefined : 'SignatureDoesNotMatch';
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;
const BASIC_DATE = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
