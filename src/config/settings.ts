import { z } from 'zod';
import { ISSUER_NAMES_MAX } from './limits.ts';
import * as allowed from './values.ts';

/**
 * `sixfour.toml`, the whole of it: every key with its type and default. Why a key exists, its unit and what is allowed stand
 * under the same path in `i18n/en/settings.ts`; `docs/settings.md` is generated from both.
 */
export const settingsSchema = z.strictObject({
  language: allowed.language().default('auto'),
  data: group({
    directory: allowed.text().default('./sixfour-data'),
  }),
  host: group({
    public_host: allowed.hostNameOrNone().default(''),
    https_port: allowed.port().default(0),
    http_port: allowed.port().default(0),
  }),
  https: group({
    port: allowed.port().default(6464),
    addresses: allowed.addresses().default(['::1', '127.0.0.1']),
  }),
  http: group({
    port: allowed.port().default(6480),
    addresses: allowed.addresses().default(['::1', '127.0.0.1']),
  }),
  keys: group({
    passphrase_file: allowed.text().default(''),
    credential: z.boolean().default(false),
    file: allowed.text().default(''),
  }),
  validation: group({
    rule: z.enum(['documented', 'boulder', 'per-hop']).default('documented'),
    dns_servers: allowed.servers().default([]),
    zones: z.record(allowed.zone(), allowed.servers().min(1)).default({}),
    iterative: z.boolean().default(true),
    stubs: z.record(allowed.zone(), allowed.servers().min(1)).default({}),
    root_hints: allowed.servers().default([]),
    dnssec: z.enum(['auto', 'off', 'record', 'require']).default('auto'),
    trust_anchors: allowed.trustAnchors().default([]),
    http01_port: testOnly(allowed.port().default(0)),
    tls_alpn01_port: testOnly(allowed.port().default(0)),
    allow_loopback: testOnly(z.boolean().default(false)),
    time_scale: testOnly(z.number().min(0.001).max(1).default(1)),
  }),
  acme: group({
    terms_of_service: allowed.urlOrNone().default(''),
    website: allowed.urlOrNone().default(''),
    caa: allowed.caaMode().default('off'),
    caa_identities: z.array(allowed.hostName()).max(ISSUER_NAMES_MAX).default([]),
    challenge_types: allowed.challengeTypes().min(1).default(['http-01', 'dns-01', 'tls-alpn-01']),
    subdomain_authorizations: z.boolean().default(false),
    dns_persist_version: z.enum(['01', '02']).default('01'),
    external_account_required: z.boolean().default(false),
    hosts: z.array(allowed.hostName()).default([]),
    limits: group({
      accounts_per_network: rate({ burst: 100, every_ms: 36_000 }),
      orders_per_network: rate({ burst: 40_000, every_ms: 50 }),
      orders_per_account: rate({ burst: 20_000, every_ms: 200 }),
      failures_per_name: rate({ burst: 20, every_ms: 180_000 }),
      pending_orders_per_account: allowed.count().default(300),
    }),
  }),
  directories: z
    .record(
      allowed.directoryName(),
      group({
        profile: z.enum(['default', 'short']).default('default'),
        caa: z.enum(['inherit', 'off', 'advisory', 'enforce']).default('inherit'),
        challenge_types: allowed.challengeTypes().default([]),
        subdomain_authorizations: z.boolean().default(false),
        networks: z.array(z.string().max(64)).max(64).default([]),
      }),
    )
    .prefault({ short: { profile: 'short' } }),
  perspectives: group({
    addresses: allowed.addresses().default([]),
    port: allowed.port().default(6465),
    policy: z.enum(['majority', 'baseline-requirements', 'all', 'at-least', 'monitor']).default('majority'),
    minimum: allowed.countOrNone().default(0),
    quorum: allowed.countOrNone().default(0),
    regions: z.int().min(0).max(5).default(0),
    foreign: z
      .record(
        allowed.peerName(),
        group({
          url: allowed.secureUrl().default(''),
          region: allowed.region().default('RIPE'),
          header: allowed.headerOrNone().default(''),
          ca_file: allowed.text().default(''),
        }),
      )
      .default({}),
  }),
  agent: group({
    addresses: allowed.addresses().default([]),
    port: allowed.port().default(0),
    networks: z.array(z.string().max(64)).max(64).default([]),
  }),
  delegation: group({
    addresses: allowed.addresses().default(['::1', '127.0.0.1']),
    port: allowed.port().default(6453),
    challenge_zones: z.boolean().default(false),
    zones: z
      .record(
        allowed.hostName(),
        group({
          name_servers: z.record(allowed.hostName(), allowed.addresses()).default({}),
          mailbox: allowed.mailboxOrNone().default(''),
          style: z.enum(['readable', 'uuid', 'sha1', 'sha256']).default('readable'),
          dnssec: z.boolean().default(false),
        }),
      )
      .default({}),
    dnssec_roll_days: allowed.countOrNone().default(0),
    secondaries: z
      .record(
        allowed.peerName(),
        group({
          addresses: allowed.addresses().default([]),
          port: allowed.port().default(53),
          key_file: allowed.text().default(''),
          zones: z.array(allowed.hostName()).max(64).default([]),
        }),
      )
      .default({}),
    secondary_wait_ms: allowed.count().default(5_000),
    api: group({
      addresses: allowed.addresses().default([]),
      port: allowed.port().default(6468),
      ca_file: allowed.text().default(''),
    }),
    updates: group({
      addresses: allowed.addresses().default([]),
      port: allowed.port().default(6454),
      name_servers: z.boolean().default(false),
      hmac_sha1: z.boolean().default(false),
    }),
  }),
  retention: group({
    evidence_days: allowed.days().default(90),
    orders_days: allowed.days().default(90),
    expired_certificates_days: allowed.days().default(90),
  }),
  log: group({
    level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    format: z.enum(['auto', 'json', 'text']).default('auto'),
  }),
});

export type Settings = z.output<typeof settingsSchema>;

/** A table: absent means all its defaults. */
function group<S extends z.ZodRawShape>(shape: S) {
  return z.prefault(z.strictObject(shape), {} as never);
}

/** Works only in a data directory that was made with `--test`; warned about at every start. */
function testOnly<T extends z.ZodType>(type: T): T {
  return type.meta({ testOnly: true });
}

/** `burst` at once, then one more every `every_ms`. */
function rate(fallback: { burst: number; every_ms: number }) {
  const { burst, every_ms } = fallback;
  return group({ burst: allowed.count().default(burst), every_ms: allowed.count().default(every_ms) });
}
