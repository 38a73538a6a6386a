import type {
  Change,
  ChangeInfo,
  ListHostedZonesByNameCommandOutput,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { flatHeaders, type Transport } from '../sdk/transport.ts';
import { PAGE_ITEMS } from './limits.ts';

/** The four calls of the API that are made (API version 2013-04-01), each of which rejects as the SDK does. */
export type Route53Calls = {
  /** A page of zones, from this name on, in the order of reversed labels. */
  zonesFrom(
    name: string,
    id: string | undefined,
    signal: AbortSignal,
  ): Promise<ListHostedZonesByNameCommandOutput>;
  /** At most one set: the first at this name and type TXT, or after them. */
  setsFrom(
    zoneId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<readonly ResourceRecordSet[] | undefined>;
  change(zoneId: string, changes: Change[], signal: AbortSignal): Promise<ChangeInfo | undefined>;
  status(change: string, signal: AbortSignal): Promise<ChangeInfo | undefined>;
  close(): void;
};

/**
 * Every setting that the SDK would otherwise take from the environment, a shared file or the instance's metadata is given here. One
 * attempt for each request: who asked knows its deadline, and asks again.
 */
export async function createRoute53Calls(parts: {
  readonly url: string;
  readonly region: string;
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string };
  readonly transport: Transport;
}): Promise<Route53Calls> {
  const { url, region, credentials, transport } = parts;
  const sdk = await import('@aws-sdk/client-route-53');
  const client = new sdk.Route53Client({
    region,
    endpoint: url,
    credentials: {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
    },
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'legacy',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: '',
    authSchemePreference: [],
    disableClockSkewCorrection: false,
    requestHandler: handlerOf(transport),
  });

  return {
    zonesFrom: (name, id, abortSignal) =>
      client.send(
        new sdk.ListHostedZonesByNameCommand({ DNSName: name, HostedZoneId: id, MaxItems: PAGE_ITEMS }),
        { abortSignal },
      ),
    async setsFrom(zoneId, name, abortSignal) {
      const command = new sdk.ListResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        StartRecordName: name,
        StartRecordType: 'TXT',
        MaxItems: 1,
      });
      return (await client.send(command, { abortSignal })).ResourceRecordSets;
    },
    async change(zoneId, changes, abortSignal) {
      const command = new sdk.ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: { Changes: changes },
      });
      return (await client.send(command, { abortSignal })).ChangeInfo;
    },
    status: async (change, abortSignal) =>
      (await client.send(new sdk.GetChangeCommand({ Id: change }), { abortSignal })).ChangeInfo,
    close() {
      client.destroy();
      transport.close();
    },
  };
}

type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** An HTTP handler as the SDK takes it in place of its own. */
function handlerOf(transport: Transport) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    async handle(request: SignedRequest, { abortSignal }: { abortSignal?: unknown } = {}) {
      const { method, path, query = {}, headers, body } = request;
      if (method !== 'GET' && method !== 'POST') throw new Error('a method that no call of ours has');
      const signal = abortSignal instanceof AbortSignal ? abortSignal : undefined;
      const sent = typeof body === 'string' || body instanceof Uint8Array ? { body } : {};
      const answer = await transport.send(
        { method, path: path + queryText(query), headers, ...sent },
        signal,
      );
      const { status, headers: lines, body: bytes } = answer;
      return {
        response: { statusCode: status, headers: flatHeaders(lines), body: new Uint8Array(bytes) },
      };
    },
  };
}

/** As it was signed: sorted, and with all but unreserved characters encoded (RFC 3986 section 2.3). */
function queryText(query: NonNullable<SignedRequest['query']>): string {
  const pairs = Object.keys(query)
    .toSorted()
    .flatMap((name) => [query[name] ?? ''].flat().map((value) => `${encode(name)}=${encode(value)}`));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
