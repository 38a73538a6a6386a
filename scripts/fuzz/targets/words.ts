/** Words of grammars, for mutations of texts; in each line between bars. */
const words = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split('|'));

export const URL_WORDS = words(
  'http://|https://|http:|HTTP:\\\\|ftp://|javascript:|//|///|/\\|/../|/./|@|user:pw@|www.example.org|WWW|localhost',
  '.well-known|:80|:443|:8080|:65536|:|?|#|%2F|%0d%0a|%e3%80%82|127.0.0.1|0x7f.1|2130706433|0177.0.0.1|169.254.169.254',
  '10.0.0.0/8|[::1]|[fe80::1%25eth0]|[|]|::|::1|::ffff:|64:ff9b::|2002:|2001:0:|2001:db8::|fe80::1%eth0|ffff|0|00|255|256',
  'https://ca.example/acme/account/abc1|/32|/128|/0|xn--bcher-kva|xn--|\u00fc|\u3002|\uff0e|*.|_acme-challenge.|sixfour',
  'corp.example DS 12345 13 2 |49FD46E6C4B45C55D4AC69CBD3CD34AC1AFE51DE49FD46E6C4B45C55D4AC69CB|DNSKEY 257 3 13 ',
  `${'a'.repeat(63)}|${'a'.repeat(64)}`,
);

export const CAA_WORDS = words(
  '0 issue |128 issue |1 issue |0 issuewild |0 iodef |0 issuemail |128 unknown |ca.example|CA.EXAMPLE|other.example|;|; ',
  'accounturi=https://ca.example/acme/account/1|validationmethods=dns-01|validationmethods=http-01,dns-01|,|=|\n|-|--',
);

export const PERSIST_WORDS = words(
  'policy=wildcard|policy=WILDCARD|persistUntil=|persistUntil=1800000000|persistUntil=1|persistUntil=99999999999999999999',
  'accounturi=https://ca.example/acme/hashed/sha-256/|accounturi=|\u00fc|xn--',
);

export const TOML_WORDS = words(
  '[https]|[validation]|[directories.short]|[[rules]]|[zones]|port = |rule = |"documented"|zones = { }|= [|]|{|}|"|\'\'\'|"""',
  '\\u00e9|1979-05-27T07:32:00Z|0x10|nan|inf|true|1_000|\n|#|.|a.b.c = 1|__proto__|language = "en"',
);

export const ACME_WORDS = words(
  'protected|payload|signature|signatures|header|alg|ES256|RS256|HS256|none|nonce|url|kid|jwk|crit|b64|jku|kty|EC|RSA|oct',
  'OKP|crv|P-256|P-384|P-521|x|y|n|e|d|AQAB|identifiers|type|dns|ip|value|contact|mailto:a@example.org|notBefore|notAfter',
  '2027-01-31T12:00:00Z|profile|default|ancestorDomain|example.org|*.example.org|2001:db8::1',
);

export const MPIC_WORDS = words(
  'dcv|caa|acme-http-01|acme-dns-01|acme-tls-alpn-01|dns-account-01|dns-persistent|website-change|contact-email-txt',
  'perspective|agent-1|example.org|*.example.org|[2001:db8::1]|192.0.2.1|validationRefused|validationWrongBody|ARIN|RIPE',
  'connect-timeout|documented|per-hop|http-01|dns-persist-01|enforce|bogus|secure|tls-server|s-mime',
  'mpic_error:coordinator:remote_check',
);

export const HTTP_WORDS = words(
  'HTTP/1.1 200 OK\r\n|HTTP/1.1 302 Found\r\n|HTTP/1.1 101 Switching Protocols\r\n|HTTP/1.1 103 Early Hints\r\n\r\n|HTTP/1.0 ',
  'HTTP/9.9 |\r\n|\r\n\r\n|\n|: |Content-Length: 5\r\n|Content-Length: -1\r\n|Transfer-Encoding: chunked\r\n|0\r\n\r\n',
  'Content-Encoding: gzip\r\n|Location: /x\r\n|Location: http://[::1]/\r\n|Connection: keep-alive\r\n|Upgrade: h2c\r\n',
  '5\r\nhello\r\n|ffffffffffffffff\r\n|1;a=b\r\n|token.thumbprint|PRI * HTTP/2.0\r\n\r\n',
);
