/** What `sixfour lab dns --example` prints: a script that works and explains every key, in Danish. */
export const labExample = () => `# Et script til: sixfour lab dns --script FILE
# Zoner er det, serveren kender. Regler ødelægger svar: den første regel, der passer på et spørgsmål, afgør.

[[zones]]
name = "example.test"
ttl = 60                 # for poster, der ikke angiver nogen
# sign = true            # DNSSEC: P-256, NSEC; tillidsankeret udskrives ved start
# key = '''...'''        # PEM; uden den får hver start en ny nøgle
# Én post pr. linje: name [TTL] [IN] TYPE data. Navne er under zonen, medmindre de slutter med punktum; @ er zonen.
# Typer: A AAAA NS SOA CNAME DNAME TXT CAA MX HTTPS. En SOA laves automatisk, hvor der ingen er.
records = '''
@                    NS     ns
ns                   AAAA   ::1
ns                   A      127.0.0.1
www                  AAAA   2001:db8::10
www                  A      192.0.2.10
*.apps               A      192.0.2.20      ; alle navne under apps
@                    CAA    0 issue "ca.example"
_acme-challenge.www  TXT    "one" "record"  ; dens strenge sættes sammen
elsewhere            CNAME  www
'''

# Hvornår en regel gælder (alt det angivne skal passe; uden noget gælder den altid):
#   name = "www.example.test"     det navn; "*.example.test": alle navne under det
#   type = "AAAA"                 eller en liste: ["A", "AAAA"]
#   client = "2001:db8::/32"      en adresse, et netværk eller en liste af dem
#   subnet = "2001:db8::/32"      den klient, som en resolver spørger for (RFC 7871)
#   family = 6                    spørgsmålet kom over IPv6
#   transport = "udp"             eller "tcp"
#   nth = 1                       af de spørgsmål, der passer på alt andet: 1, "2-4", "3-"
# Med enhver fejl: delay_ms = 500 svarer senere; ede = { code = 22, text = "..." } tilføjer en udvidet fejl (RFC 8914).

[[rules]]                         # AAAA-spørgsmålet fejler, A-spørgsmålet virker
name = "www.example.test"
type = "AAAA"
fault = "servfail"                # også: refused, formerr, notimp, nxdomain, nodata
ede = { code = 22, text = "no name server answered" }

[[rules]]                         # de første to spørgsmål får intet svar: en pakke gik tabt
name = "ns.example.test"
nth = "1-2"
fault = "drop"                    # over TCP afslutter "close" forbindelsen i stedet

[[rules]]
name = "slow.apps.example.test"
fault = "delay"
delay_ms = 3000

[[rules]]                         # der er ikke plads til svaret: spørg igen over TCP ("truncate-always": heller ikke dér)
name = "big.apps.example.test"
fault = "truncate"

[[rules]]                         # ét netværk får andre poster: en kapring eller split horizon
name = "elsewhere.example.test"
client = "127.0.0.0/8"
fault = "answer"
records = '''
@  A  198.51.100.66
'''

[[rules]]                         # et svar, som en anden sender; then_answer: det rigtige følger efter
name = "forged.apps.example.test"
fault = "wrong-port"              # også: wrong-id, wrong-case, wrong-address (med from = "127.0.0.2")
then_answer = true

[[rules]]
name = "broken.apps.example.test"
fault = "malformed"
how = "pointer-loop"              # pointer-forward cut counts trailing label rdata garbage empty

[[rules]]                         # 20 CNAME-poster før svaret; "cname-loop" ender aldrig
name = "chain.apps.example.test"
fault = "cname-chain"
length = 20
to = "www.example.test"

[[rules]]                         # 64 kB TXT ved siden af de poster, der er der
name = "_acme-challenge.example.test"
fault = "big-txt"
bytes = 64000

# [[rules]]                       # i en signeret zone: expired not-yet-valid wrong-key tampered stripped
# name = "www.example.test"
# fault = "bogus"
# how = "expired"
`;
