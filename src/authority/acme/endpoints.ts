import type { Endpoint } from './endpoint.ts';
import { account } from './resources/account.ts';
import { authorization } from './resources/authorization.ts';
import { alternateCertificate, certificate } from './resources/certificate.ts';
import { challenge } from './resources/challenge.ts';
import { directory, directoryPost } from './resources/directory.ts';
import { finalize } from './resources/finalize.ts';
import { keyChange } from './resources/key-change.ts';
import { newAccount } from './resources/new-account.ts';
import { newAuthorizationEndpoint } from './resources/new-authorization.ts';
import { newNonce, newNoncePost } from './resources/new-nonce.ts';
import { newOrder } from './resources/new-order.ts';
import { order } from './resources/order.ts';
import { orders } from './resources/orders.ts';
import { revokeCertificate } from './resources/revoke-certificate.ts';

/** Everything that is served below a directory's prefix, in the order in which a client meets it. */
export const ENDPOINTS: readonly Endpoint[] = [
  directory,
  directoryPost,
  newNonce,
  newNoncePost,
  newAccount,
  account,
  orders,
  keyChange,
  newAuthorizationEndpoint,
  newOrder,
  order,
  authorization,
  challenge,
  finalize,
  certificate,
  alternateCertificate,
  revokeCertificate,
];
