/**
 * What a text must have in every language as it is: commands and their options, settings, files, addresses, names for examples, what
 * stands between backticks, and the numbers of RFCs. Sorted, each as often as it stands there.
 */
export function codeWords(text: string): string[] {
  return PATTERNS.flatMap((pattern) => text.match(pattern) ?? [])
    .map((word) => word.replace(/[.,:;]+$/, '').trim())
    .sort();
}

const COMMANDS =
  'account|add|advise|allow|approval|approve|audit|ca|cert|check|client|credentials|crl|deny|detach|dns|eab|explain|export|identity|import|init|issue|join|key|lab|list|name|order|persist|perspective|provider|purge|remove|renew-root|revoke|roll|root|rule|run|secondary-key|serve|show|validate|verify|zone';

const PATTERNS: readonly RegExp[] = [
  new RegExp(`\\bsixfour(?: (?:${COMMANDS})\\b)+`, 'g'),
  /(?<![\w-])--[a-z][a-z0-9-]*/g,
  /`[^`\n]+`/g,
  // settings, host names and files
  /\b(?!e\.g\b)[a-z_][a-z0-9_-]*(?:\.[a-z0-9_*<>-]+)+\b/gi,
  /\b[a-z0-9]+_[a-z0-9_]+\b/gi,
  /\[\[?[a-z_.]+\]\]?/g,
  // addresses and networks
  /\b(?:[0-9a-f]{1,4})?(?:::?[0-9a-f]{1,4})+(?:::)?(?:\/\d+)?\b/gi,
  /\b\d+\.\d+\.\d+\.\d+(?:\/\d+)?\b/g,
  /\bRFC \d+\b/g,
  /\b(?:AAAA|ACME|ALPN|CAA|CDS|CIDR|CNAME|CSR|DNAME|DNSKEY|DNSSEC|EDNS|HTTP|HTTPS|ICMPv6|IPv4|IPv6|JSON|JWS|JWT|MTU|NSEC3?|NXDOMAIN|PEM|PMTU|SERVFAIL|SHA-\d+|SNI|SOA|TCP|TLS|TOML|TSIG|TTL|TXT|UDP)\b/g,
  /\b(?:accept_ra|chmod|chown|curl|delv|dig(?= [+@-])|firewall-cmd|firewalld|ip6tables|iptables|netplan|nft|nginx|nsupdate|openssl|sudo|sysctl|systemctl|ufw)\b/g,
  /\b[A-Z][A-Z0-9]*=(?:[A-Z]+\b)?/g,
];
