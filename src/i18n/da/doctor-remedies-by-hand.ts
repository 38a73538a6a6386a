import type { remedyByHand as english } from '../en/doctor-remedies-by-hand.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of what no line can do: where to click, whom to ask. */
export const remedyByHand: Translation<typeof english> = {
  'add-to-block': (p) => `Tilføj i ${p.file}, i "${p.block}":`,
  'replace-in-file': (p) => `Skriv i ${p.file}, i stedet for "${p.old}":`,
  'node-listen': (p) =>
    `Lyt i programmet uden en adresse, server.listen(${p.port}), eller på '::'; hverken '0.0.0.0' eller 'localhost'. Adresser på IPv4-besøgende begynder så med ::ffff:, hvilket regler om adresser skal kende.`,
  'tls-on-port': (p) =>
    `Port 443 er til TLS og port 80 til ukrypteret HTTP: se på det, der står for port ${p.port}.`,
  'proxy-protocol': (p) =>
    `Blandt listen-linjerne for port ${p.port} venter nogle PROXY-protokollen og andre ikke: den, der kommer uden en proxy, skal møde en, der ikke venter den.`,
  'upstream-literal': (p) =>
    `"${p.upstream}" er først ::1, og programmet lytter på IPv4: angiv den adresse, det lytter på.`,
  'access-families': () =>
    'Reglen kender kun den ene families adresser. Angiv også den andens; en IPv4-besøgende på en socket til begge kommer som ::ffff:192.0.2.1.',
  restart: (p) => `Genstart ${p.program}.`,
  'one-certificate': (p) =>
    `Hver blok, der svarer for ${p.name}, over IPv6 og over IPv4, skal nævne den samme certifikatfil, med hele kæden.`,
  'tls-versions': (p) =>
    `Det, der svarer for ${p.host} på port 443, skal tale TLS 1.2 eller nyere: CA'er og browsere taler intet ældre. Hvor dets konfiguration nævner versioner, så nævn disse; et program, der ikke kender nogen af dem, skal fornyes, eller en proxy sættes foran det.`,
  'docker-publish': (p) =>
    `Publicér porten uden en adresse, "-p ${p.port}:${p.port}", og opret containeren på ny.`,
  'address-of-provider': (p) =>
    `Udbyderens konsol siger, hvilken IPv6-adresse, hvilket præfiks og hvilken gateway denne maskine har. De hører til på ${p.ifname}; kør dette igen med dem.`,
  'kernel-command-line': (p) =>
    `Fjern "${p.text}" fra ${p.file}, skriv bootloaderens konfiguration på ny (update-grub eller grub2-mkconfig), og genstart.`,
  'new-address': (p) =>
    `En anden maskine på netværket ved ${p.ifname} har også ${p.address}. Giv en af de to en anden adresse, og ret derefter AAAA-posten.`,
  'two-routers': (p) =>
    `Mere end én router tilbyder sig på ${p.ifname}. Sluk den, der ikke skal, eller lad switchen kassere dens annonceringer (RA guard, RFC 6105).`,
  'mend-link': () =>
    'Når en tunnel eller firewall undervejs kasserer ICMPv6-meddelelsen "packet too big", skal den lade den passere (RFC 4890).',
  'one-manager': (p) =>
    `Flere programmer sætter pakkefiltre her: ${p.managers}. Lad ét af dem gøre det, ellers vinder det, der starter sidst.`,
  'install-persistent': (p) =>
    `Lad ${p.file} blive læst, når maskinen starter: med pakken iptables-persistent (Debian, Ubuntu) eller iptables-services (Fedora).`,
  'filter-elsewhere': () =>
    'Gem reglerne med det program, der laver dem; et andet ved siden af ville ophæve dets arbejde ved næste start.',
  'cloud-aws': (p) =>
    `Tilføj i instansens security group indgående regler for TCP ${p.ports} fra ::/0: en regel har enten IPv4 eller IPv6, så den for 0.0.0.0/0 er ikke nok. Se også efter, at netværkets ACL lader IPv6 komme ind og ud, at subnettets rutetabel sender ::/0 til internet gateway, og at interfacet har en IPv6-adresse.`,
  'cloud-gcp': (p) =>
    `Tilføj endnu en VPC-firewallregel, ingress, tcp:${p.ports}, kildeområde ::/0: én regel har enten IPv4- eller IPv6-områder. Subnettet skal være dual-stack med ekstern IPv6.`,
  'cloud-azure': (p) =>
    `Tillad i network security group indgående TCP ${p.ports} fra Internet. Det virtuelle netværk og subnettet skal have et IPv6-område, og interfacet en IPv6-konfiguration med en offentlig IPv6-adresse. En application gateway, der er oprettet kun til IPv4, skal oprettes på ny.`,
  'cloud-hetzner': (p) =>
    `I projektets firewall skal den indgående regel for TCP ${p.ports} have både 0.0.0.0/0 og ::/0 som kilder.`,
  'cloud-robot': (p) =>
    `Firewallen for dedikerede servere filtrerer IPv6 med sin egen kontakt: lad TCP ${p.ports} komme ind over IPv6, eller filtrér ikke IPv6 dér.`,
  'cloud-cloudflare': () =>
    'Med proxyen slået til fører AAAA-poster til Cloudflare, og det, den skal bruge, er oprindelsesserverens egen adresse: en AAAA-oprindelse skal kunne nås over IPv6. Med proxyen slået fra er posten din egen servers.',
  'cloud-other': (p) =>
    `Tilføj i udbyderens firewall kilden ::/0, alt IPv6, til reglen for TCP ${p.ports}: 0.0.0.0/0 er kun IPv4. Hvis der er en kontakt "IPv6" for maskinen eller dens netværk, så slå den til.`,
  'http3-in-front': () =>
    'Luk UDP-port 443 ind overalt, hvor TCP 443 lukkes ind: i udbyderens eller routerens firewall, ved load balanceren, for begge familier. Eller tag tilbuddet tilbage: uden h3 i Alt-Svc og i HTTPS-posten prøver ingen det.',
  'home-router': (p) =>
    `Lad i hjemmerouterens IPv6-firewall (ikke i dens portvideresendelse, som er IPv4) TCP ${p.ports} komme ind til ${p.address}.`,
  'provider-ipv6': (p) =>
    `Spørg udbyderen, om ${p.address} er routet til denne maskine, og om dens præfiks er annonceret. Det, som trace viser, hører med i sagen.`,
  'provider-path': (p) =>
    `Fortæl udbyderen, at nogle netværk ikke når ${p.address} over denne familie, mens andre gør, med traces fra begge.`,
  'provider-port': () =>
    'Spørg udbyderen, om port 80 kan åbnes. Hvis ikke, så bevis navnet over port 443 eller i DNS.',
  'ttl-wait': (p) =>
    `Det gamle svar kan blive husket i ${p.ttl} s efter ændringen. Sænk TTL, før du ændrer det.`,
  'ask-address': (p) =>
    `Hvilken ${p.family}-adresse serveren for ${p.name} har, siger udbyderens konsol; denne undersøgelse er ikke lagt sammen med en indefra (--inside).`,
  'geo-answers': (p) =>
    `Fjern AAAA-posten for ${p.name} fra svarene til de regioner, hvor den ikke virker, eller fra alle.`,
  'alias-chain': (p) =>
    `Ret aliasset for ${p.name}, så dets ende har adresserne; hvor der er et CDN for enden, har dets IPv6 sin egen kontakt.`,
  'hints-follow': () =>
    'Hintene i HTTPS-poster skal være de samme adresser som i A- og AAAA-poster, eller udelades.',
  'owner-name': (p) =>
    `Mange kontrolpaneler tilføjer selv zonen: skriv kun den del, der står foran den, så posten ligger ved ${p.challenge} og ikke ved ${p.challenge}.${p.name}.`,
  'stale-values': (p) =>
    `Slet de gamle TXT-poster ved ${p.challenge}: tilsammen kan de ikke længere være i ét svar.`,
  'delegation-check': () =>
    'Linjen nedenfor siger for hver navneserver, hvad den svarer, og hvad der skal ændres.',
  'caa-add': (p) =>
    `Tillad den CA, du bruger; "${p.issuer}" er den for Let's Encrypt. En post med en konto eller metode skal nævne din.`,
  'servers-aaaa': () =>
    'Mindst to navneservere, i to netværk, skal kunne nås over IPv6 og over IPv4, med de samme adresser i zonen ovenfor.',
  'servers-same': () =>
    'Alle navneservere skal udlevere det samme: se efter, at de sekundære får besked om ændringer og må hente zonen.',
  'servers-answer': () =>
    'Et spørgsmål om AAAA skal besvares med NOERROR og ingen post, hvor der ingen er; hverken tavshed, SERVFAIL eller NXDOMAIN.',
  'servers-transport': () =>
    'Åbn TCP-port 53 ud over UDP, og lad svar være på højst 1232 byte over UDP (RFC 9715).',
  'servers-source': () =>
    'Lad navneserveren lytte på hver af sine adresser, ikke på alle på én gang: den svarer fra en anden adresse end den, der blev spurgt.',
  'servers-dnssec': (p) =>
    `Signér zonen for ${p.name} på ny, eller fjern dens DS-post fra zonen ovenfor, indtil den er i orden.`,
  'path-rule': () =>
    'Reglen må gerne være så snæver: GET og HEAD, ingen forespørgselsstreng, og efter stien kun tegnene A-Z, a-z, 0-9, "-" og "_".',
  'waf-rule': (p) =>
    `Sæt i firewallen eller botbeskyttelsen foran en regel først, der lader stier, som begynder med ${p.path}, passere. En regel efter user agent eller adresse er ingen erstatning: CA'er ændrer begge dele uden varsel.`,
  'app-id': () => 'Tillad på en Palo Alto-firewall App-ID acme-protocol ud over web-browsing.',
  'other-box': (p) =>
    `En anden boks svarer på port ${p.port} i stedet for webserveren. Videresend porten til serveren, og flyt boksens egen side til en anden port.`,
  'shared-folder': (p) =>
    `Hver node og container, der kan svare, skal have den samme ${p.path} eller sende den videre til den, hvor ACME-klienten kører. Filen sendes, som den er: ingen side, ingen komprimering, intet byte order mark.`,
  'geo-rule': (p) =>
    `Undtag ${p.path} fra landeblokeringen: validering kommer fra flere dele af verden. Hvis blokeringen ikke kan se stier, så åbn i de minutter, en ordre varer, eller bevis navnet i DNS.`,
  'ban-list': (p) =>
    `Lad det program, der spærrer adresser, ignorere forespørgsler efter ${p.path}, og ophæv det, det har spærret.`,
  'wait-ttl': (p) => `Vent ${p.seconds} s, og undersøg igen.`,
  'wait-ca': () =>
    "Prøv ikke igen før det tidspunkt, som CA'en nævnte; dens statusside fortæller om nedbrud. En ACME-klient med oplysninger om fornyelse (ARI) kommer først til.",
  'other-method': () =>
    'En wildcard bevises kun i DNS (dns-01). sixfour advise finder den vej, der passer til et websted.',
  'resource-hosts': (p) =>
    `Offentliggør AAAA-poster for ${p.hosts}, eller hent det, siden har brug for, fra en vært, der har dem.`,
  'no-literals': (p) =>
    `Skriv værtsnavne i stedet for ${p.hosts} i sider, stylesheets, scripts og svar fra API'er.`,
  'slow-answer': () =>
    'Lad webserveren selv besvare challenge-stien fra en mappe, ikke programmet; 10 s er det meste, en CA venter.',
};
