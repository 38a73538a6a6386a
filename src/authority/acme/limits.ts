/** Bytes of a request body. A 100-name order with an RSA-4096 CSR needs about 8,000; Boulder refuses above the same bound. */
export const BODY_BYTES_MAX = 50_000;
/** Characters of one segment of a path, as sent: ids have 32, serials 40. */
export const SEGMENT_CHARS_MAX = 100;
/** Levels of JSON in a JWS, its protected header or its payload. The deepest in RFC 8555 is a key change, with 3. */
export const JSON_DEPTH_MAX = 8;
/** Bytes of a CSR, decoded: a 100-name RSA-4096 CSR has about 6,000. */
export const CSR_BYTES_MAX = 32_768;

/** Account keys kept ready for use. One takes about 2 KB, so this is about 20 MB; a miss costs one read and one import. */
export const ACCOUNT_CACHE_MAX = 10_000;

/** Values of Host that were found to be ours; a client chooses the port, so that they are many. */
export const OWN_AUTHORITIES_KEPT = 256;

/** How long a nonce can be used. Clients that prepare requests ahead (RFC 8555 section 6.5.1) use them within minutes. */
export const NONCE_LIFETIME_MS = 3_600_000;
/** Windows of nonces that are remembered at once; each is a bitmap of what was used. */
export const NONCE_WINDOWS_MAX = 60;
/** Nonces of one window: 2^20 bits are 128 KB, so all windows together never take more than 8 MB. Beyond, windows just end sooner. */
export const NONCES_PER_WINDOW_MAX = 1 << 20;

/** Contacts of one account: a team has a few, a list of hundreds is a mistake. */
export const CONTACTS_MAX = 10;
/** Characters of one contact (RFC 5321 section 4.5.3.1.3 allows 254 for an address). */
export const CONTACT_CHARS_MAX = 263;
/** Names in one order: as Let's Encrypt's classic profile. */
export const IDENTIFIERS_MAX = 100;
/** Characters of a name and of a label (RFC 1035 section 2.3.4). */
export const NAME_CHARS_MAX = 253;
export const LABEL_CHARS_MAX = 63;
/** Characters of any client text repeated in an answer. */
export const ECHO_CHARS_MAX = 260;
/** Orders on one page of an account's list. */
export const ORDERS_PAGE = 100;

/** How long a challenge POST is held for a near answer: a healthy target answers in milliseconds, and a client that is
 * answered at once does not sleep between polls. Below the 5 s after which the first IPv6 connection is given up. */
export const CHALLENGE_HOLD_MS = 2_500;
/** How long a finalize is held: signing and one commit take milliseconds. */
export const FINALIZE_HOLD_MS = 5_000;
/** Replies held at once; beyond, a POST is answered with its state of that moment. Each holds one socket and about 10 KB. */
export const HELD_REPLIES_MAX = 1_000;
/** Validations known at once, running or waiting; beyond, `rateLimited`. Each takes a few KB; fewer than the validator's own queue
 * takes, which would refuse for good. */
export const VALIDATIONS_MAX = 4_000;
/** Of one account: ten orders of 100 names at once; no account can fill the queue alone. */
export const VALIDATIONS_PER_ACCOUNT_MAX = 1_000;
/**
 * A validation that ends sooner is concluded without having been claimed: one commit instead of two. Until then only this process
 * knows of it, so a crash leaves the challenge as it was, and its client, who had no answer yet, asks again.
 */
export const UNCLAIMED_MS = 25;
/** Seconds that clients are told to wait between polls. */
export const POLL_SECONDS = 1;
/** Seconds to wait when the server has too much to do. */
export const BUSY_SECONDS = 10;
/** Unfinished work taken up in one batch after a restart, and the pause before a failed effort is taken up again. */
export const RESUME_BATCH = 500;
export const RESUME_ROUNDS_MAX = 10_000;
export const RESUME_PAUSE_MS = 30_000;

/** How long a stop waits for issuances: a signature and a commit, with room for a slow disk or HSM. */
export const SETTLE_MS = 5_000;

/** A pending or ready order and its pending authorizations live so long: enough for a person who sets DNS records by hand. */
export const ORDER_LIFETIME_MS = 7 * 86_400_000;
/** A valid authorization lives so long: it lets its account revoke certificates of that name (RFC 8555 section 7.6). */
export const AUTHORIZATION_LIFETIME_MS = 30 * 86_400_000;
/** How long after its validation an authorization serves new orders. None by default: every certificate has fresh evidence. */
export const AUTHORIZATION_REUSE_MS = 0;
/**
 * How old a proof may be at finalize before CAA records are asked again. Baseline Requirements 4.2.2.1: a CAA answer holds for its
 * TTL or 8 hours, whichever is greater; one hour is left for what follows, as Boulder leaves it.
 */
export const CAA_RECHECK_AFTER_MS = 7 * 3_600_000;
/** How long a reserved certificate may wait for its signature, over restarts too: the hour that is left for what follows. */
export const RESERVATION_MS = 3_600_000;
/** Addresses of one account that DNS records may name it by: hosts times directories; a perspective is told no more either. */
export const ACCOUNT_URLS_MAX = 64;
/** Past keys of an account that records of dns-persist-01 may be made with: more key changes than that are no honest history. */
export const PAST_KEYS_MAX = 100;
/** Random bytes of a challenge token: twice the 128 bits that RFC 8555 section 8.3 asks for. */
export const TOKEN_BYTES = 32;
/** Standing authorizations (RFC 8555 section 7.4.1, RFC 9444) that one account may have pending or valid: domains, not hosts. */
export const STANDING_AUTHORIZATIONS_MAX = 100;
/** Of them looked at for a new order; those that came with orders (`ancestorDomain`) count as well. */
export const STANDING_READ_MAX = 1_000;
/** Plans of one order: another is needed only when a reused authorization ended in that very moment. */
export const PLAN_TRIES_MAX = 3;

/** Failures of our own are logged at most so often, however many requests meet them. */
export const TROUBLE_LOG_MS = 1_000;

/** A rate: `burst` at once, one more every `everyMs`. Counted with GCRA (generic cell rate algorithm). */
export type Rate = { readonly burst: number; readonly everyMs: number };
/** What one account or network may do; all can be set. Networks are one IPv4 address or one IPv6 /64. */
export type RateLimits = {
  readonly accountsPerNetwork: Rate;
  readonly ordersPerNetwork: Rate;
  readonly ordersPerAccount: Rate;
  readonly failuresPerName: Rate;
  readonly pendingOrdersPerAccount: number;
};
export const RATE_LIMITS: RateLimits = {
  /** A fleet behind one NAT is rolled out in an hour; an attacker gets about 100 rows an hour. */
  accountsPerNetwork: { burst: 100, everyMs: 36_000 },
  /** Bounds what many accounts of one network write together. */
  ordersPerNetwork: { burst: 40_000, everyMs: 50 },
  /** A hosting platform renews thousands of names in a row; 5 a second for ever is 400,000 a day. */
  ordersPerAccount: { burst: 20_000, everyMs: 200 },
  /** Somebody who mends a firewall tries a few times; a broken cron job does so every minute for ever. */
  failuresPerName: { burst: 20, everyMs: 180_000 },
  /** As Boulder had it; bounds what one account can leave lying about. */
  pendingOrdersPerAccount: 300,
};
/** Keys remembered by each rate limit, about 100 bytes each; the longest unused is forgotten first. */
export const RATE_KEYS_MAX = 100_000;
