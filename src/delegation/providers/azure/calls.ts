import type { RecordSet } from '@azure/arm-dns';
import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { HttpCall } from '../../../net/index.ts';
import { flatHeaders, type Transport } from '../sdk/transport.ts';
import type { TokenSource } from './token.ts';

/** A TXT record set: its zone, and its name below it, `@` for the zone's own. */
export type SetName = { readonly zone: string; readonly relative: string };

/** The three calls of the API that are made (API version 2018-05-01), each of which rejects as the SDK does. */
export type AzureCalls = {
  get(at: SetName, signal: AbortSignal): Promise<RecordSet>;
  /** `etag` undefined: only if there is no such set. */
  put(at: SetName, set: RecordSet, etag: string | undefined, signal: AbortSignal): Promise<unknown>;
  delete(at: SetName, etag: string, signal: AbortSignal): Promise<unknown>;
};

/** One attempt for each request, no redirect, no compressed answer, no proxy or log of the environment: who asked knows its deadline. */
export async function createAzureCalls(parts: {
  readonly url: string;
  readonly subscription_id: string;
  readonly resource_group: string;
  readonly token: TokenSource;
  readonly transport: Transport;
}): Promise<AzureCalls> {
  const { url, subscription_id, resource_group, token, transport } = parts;
  const [{ DnsManagementClient }, pipeline] = await Promise.all([
    import('@azure/arm-dns'),
    import('@azure/core-rest-pipeline'),
  ]);
  const client = new DnsManagementClient(token, subscription_id, {
    endpoint: url,
    $host: url,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    // keeps it from reading the environment for one; our transport uses none
    proxyOptions: { host: 'https://unused.invalid', port: 443 },
    httpClient: clientOf(transport, new URL(url).origin, pipeline.createHttpHeaders),
  });
  const { decompressResponsePolicyName, logPolicyName } = pipeline;
  for (const name of [decompressResponsePolicyName, logPolicyName]) {
    client.pipeline.removePolicy({ name });
  }
  const sets = client.recordSets;

  return {
    get: (at, abortSignal) => sets.get(resource_group, at.zone, nameOf(at), 'TXT', { abortSignal }),
    put: (at, set, etag, abortSignal) =>
      sets.createOrUpdate(resource_group, at.zone, nameOf(at), 'TXT', set, {
        abortSignal,
        ...(etag === undefined ? { ifNoneMatch: '*' } : { ifMatch: etag }),
      }),
    delete: (at, etag, abortSignal) =>
      sets.delete(resource_group, at.zone, nameOf(at), 'TXT', { abortSignal, ifMatch: etag }),
  };
}

/** An HTTP client as the SDK takes it in place of its own. */
function clientOf(
  transport: Transport,
  origin: string,
  createHttpHeaders: typeof import('@azure/core-rest-pipeline').createHttpHeaders,
): HttpClient {
  return {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      const { url, method, body } = request;
      if (!url.startsWith(`${origin}/`) || !isMethod(method))
        throw new Error('a request that no call of ours has');
      const call: HttpCall = {
        method,
        path: url.slice(origin.length),
        headers: request.headers.toJSON(),
        ...(typeof body === 'string' && { body }),
      };
      const answer = await transport.send(call, request.abortSignal);
      return {
        request,
        status: answer.status,
        headers: createHttpHeaders(flatHeaders(answer.headers)),
        bodyAsText: answer.body.toString(),
      };
    },
  };
}

/** The SDK puts this name into the path as it is. */
function nameOf({ relative }: SetName): string {
  return relative === '@' ? relative : encodeURIComponent(relative);
}

function isMethod(method: string): method is 'GET' | 'PUT' | 'DELETE' {
  return method === 'GET' || method === 'PUT' || method === 'DELETE';
}
