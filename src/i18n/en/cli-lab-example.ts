/** What `sixfour lab dns --example` prints: a script that works and explains every key. */
export const labExample = () => `# A script for: sixfour lab dns --script FILE
# Zones are what the server knows. Rules spoil answers: the first rule that matches a question decides.

[[zones]]
name = "example.test"
ttl = 60                 # of records that give none
# sign = true            # DNSSEC: P-256, NSEC; the trust anchor is printed at the start
# key = '''...'''        # PEM; without it every start has a new key
# One record on each line: name [TTL] [IN] TYPE data. Names are below the zone unless a dot ends them; @ is the zone.
# Types: A AAAA NS SOA CNAME DNAME TXT CAA MX HTTPS. A SOA is made up where there is none.
records = '''
@                    NS     ns
ns                   AAAA   ::1
ns                   A      127.0.0.1
www                  AAAA   2001:db8::10
www                  A      192.0.2.10
*.apps               A      192.0.2.20      ; every name below apps
@                    CAA    0 issue "ca.example"
_acme-challenge.www  TXT    "one" "record"  ; its strings are joined
elsewhere            CNAME  www
'''

# When a rule applies (all that are given must hold; without any it always applies):
#   name = "www.example.test"     that name; "*.example.test": every name below
#   type = "AAAA"                 or a list: ["A", "AAAA"]
#   client = "2001:db8::/32"      an address, a network, or a list of them
#   subnet = "2001:db8::/32"      the client for whom a resolver asks (RFC 7871)
#   family = 6                    the question came over IPv6
#   transport = "udp"             or "tcp"
#   nth = 1                       of the questions that match all else: 1, "2-4", "3-"
# With any fault: delay_ms = 500 answers later; ede = { code = 22, text = "..." } adds an extended error (RFC 8914).

[[rules]]                         # the AAAA question fails, the A question works
name = "www.example.test"
type = "AAAA"
fault = "servfail"                # also: refused, formerr, notimp, nxdomain, nodata
ede = { code = 22, text = "no name server answered" }

[[rules]]                         # the first two questions get no answer: a packet was lost
name = "ns.example.test"
nth = "1-2"
fault = "drop"                    # over TCP, "close" ends the connection instead

[[rules]]
name = "slow.apps.example.test"
fault = "delay"
delay_ms = 3000

[[rules]]                         # the answer does not fit: ask again over TCP ("truncate-always": there neither)
name = "big.apps.example.test"
fault = "truncate"

[[rules]]                         # one network gets other records: a hijack, or split horizon
name = "elsewhere.example.test"
client = "127.0.0.0/8"
fault = "answer"
records = '''
@  A  198.51.100.66
'''

[[rules]]                         # an answer that somebody else sends; then_answer: the right one follows
name = "forged.apps.example.test"
fault = "wrong-port"              # also: wrong-id, wrong-case, wrong-address (with from = "127.0.0.2")
then_answer = true

[[rules]]
name = "broken.apps.example.test"
fault = "malformed"
how = "pointer-loop"              # pointer-forward cut counts trailing label rdata garbage empty

[[rules]]                         # 20 CNAMEs before the answer; "cname-loop" never ends
name = "chain.apps.example.test"
fault = "cname-chain"
length = 20
to = "www.example.test"

[[rules]]                         # 64 kB of TXT beside the records that are there
name = "_acme-challenge.example.test"
fault = "big-txt"
bytes = 64000

# [[rules]]                       # in a signed zone: expired not-yet-valid wrong-key tampered stripped
# name = "www.example.test"
# fault = "bogus"
# how = "expired"
`;
