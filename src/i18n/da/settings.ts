import type { settings as english } from '../en/settings.ts';
import type { Translation } from '../translation.ts';
import { acmeSettings } from './settings-acme.ts';
import { delegationSettings } from './settings-delegation.ts';

/** Danish texts of the settings, by path: why the key exists, what it may hold, its unit. The messages for wrong values are made of them. */
export const settings: Translation<typeof english> = {
  language: {
    why: 'Sproget i kommandoer og meddelelser. `auto` følger miljøet (`LC_ALL`, `LC_MESSAGES`, `LANG`); engelsk, hvor et sprog intet katalog har.',
    allowed: '"auto" eller et sprogmærke som "en" eller "fr-CH"',
  },
  'data.directory': {
    why: 'Indeholder alt, hvad der skal overleve en genstart: databasen, de krypterede nøgler, kontrolsocketen. Én mappe, så én sikkerhedskopi er fuldstændig. Læses kun fra en indstillingsfil, der er nævnt med `--config`; en `sixfour.toml` i datamappen behøver ikke at sige, hvor den ligger.',
    allowed: 'en sti; relative stier begynder ved indstillingsfilen',
  },
  'host.public_host': {
    why: 'Det navn, som klienter når denne server under. Det indgår i certifikaternes adresser på CRL og udsteder (når hierarkiet oprettes) og i serverens eget certifikat. Tom: `localhost`.',
    allowed: 'et værtsnavn med små bogstaver uden port, eller ""',
  },
  'host.https_port': {
    why: 'Den HTTPS-port, som klienter ser, når en proxy eller en portvideresendelse står foran serveren. 0: den samme som `https.port`.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'host.http_port': {
    why: 'Den HTTP-port, som klienter ser; den skrives ind i adresserne på CRL og udsteder, når hierarkiet oprettes. 0: den samme som `http.port`.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'https.port': {
    why: "ACME og API'et. Over 1024, så root ikke er nødvendig. 0 lader systemet vælge, og serveren udskriver sit valg.",
    allowed: 'et heltal fra 0 til 65535',
  },
  'https.addresses': {
    why: 'Der åbnes én socket for hver adresse. Kun loopback, indtil andet angives: en ny CA bør ikke kunne nås ved et tilfælde. For alle adresser i begge familier: `["::", "0.0.0.0"]`.',
    allowed: 'en liste af IPv6- og IPv4-adresser',
  },
  'http.port': {
    why: "CRL'er, udsteder- og rodcertifikater, som klienter henter uden TLS, og svarene på serverens egen http-01-challenge. 0 lader systemet vælge.",
    allowed: 'et heltal fra 0 til 65535',
  },
  'http.addresses': {
    why: "Som `https.addresses`. Åbn den, overalt hvor certifikater kontrolleres: CRL'er hentes herfra.",
    allowed: 'en liste af IPv6- og IPv4-adresser',
  },
  'keys.passphrase_file': {
    why: 'En fil, hvis første linje er den adgangssætning, der krypterer nøglerne på disken. Opbevar den på en anden disk, eller på en, der kun er monteret under starten.',
    allowed: 'en sti eller ""; relative stier begynder ved indstillingsfilen',
  },
  'keys.credential': {
    why: 'Tag hemmeligheden fra systemd-credential `sixfour-key` (`LoadCredentialEncrypted=sixfour-key:...` i unit-filen): så kan den aldrig læses på disken.',
    allowed: 'true eller false',
  },
  'keys.file': {
    why: 'En fil (0600) med den hemmelighed, der krypterer nøglerne på disken. Tom, og uden nogen af de to ovenfor: `at-rest.key` i datamappen, hvilket der advares om, fordi den, der kopierer mappen, har begge dele.',
    allowed: 'en sti eller ""; relative stier begynder ved indstillingsfilen',
  },
  'validation.rule': {
    why: "Hvornår et mislykket IPv6-forsøg følges af et over IPv4. `documented`: som Let's Encrypt dokumenterer det, kun efter en forbindelsestimeout og kun ved den første http-01-forespørgsel. `boulder`: som dens kode gør, efter enhver fejl i forbindelsen. `per-hop`: på ny ved hver omdirigering.",
    allowed: '"documented", "boulder" eller "per-hop"',
  },
  'validation.dns_servers': {
    why: 'Resolvere, der spørges, i denne rækkefølge. Tom: systemets.',
    allowed: 'en liste af adresser med valgfri port, fx ["[2001:db8::53]:53", "192.0.2.53"]',
  },
  'validation.zones': {
    why: 'Navneservere for enkelte zoner, hvor inde og ude ser forskellige svar (split horizon). Den længste zone, der passer, vinder.',
    allowed: 'en tabel af lister, fx { "corp.example" = ["[fd00::53]:53"] }',
  },
  'validation.iterative': {
    why: 'For dns-01 på offentlige navne: spørg zonens egne navneservere, alle sammen, med start ved roden, så hverken en cache eller en resolver står imellem. Slået fra: spørg `validation.dns_servers`.',
    allowed: 'true eller false',
  },
  'validation.stubs': {
    why: 'Hvor den iterative søgning begynder for en zone i stedet for ved roden: nødvendigt, hvor roden ikke kan nås.',
    allowed: 'en tabel af lister, fx { "corp.example" = ["[fd00::53]:53"] }',
  },
  'validation.root_hints': {
    why: 'Rodservere til den iterative søgning. Tom: de tretten i det offentlige DNS.',
    allowed: 'en liste af adresser med valgfri port',
  },
  'validation.dnssec': {
    why: 'Om svar valideres med DNSSEC her, ud fra deres signaturer alene og aldrig på en resolvers ord. `require`: et svar, der er bogus, eller hvis tillidskæde ikke kan skaffes, tæller som et mislykket opslag; det, der beviseligt ikke er signeret, går igennem. `record`: resultatet registreres kun. `auto`: `require`, hvor søgningen begynder ved roden (`validation.iterative`), eller der er angivet et tillidsanker for selve zonen; `off`, hvor andre resolvere svarer, og med dine egne `validation.root_hints`, medmindre der er et anker.',
    allowed: '"auto", "off", "record" eller "require"',
  },
  'validation.trust_anchors': {
    why: 'Nøgler, eller hashværdier af nøgler, som tilliden begynder med, ud over rodens: til en privat rod eller til dine egne signerede zoner. Et for roden erstatter de to, som IANA offentliggør. En zone i `validation.zones` eller `validation.stubs` valideres kun ud fra et anker for den zone eller under den, da det offentlige træ kan kende en anden zone med det navn.',
    allowed:
      'en liste af DS- eller DNSKEY-poster, som zonefiler skriver dem, fx ["corp.example DS 12345 13 2 <64 hexadecimale cifre>"]; hashværdier SHA-256 eller SHA-384',
  },
  'validation.http01_port': {
    why: 'Port til http-01 i stedet for 80 (RFC 8555, afsnit 8.3, kræver 80), så tests ikke behøver root. 0: port 80.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'validation.tls_alpn01_port': {
    why: 'Port til tls-alpn-01 i stedet for 443 (RFC 8737, afsnit 3, kræver 443), så tests ikke behøver root. 0: port 443.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'validation.allow_loopback': {
    why: 'Lader validering nå loopbackadresser, som intet ellers kan: programmer på denne maskine er ikke et mål.',
    allowed: 'true eller false',
  },
  'validation.time_scale': {
    why: 'Faktor på hver tidsgrænse i en validering, så tests af timeouts slutter hurtigere.',
    allowed: 'et tal fra 0.001 til 1',
    unit: 'faktor',
  },
  ...acmeSettings,
  'perspectives.addresses': {
    why: 'Hvor perspektiver når denne server: for at slutte sig til og, for dem, der selv opretter forbindelsen, for at blive. Tom: ingen steder, og intet perspektiv kan slutte sig til.',
    allowed: 'en liste af IP-adresser, fx ["::", "0.0.0.0"]',
  },
  'perspectives.port': {
    why: 'Port til perspektiver, på hver af de adresser. 0: en, der er ledig.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'perspectives.policy': {
    why: "Hvor mange perspektiver der skal bekræfte det, denne server så. `majority`: mere end halvdelen. `baseline-requirements`: den tabel, som offentlige CA'er er bundet af, med deres minimum og to regioner. `all`: hvert eneste. `at-least`: `perspectives.quorum` af dem. `monitor`: spurgt og registreret, og intet afvises. Hver afgørelse nævner politikken. Hvor der slet intet perspektiv er, overlader `majority`, `all` og `monitor` afgørelsen til denne server alene, medmindre der er sat et minimum.",
    allowed: '"majority", "baseline-requirements", "all", "at-least" eller "monitor"',
  },
  'perspectives.minimum': {
    why: 'Med færre perspektiver end dette er intet gyldigt. 0: politikkens eget antal.',
    allowed: 'et heltal fra 0',
  },
  'perspectives.quorum': {
    why: 'Kun for politikken `at-least`: hvor mange der skal bekræfte. 0: ikke sat.',
    allowed: 'et heltal fra 0',
  },
  'perspectives.regions': {
    why: 'I hvor mange af adresseregistrenes regioner de, der bekræfter, skal ligge. 0: politikkens eget antal.',
    allowed: 'et heltal fra 0 til 5',
  },
  'perspectives.foreign': {
    why: 'Andres perspektiver, der taler Open MPIC, under det navn, du giver dem. De siger mindre end et af vores: ingen adresse, ingen fase, og om DNS har man kun deres ord.',
    allowed: 'en tabel; navne af små bogstaver, cifre og bindestreger, højst 32 tegn',
  },
  'perspectives.foreign.*.url': {
    why: 'Hvor det svarer: `/dcv` og `/caa` spørges under dette.',
    allowed: 'en https-URL',
  },
  'perspectives.foreign.*.region': {
    why: 'Hvor det ligger, angivet som adresseregisteret for dets region.',
    allowed: '"ARIN", "RIPE", "APNIC", "LACNIC" eller "AFRINIC"',
  },
  'perspectives.foreign.*.header': {
    why: 'Et headerfelt, som hver forespørgsel bærer, fx en API-nøgle. Tom: intet.',
    allowed: 'et felt, som det sendes, fx "x-api-key: abcdef", eller ""',
  },
  'perspectives.foreign.*.ca_file': {
    why: 'Fil med de certifikater (PEM), der står inde for det, relativ til denne fil. Tom: dem, som Node kender.',
    allowed: 'en sti eller ""',
  },
  'agent.addresses': {
    why: "For et perspektiv (`sixfour perspective run`): hvor det lytter. Tom: på adressen i den URL, det blev tilføjet med, eller overalt, når URL'en har et navn.",
    allowed: 'en liste af IP-adresser, fx ["2001:db8::5", "192.0.2.5"]',
  },
  'agent.port': {
    why: 'For et perspektiv: porten på hver af de adresser. 0: porten i dets URL.',
    allowed: 'et heltal fra 0 til 65535',
  },
  'agent.networks': {
    why: 'For et perspektiv: private netværk, som det må validere i, sådan som `sixfour allow --network` siger det til en server.',
    allowed: 'en liste af netværk, fx ["fd00:1::/48", "10.1.0.0/16"]',
  },
  ...delegationSettings,
  'retention.evidence_days': {
    why: 'Hvor længe det, en validering så, gemmes: længe nok til at sammenligne to fornyelser af et 45-dages certifikat.',
    allowed: 'et heltal fra 1',
    unit: 'dage',
  },
  'retention.orders_days': {
    why: 'Hvor længe afsluttede ordrer og autorisationer gemmes. Certifikater bliver som kompakte rækker; et tilbagekaldt, der ikke er udløbet, kasseres aldrig.',
    allowed: 'et heltal fra 1',
    unit: 'dage',
  },
  'retention.expired_certificates_days': {
    why: 'Hvor længe et udløbet certifikats indhold gemmes; dets række bliver.',
    allowed: 'et heltal fra 1',
    unit: 'dage',
  },
  'log.level': {
    why: 'Den mindst alvorlige slags linje, der logges, til standardfejl. Det, klienter gør forkert, er `debug`: ingen kan oversvømme loggen udefra.',
    allowed: '"debug", "info", "warn", "error" eller "silent"',
  },
  'log.format': {
    why: '`json` til logindsamlere, `text` til øjne; `auto` bruger `text` på en terminal.',
    allowed: '"auto", "json" eller "text"',
  },
};
