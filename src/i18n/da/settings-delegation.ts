import type { delegationSettings as english } from '../en/settings-delegation.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of the settings below `delegation`; see `settings.ts`. */
export const delegationSettings: Translation<typeof english> = {
  'delegation.addresses': {
    why: "Hvor DNS-serveren for de delegerede zoner lytter, én UDP- og én TCP-socket for hver adresse. Hver adresse, som zonerne er delegeret til, i begge familier; CA'er spørger over IPv6 og IPv4. Bruges kun, når `delegation.zones` har en zone.",
    allowed: 'en liste af IP-adresser, fx ["2001:db8::53", "192.0.2.53"]',
  },
  'delegation.port': {
    why: 'UDP- og TCP-port på hver af de adresser. Resolvere spørger på 53 og ingen andre steder: sæt 53, eller omdirigér den til denne port. 0 tager en ledig.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'delegation.challenge_zones': {
    why: 'Om hver delegeret challenge også er sin egen zone, for dem, der delegerer `_acme-challenge.NAME` med NS-poster til navneserverne for den første zone i stedet for med en CNAME: nødvendigt for klienter, der ikke følger CNAME-poster. Koster hukommelse for hvert navn.',
    allowed: 'true eller false',
  },
  'delegation.zones': {
    why: 'De zoner, som denne server svarer for, og som challenges for andre navne delegeres til: en tabel for hver. Den første er den, som kommandoer bruger, hvis der ikke bedes om en anden; hvert delegeret navn har en label i hver zone.',
    allowed: 'tabeller navngivet efter et domæne, fx [delegation.zones."acme.example.net"]',
  },
  'delegation.zones.*.name_servers': {
    why: 'Zonens navneservere, som zonen over den nævner dem i sine NS-poster. De, der har et navn i zonen, har deres adresser her; de besvares som A og AAAA.',
    allowed:
      'en tabel af værtsnavne, hvert med en liste af adresser, fx { "ns1.acme.example.net" = ["2001:db8::53", "192.0.2.53"] }',
  },
  'delegation.zones.*.mailbox': {
    why: 'Hvem der er ansvarlig for zonen, i dens SOA-post. Tom: hostmaster i selve zonen.',
    allowed: 'en mailadresse eller ""',
  },
  'delegation.zones.*.style': {
    why: 'Hvordan labels dannes: `readable` viser, hvilket navn labelen står for, og kan læses tilbage; de andre skjuler det og står for det, når en regel har nævnt det.',
    allowed: '"readable", "uuid", "sha1" eller "sha256"',
  },
  'delegation.zones.*.dnssec': {
    why: 'Om zonen signeres (DNSSEC), mens den udleveres. Slået fra, fordi DS-posten i zonen ovenfor er et løfte: med den besvares en zone, hvis nøgle er tabt, eller som ikke længere signeres, ikke for nogen. `sixfour zone show` udskriver den. Fjern den, og vent dens TTL ud, før dette slås fra. Zoner for enkelte challenges signeres aldrig.',
    allowed: 'true eller false',
  },
  'delegation.dnssec_roll_days': {
    why: 'Efter hvor mange dage nøglen til en signeret zone skiftes af sig selv, som `sixfour zone roll` gør det: den nye nøgle gøres kendt, og derefter afventes DS-posten i zonen ovenfor, som den, der driver den zone, skal offentliggøre, medmindre den læser CDS-poster (RFC 8078). 0: aldrig af sig selv.',
    allowed: 'et heltal fra 0',
    unit: 'dage',
  },
  'delegation.secondaries': {
    why: 'Navneservere fra andre programmer (BIND, Knot, NSD), der henter zonerne herfra, hele og som ændringer (AXFR, IXFR), og også udleverer dem: en tabel for hver, under et navn til den. Ingen andre må. Ikke til zoner, der signeres her.',
    allowed: 'tabeller navngivet med et kort navn, fx [delegation.secondaries.ns2]',
  },
  'delegation.secondaries.*.addresses': {
    why: 'Dens adresser: hvor den får besked om ændringer og spørges om, hvad den udleverer, og hvorfra den må hente.',
    allowed: 'en liste af IP-adresser, fx ["2001:db8:2::53", "198.51.100.53"]',
  },
  'delegation.secondaries.*.port': {
    why: 'Dens UDP-port.',
    allowed: 'et heltal fra 1 til 65535',
  },
  'delegation.secondaries.*.key_file': {
    why: 'En fil med den TSIG-nøgle, som begge sider har, som `sixfour zone secondary-key` eller tsig-keygen fra BIND skriver den: key "NAME" { algorithm hmac-sha256; secret "..."; };',
    allowed: 'en sti; relative stier begynder ved indstillingsfilen',
  },
  'delegation.secondaries.*.zones': {
    why: 'Hvilke zoner den har. Tom: alle i `delegation.zones`.',
    allowed: 'en liste af zoner, fx ["acme.example.net"]',
  },
  'delegation.secondary_wait_ms': {
    why: 'Hvor længe en ændring venter, til hver sekundær navneserver, der følger med, udleverer den. Derefter får den, der bad om ændringen, sit svar, og `sixfour zone show` og loggen siger, hvem der er bagud; en, der er bagud, ventes der ikke på igen, før den har indhentet det.',
    allowed: 'et heltal fra 1',
    unit: 'millisekunder',
  },
  'delegation.api.addresses': {
    why: 'Hvor delegeringens eget API betjenes endnu en gang, for klienter, der beviser, hvem de er, med et certifikat: på sin egen port, fordi en server, der beder om certifikater, får browsere til at spørge folk. Der tages også imod nøgler og tokens dér. Tom: ingen klientcertifikater.',
    allowed: 'en liste af IP-adresser, fx ["2001:db8::1", "192.0.2.1"]',
  },
  'delegation.api.port': {
    why: 'TCP-port på hver af de adresser. 0 tager en ledig.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'delegation.api.ca_file': {
    why: 'Certifikater (PEM) for den CA, hvis klientcertifikater gælder dér; de skal være til klienter (clientAuth), hvis de siger, hvad de er til. Den gælder i stedet for vores egen, aldrig ved siden af. Tom: certifikater fra denne CA gælder, som de udstedes til servere, indtil de tilbagekaldes.',
    allowed: 'en sti, relativ til indstillingsfilen, eller ""',
  },
  'delegation.updates.addresses': {
    why: 'Hvor klienter efter RFC 2136 (nsupdate, certbot-dns-rfc2136, lego, cert-manager) sender opdateringer signeret med deres TSIG-nøgle. Den optræder som zonen for hvert challenge-navn, så klienter ikke behøver at følge en CNAME: lad kun dine klienter nå den, og delegér intet til den. Tom: ingen opdateringer.',
    allowed: 'en liste af IP-adresser, fx ["2001:db8::54", "192.0.2.54"]',
  },
  'delegation.updates.port': {
    why: 'UDP- og TCP-port på hver af de adresser. 0 tager en ledig.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'delegation.updates.name_servers': {
    why: 'Om DNS-serveren for zonerne (`delegation.addresses`) også tager imod opdateringer, af sine egne zoner: for klienter, der følger en CNAME, eller hvis challenge-navn er en zone her. Den er åben for alle, så hver meddelelse kontrolleres, før der stoles på den; men jo færre der tager imod opdateringer, jo bedre.',
    allowed: 'true eller false',
  },
  'delegation.updates.hmac_sha1': {
    why: 'Om TSIG-nøgler med HMAC-SHA1 gælder, for klienter, der ikke har noget bedre. HMAC-MD5 gælder aldrig.',
    allowed: 'true eller false',
  },
};
