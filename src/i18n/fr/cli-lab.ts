import { labReasons as english, type lab as englishLab } from '../en/cli-lab.ts';
import { type Translation, translated } from '../translation.ts';
import { count } from './plural.ts';

/** French texts of `sixfour lab dns`, and why a script of it is refused. */
export const lab: Translation<typeof englishLab> = {
  flags: {
    script: () => 'le script : zones et règles, en TOML',
    listen: () => 'écouter sur cette adresse (répétable ; par défaut : ::1 et 127.0.0.1)',
    port: () => 'port UDP et TCP',
    example: () => 'afficher un script qui s’explique lui-même, et terminer',
  },
  scriptOrExample: () =>
    'Indiquez --script FILE, ou --example seul, qui affiche un script pour commencer : sixfour lab dns --example > faults.toml',
  notAnAddress: (p) =>
    `--listen ${p.value} est inutilisable : ce n’est pas une adresse IP. Indiquez des adresses telles que ::1 ou 192.0.2.53, 64 au plus ; le port est une option à part.`,
  notAPort: (p) => `--port ${p.value} est inutilisable : un port est un nombre de 0 à 65535.`,
  ready: (p) =>
    `Un serveur de noms pour les tests est prêt : ${count(p.zones, 'zone', 'zones')}, ${count(p.rules, 'règle', 'règles')}.`,
  listening: () => 'En écoute (UDP et TCP)',
  notOpened: (p) => `${p.address} est laissée de côté : ${p.reason}`,
  ask: () => 'Pour l’interroger',
  anchors: () => 'Ancres de confiance, pour qui valide DNSSEC',
  stopHint: () => 'Chaque réponse s’affiche ci-dessous. Ctrl-C pour arrêter.',
  answer: {
    dropped: () => 'pas de réponse',
    sent: (p) =>
      `${p.rcode}, ${count(p.answers, 'enregistrement', 'enregistrements')}, ${count(p.bytes, 'octet', 'octets')}`,
    truncated: () => 'tronqué',
    late: (p) => `après ${p.ms} ms`,
    rule: (p) => `règle ${p.number} : ${p.fault}`,
  },
};

