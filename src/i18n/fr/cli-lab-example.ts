/** What `sixfour lab dns --example` prints: a script that works and explains every key. */
export const labExample = () => `# Un script pour : sixfour lab dns --script FILE
# Les zones sont ce que le serveur connaît. Les règles altèrent les réponses : la première qui correspond à une question décide.

[[zones]]
name = "example.test"
ttl = 60                 # des enregistrements qui n'en donnent pas
# sign = true            # DNSSEC : P-256, NSEC ; l'ancre de confiance est affichée au démarrage
# key = '''...'''        # PEM ; sans elle, chaque démarrage a une nouvelle clé
# Un enregistrement par ligne : name [TTL] [IN] TYPE data. Les noms sont sous la zone, sauf s'ils se terminent par un point ; @ est la zone.
# Types : A AAAA NS SOA CNAME DNAME TXT CAA MX HTTPS. Un SOA est ajouté là où il n'y en a pas.
records = '''
@                    NS     ns
ns                   AAAA   ::1
ns                   A      127.0.0.1
www                  AAAA   2001:db8::10
www                  A      192.0.2.10
*.apps               A      192.0.2.20      ; tous les noms sous apps
@                    CAA    0 issue "ca.example"
_acme-challenge.www  TXT    "one" "record"  ; ses chaînes sont mises bout à bout
elsewhere            CNAME  www
'''

# Quand une règle s'applique (tout ce qui est indiqué doit être vrai ; sans rien, elle s'applique toujours) :
#   name = "www.example.test"     ce nom ; "*.example.test" : tous les noms en dessous
#   type = "AAAA"                 ou une liste : ["A", "AAAA"]
#   client = "2001:db8::/32"      une adresse, un réseau, ou une liste
#   subnet = "2001:db8::/32"      le client pour lequel un résolveur interroge (RFC 7871)
#   family = 6                    la question est venue en IPv6
#   transport = "udp"             ou "tcp"
#   nth = 1                       parmi les questions qui remplissent le reste : 1, "2-4", "3-"
# Avec toute faute : delay_ms = 500 répond plus tard ; ede = { code = 22, text = "..." } ajoute une erreur étendue (RFC 8914).

[[rules]]                         # la question AAAA échoue, la question A fonctionne
name = "www.example.test"
type = "AAAA"
fault = "servfail"                # ou : refused, formerr, notimp, nxdomain, nodata
ede = { code = 22, text = "no name server answered" }

[[rules]]                         # les deux premières questions restent sans réponse : un paquet a été perdu
name = "ns.example.test"
nth = "1-2"
fault = "drop"                    # en TCP, "close" met fin à la connexion à la place

[[rules]]
name = "slow.apps.example.test"
fault = "delay"
delay_ms = 3000

[[rules]]                         # la réponse ne tient pas : redemander en TCP ("truncate-always" : là non plus)
name = "big.apps.example.test"
fault = "truncate"

[[rules]]                         # un réseau reçoit d'autres enregistrements : un détournement, ou un horizon partagé
name = "elsewhere.example.test"
client = "127.0.0.0/8"
fault = "answer"
records = '''
@  A  198.51.100.66
'''

[[rules]]                         # une réponse envoyée par quelqu'un d'autre ; then_answer : la bonne suit
name = "forged.apps.example.test"
fault = "wrong-port"              # ou : wrong-id, wrong-case, wrong-address (avec from = "127.0.0.2")
then_answer = true

[[rules]]
name = "broken.apps.example.test"
fault = "malformed"
how = "pointer-loop"              # pointer-forward cut counts trailing label rdata garbage empty

[[rules]]                         # 20 CNAME avant la réponse ; "cname-loop" ne finit jamais
name = "chain.apps.example.test"
fault = "cname-chain"
length = 20
to = "www.example.test"

[[rules]]                         # 64 ko de TXT à côté des enregistrements présents
name = "_acme-challenge.example.test"
fault = "big-txt"
bytes = 64000

# [[rules]]                       # dans une zone signée : expired not-yet-valid wrong-key tampered stripped
# name = "www.example.test"
# fault = "bogus"
# how = "expired"
`;
