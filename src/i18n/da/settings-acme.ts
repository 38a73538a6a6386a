import type { settings as english } from '../en/settings.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of the settings below `acme` and `directories`; see `settings.ts`. */
export const acmeSettings: Translation<typeof english> = {
  'acme.terms_of_service': {
    why: 'Adressen på de vilkår, som en klient skal acceptere (RFC 8555, afsnit 7.1.1). Tom: der er ingen.',
    allowed: 'en http- eller https-URL, eller ""',
  },
  'acme.website': {
    why: 'Adressen på en side om denne CA, som vises for klienter i kataloget.',
    allowed: 'en http- eller https-URL, eller ""',
  },
  'acme.caa': {
    why: 'CAA-poster (RFC 8659), i standardkataloget. `enforce`: slås op, før et certifikat udstedes, og følges. `advisory`: slås op og registreres, og intet afvises. `off`, fordi ingen post kan tillade denne CA, før `acme.caa_identities` siger, under hvilket navn.',
    allowed: '"off", "advisory" eller "enforce"; de to sidste kræver `acme.caa_identities`',
  },
  'acme.caa_identities': {
    why: 'Navne, som DNS-poster mener denne CA med: i CAA-poster (RFC 8659) og i poster til dns-persist-01. Kataloget viser dem. Brug et navn, der tilhører dig.',
    allowed: 'en liste af værtsnavne med små bogstaver, højst 10',
  },
  'acme.subdomain_authorizations': {
    why: 'I standardkataloget gælder ét bevis for et domæne over DNS for dets konto for hvert navn under det, også wildcards, så længe det er gyldigt (RFC 9444), og det kan gives, før der er en ordre (`newAuthz`). Slået fra: den, der kan ændre et domænes DNS i et minut, får certifikater til de navne, han beder om da; slået til: til ethvert navn under det, i 30 dage. Om det er tilladt at udstede, spørges der om for hvert navn som altid.',
    allowed: 'true eller false',
  },
  'acme.challenge_types': {
    why: 'Challenges, som standardkataloget tilbyder, for så vidt de passer til navnet. `dns-account-01` og `dns-persist-01` er udkast: tilbyd dem til klienter, der ønsker dem.',
    allowed:
      'en liste af "http-01", "dns-01", "tls-alpn-01", "dns-account-01" og "dns-persist-01", mindst én af dem',
  },
  'acme.dns_persist_version': {
    why: "Hvilket udkast af dns-persist-01 der tales, da de udelukker hinanden. `01`: konto-URL'en i klar tekst, som dagens klienter skriver den. `02`: kontoen som en hashværdi bundet til navn og nøgle.",
    allowed: '"01" eller "02"',
  },
  'acme.external_account_required': {
    why: 'Nye konti kræver en nøgle, som du har oprettet med `sixfour eab add`: så kan kun folk, du kender, få en konto.',
    allowed: 'true eller false',
  },
  'acme.hosts': {
    why: 'Flere navne, som klienter må henvende sig til serveren under. Adresser i svar følger det navn, klienten brugte, men kun hvis det er kendt; ellers den offentlige vært.',
    allowed: 'en liste af værtsnavne med små bogstaver',
  },
  'acme.limits.accounts_per_network.burst': {
    why: 'Nye konti fra ét netværk (én IPv4-adresse eller én IPv6-/64) på én gang: en hel flåde bag én NAT rulles ud på en time.',
    allowed: 'et heltal fra 1',
  },
  'acme.limits.accounts_per_network.every_ms': {
    why: 'Derefter én mere så ofte: en angriber får omkring 100 rækker i timen.',
    allowed: 'et heltal fra 1',
    unit: 'millisekunder',
  },
  'acme.limits.orders_per_network.burst': {
    why: 'Nye ordrer fra ét netværk på én gang: begrænser, hvad mange konti i ét netværk skriver tilsammen.',
    allowed: 'et heltal fra 1',
  },
  'acme.limits.orders_per_network.every_ms': {
    why: 'Derefter én mere så ofte.',
    allowed: 'et heltal fra 1',
    unit: 'millisekunder',
  },
  'acme.limits.orders_per_account.burst': {
    why: 'Nye ordrer fra én konto på én gang: en hostingplatform fornyer tusindvis af navne i træk.',
    allowed: 'et heltal fra 1',
  },
  'acme.limits.orders_per_account.every_ms': {
    why: 'Derefter én mere så ofte: 5 i sekundet for evigt.',
    allowed: 'et heltal fra 1',
    unit: 'millisekunder',
  },
  'acme.limits.failures_per_name.burst': {
    why: 'Mislykkede valideringer af ét navn fra én konto på én gang: den, der retter en firewall, prøver nogle gange.',
    allowed: 'et heltal fra 1',
  },
  'acme.limits.failures_per_name.every_ms': {
    why: 'Derefter én mere så ofte: et ødelagt cronjob må ikke få denne server til at banke på hos andre for evigt.',
    allowed: 'et heltal fra 1',
    unit: 'millisekunder',
  },
  'acme.limits.pending_orders_per_account': {
    why: 'Ufærdige ordrer fra én konto ad gangen.',
    allowed: 'et heltal fra 1',
  },
  directories: {
    why: 'Flere ACME-kataloger, hvert på `/acme/<name>/directory`, med den certifikatprofil, det bruger, når en klient ikke nævner nogen.',
    allowed:
      'tabeller navngivet med små bogstaver, cifre og bindestreger, ikke som en af ressourcerne i ACME selv, fx [directories.short]',
  },
  'directories.*.profile': {
    why: '`default`: 45 dage. `short`: 160 timer, til klienter, der fornyer med få dages mellemrum.',
    allowed: '"default" eller "short"',
  },
  'directories.*.caa': {
    why: 'Som `acme.caa`, for dette katalog. `inherit`: det samme, så intet katalog er en omvej, medmindre du siger det.',
    allowed: '"inherit", "off", "advisory" eller "enforce"',
  },
  'directories.*.subdomain_authorizations': {
    why: 'Som `acme.subdomain_authorizations`, for dette katalog alene: den overtages ikke derfra.',
    allowed: 'true eller false',
  },
  'directories.*.challenge_types': {
    why: 'Som `acme.challenge_types`, for dette katalog. Tom: de samme.',
    allowed: 'en liste af "http-01", "dns-01", "tls-alpn-01", "dns-account-01" og "dns-persist-01"',
  },
  'directories.*.networks': {
    why: 'Private netværk, som dette katalogs valideringer må nå, ud over dem fra `sixfour allow --network`, som alle kataloger må: så den, der må bestille fra én afdeling, ikke når en anden afdelings adresser. Aldrig loopback-, link-local-, multicast- eller metadataadresser.',
    allowed:
      'en liste af netværk, som kunne tillades med `sixfour allow --network`, fx ["fd00:1::/48", "10.1.0.0/16"]',
  },
};