/** Why a script is refused, and what to write instead. Each ends where the next sentence can follow. */
export const labReasons: Translation<typeof english> = {
  toml: (v) => `ce n’est pas du TOML : ${v}. Corrigez la ligne ; sixfour lab dns --example montre la forme.`,
  'unknown-key': (v) => `« ${v} » n’est pas une clé connue à cet endroit.`,
  zones: (v) =>
    `le script a besoin d’une table [[zones]] ou plus, 64 au plus${given(v)}. Commencez par : [[zones]] et name = "example.test"`,
  rules: (v) => `les règles sont des tables [[rules]], 1000 au plus${given(v)}. Chacune a une clé fault.`,
  'zone-name': (v) =>
    `${v || 'une zone sans nom'} n’est pas un nom de domaine. Écrivez name = "example.test", ou "." pour la racine.`,
  'zone-ttl': (v) => `ttl = ${v} est inutilisable. Écrivez un nombre entier de secondes, de 0 à 2147483647.`,
  'zone-records': (v) =>
    `records = ${v} est inutilisable. Écrivez les enregistrements en un seul texte, un par ligne : records = '''...'''`,
  'zone-sign': (v) => `sign = ${v} est inutilisable. Écrivez true ou false.`,
  'zone-key': () =>
    'key n’est pas une clé privée P-256 en PEM. Créez-en une avec : openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256',
  'zone-key-unsigned': (v) =>
    `la zone ${v} a une clé mais n’est pas signée. Ajoutez sign = true, ou retirez la clé.`,
  'zone-twice': (v) =>
    `la zone ${v} est présente deux fois. Mettez ses enregistrements dans une seule table.`,
  'too-many-records': (v) => `le script a plus de ${v} enregistrements. Retirez ce qu’aucun test ne demande.`,
  token: (v) =>
    `cet enregistrement a un guillemet resté ouvert ou un échappement qui n’en est pas un : ${v}. Les guillemets entourent des mots entiers ; \\" représente un guillemet.`,
  owner: (v) =>
    `cet enregistrement ne commence pas par un nom : ${v}. Commencez par un nom, ou par @ pour la zone.`,
  at: (v) => `@ ne représente rien ici : ${v}. Écrivez le nom en entier.`,
  'lost-dot': (v) =>
    `ce nom se terminerait deux fois par le nom de la zone : ${v}. Mettez un point après le nom, ou omettez le nom de la zone.`,
  outside: (v) =>
    `le nom de cet enregistrement n’est pas dans la zone : ${v}. Mettez-le dans sa propre zone.`,
  ttl: (v) => `le TTL de cet enregistrement est trop grand : ${v}. Il est d’au plus 2147483647 secondes.`,
  'record-type': (v) =>
    `cet enregistrement n’a pas de type qui puisse s’écrire ici : ${v}. Écrivez : name [TTL] [IN] TYPE data, avec l’un de A, AAAA, NS, SOA, CNAME, DNAME, TXT, CAA, MX, HTTPS.`,
  'data-A': (v) => `${v} : un enregistrement A contient une adresse IPv4, telle que 192.0.2.1.`,
  'data-AAAA': (v) => `${v} : un enregistrement AAAA contient une adresse IPv6, telle que 2001:db8::1.`,
  'data-NS': (v) => `${v} : un enregistrement NS contient un nom, tel que ns1.example.test.`,
  'data-CNAME': (v) => `${v} : un enregistrement CNAME contient un nom, tel que www.example.net.`,
  'data-DNAME': (v) => `${v} : un enregistrement DNAME contient un nom, tel que example.net.`,
  'data-SOA': (v) =>
    `${v} : un enregistrement SOA contient deux noms et cinq nombres : ns1 hostmaster 1 3600 600 86400 60.`,
  'data-TXT': (v) =>
    `${v} : un enregistrement TXT contient une ou plusieurs chaînes, de 255 octets au plus chacune, telles que "a b" "c".`,
  'data-CAA': (v) =>
    `${v} : un enregistrement CAA contient des indicateurs, une balise et une valeur : 0 issue "ca.example".`,
  'data-MX': (v) => `${v} : un enregistrement MX contient un nombre et un nom : 10 mail.example.test.`,
  'data-HTTPS': (v) => `${v} : un enregistrement HTTPS s’écrit sous la forme de la RFC 3597 : \\# 3 000100.`,
  'soa-place': (v) =>
    `${v} a un enregistrement SOA mais n’est pas le nom de la zone elle-même. Écrivez-le à @.`,
  'soa-twice': (v) => `${v} a deux enregistrements SOA. N’en laissez qu’un.`,
  'cname-other': (v) =>
    `${v} a un CNAME et d’autres enregistrements à côté, ce que le DNS interdit. Laissez l’un ou les autres.`,
  'alias-twice': (v) => `${v} a deux enregistrements CNAME ou deux DNAME. N’en laissez qu’un.`,
  'rule-fault': (v) =>
    `${v === '' ? 'une règle sans fault' : `fault = ${v} n’existe pas`}. Écrivez l’un de ${FAULTS}.`,
  'rule-name': (v) =>
    `name = ${v} n’est pas un nom de domaine. Écrivez "www.example.test", ou "*.example.test" pour tous les noms en dessous.`,
  'rule-name-needed': (v) =>
    `la faute ${v} a besoin d’un seul nom où se placer, de moins de 245 caractères. Ajoutez name = "www.example.test".`,
  'rule-outside': (v) =>
    `${v} n’est dans aucune des zones du script. Ajoutez sa zone, ou utilisez un autre nom.`,
  'rule-type': (v) =>
    `type = ${v} n’est pas un type d’enregistrement. Écrivez "AAAA", "TYPE64", ou une liste.`,
  'rule-client': (v) =>
    `client = ${v} n’est ni une adresse ni un réseau. Écrivez "192.0.2.1", "2001:db8::/32", ou une liste.`,
  'rule-subnet': (v) =>
    `subnet = ${v} n’est pas un réseau. Écrivez "192.0.2.0/24", "2001:db8::/32", ou une liste.`,
  'rule-family': (v) => `family = ${v} n’existe pas. Écrivez 6 ou 4.`,
  'rule-transport': (v) => `transport = ${v} n’existe pas. Écrivez "udp" ou "tcp".`,
  'rule-nth': (v) => `nth = ${v} est inutilisable. Écrivez 1, "2-4" ou "3-".`,
  'rule-delay_ms': (v) =>
    `delay_ms = ${v || 'rien'} est inutilisable. Écrivez un nombre entier de millisecondes, de 1 à 60000.`,
  'rule-ede': (v) =>
    `ede = ${v} est inutilisable. Écrivez { code = 6, text = "..." } (RFC 8914), ou une liste ; le texte a au plus 64 caractères.`,
  'rule-then_answer': (v) => `then_answer = ${v} est inutilisable. Écrivez true ou false.`,
  'rule-from': (v) =>
    `from = ${v || 'rien'} n’est pas une adresse. Écrivez l’une de celles de cette machine, autre que celle qui est interrogée, telle que "127.0.0.2".`,
  'rule-how': (v) => `how = ${v || 'rien'} n’existe pas. Écrivez ${WAYS}.`,
  'rule-bogus-unsigned': (v) =>
    `il n’y a pas de signature à altérer : aucune zone à ${v || 'quelque nom que ce soit'} n’est signée. Ajoutez sign = true à la zone.`,
  'rule-length': (v) => `length = ${v || 'rien'} est inutilisable. Écrivez un nombre de 1 à 64.`,
  'rule-to': (v) =>
    `to = ${v || 'rien'} n’est pas un nom de domaine. Écrivez le nom où la chaîne se termine, tel que "www.example.test".`,
  'rule-bytes': (v) => `bytes = ${v || 'rien'} est inutilisable. Écrivez un nombre de 1 à 64000.`,
  'rule-records': (v) =>
    `records = ${v || 'rien'} est inutilisable. Écrivez les enregistrements en un seul texte, un par ligne, avec les noms en entier (@ : le nom de la règle).`,
};

/** All reasons, in English where French has none. */
export const labReasonTexts = translated(english, labReasons);

const FAULTS =
  'none, servfail, refused, formerr, notimp, nxdomain, nodata, drop, close, delay, truncate, truncate-always, wrong-port, wrong-address, wrong-id, wrong-case, malformed, bogus, cname-chain, cname-loop, big-txt, answer';
const WAYS =
  'pour bogus : expired, not-yet-valid, wrong-key, tampered, stripped ; pour malformed : pointer-loop, pointer-forward, cut, counts, trailing, label, rdata, garbage, empty';

function given(value: string): string {
  return value === '' ? '' : `, et non ${value}`;
}
