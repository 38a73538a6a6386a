import type { Site } from '../types.ts';

/** A token has these letters (RFC 8555 section 8.3). What else is let through below the path is a way around the firewall. */
const TOKEN_PATH = '^/\\.well-known/acme-challenge/[A-Za-z0-9_-]+$';

/** Traefik 3, file provider: a router of its own, with a higher priority and without the list of allowed addresses. */
export function traefikLines({ name }: Site): readonly string[] {
  return [
    'http:',
    '  routers:',
    '    acme:',
    `      rule: Host(\`${name}\`) && PathRegexp(\`${TOKEN_PATH}\`) && (Method(\`GET\`) || Method(\`HEAD\`))`,
    '      entryPoints: [web]',
    '      priority: 1000',
    '      service: acme',
    '  services:',
    '    acme:',
    '      loadBalancer:',
    '        servers:',
    '          - url: http://127.0.0.1:8402',
  ];
}

/** Cloudflare, as a call to its API: a custom rule, first in order, that skips what can be skipped. */
export function cloudflareLines({ name }: Site): readonly string[] {
  const expression = `http.host eq "${name}" and starts_with(http.request.uri.path, "/.well-known/acme-challenge/") and http.request.method in {"GET" "HEAD"} and http.request.uri.query eq "" and len(http.request.uri.path) lt 160 and not http.request.uri.path contains "%" and not http.request.uri.path contains ".."`;
  const products = ['bic', 'hot', 'rateLimit', 'securityLevel', 'uaBlock', 'waf', 'zoneLockdown'];
  const phases = ['http_ratelimit', 'http_request_firewall_managed', 'http_request_sbfm'];
  const rule = {
    description: 'ACME challenges',
    expression,
    action: 'skip',
    action_parameters: { ruleset: 'current', phases, products },
    position: { index: 1 },
  };
  return [
    'curl -X POST "https://api.cloudflare.com/client/v4/zones/$ZONE_ID/rulesets/$RULESET_ID/rules" \\',
    '  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H "Content-Type: application/json" \\',
    `  --data '${JSON.stringify(rule)}'`,
  ];
}

/** AWS WAF: the path is left out of the rule that blocks countries, so that all other rules still run for it. */
export function awsLines(): readonly string[] {
  return JSON.stringify(
    {
      Name: 'countries-but-not-acme',
      Priority: 0,
      Action: { Block: {} },
      VisibilityConfig: {
        SampledRequestsEnabled: true,
        CloudWatchMetricsEnabled: true,
        MetricName: 'countries-but-not-acme',
      },
      Statement: {
        AndStatement: {
          Statements: [
            { NotStatement: { Statement: { GeoMatchStatement: { CountryCodes: ['DK', 'FR'] } } } },
            {
              NotStatement: {
                Statement: {
                  ByteMatchStatement: {
                    FieldToMatch: { UriPath: {} },
                    PositionalConstraint: 'STARTS_WITH',
                    SearchString: '/.well-known/acme-challenge/',
                    TextTransformations: [{ Priority: 0, Type: 'NONE' }],
                  },
                },
              },
            },
          ],
        },
      },
    },
    null,
    2,
  ).split('\n');
}

/** F5 BIG-IP: an iRule before the security policies. */
export function f5Lines({ name }: Site): readonly string[] {
  return [
    'when HTTP_REQUEST {',
    `    if { [string tolower [HTTP::host]] eq "${name}" && [HTTP::path] matches_regex {${TOKEN_PATH}} && [HTTP::query] eq "" && ([HTTP::method] eq "GET" || [HTTP::method] eq "HEAD") } {`,
    '        ASM::disable',
    '        pool acme_clients',
    '    }',
    '}',
  ];
}

/** One line each for those whose rules are made in a console. */
export function consoleLines(): readonly string[] {
  return [
    'Palo Alto: allow App-ID acme-protocol, service application-default',
    'Azure WAF: custom rule, priority 1, RequestUri BeginsWith /.well-known/acme-challenge/, Allow',
    'Google Cloud Armor: priority 0, request.path.startsWith("/.well-known/acme-challenge/"), allow',
  ];
}
