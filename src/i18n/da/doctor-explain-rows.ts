import type { explainRows as english } from '../en/doctor-explain-rows.ts';
import type { Translation } from '../translation.ts';
import { ownRows } from './doctor-explain-own.ts';
import { requestRows } from './doctor-explain-requests.ts';

/** Danish: what each error text that `sixfour explain` knows really means, and where it misleads. */
export const explainRows: Translation<typeof english> = {
  ...requestRows,
  'dns-dnssec': {
    says: () =>
      'Svaret kan man ikke stole på: zonens signaturer eller nøgler, eller DS-posten over den, passer ikke (DNSSEC).',
    misleads: () => "Resolvere, der ikke validerer, viser posten som sædvanlig; CA'ens resolver afviser den.",
  },
  'dns-nxdomain-txt': {
    says: () =>
      'Challengens navn findes ikke i DNS: posten blev ikke skrevet, ikke dér, eller er ikke nået ud overalt endnu.',
    misleads: () =>
      'Posten kan ligge under et fordoblet navn (_acme-challenge.NAME.NAME) eller på én navneserver af flere.',
  },
  'dns-nxdomain-address': {
    says: () => "Navnet findes ikke i DNS, sådan som CA'ens resolver ser det.",
    misleads: () =>
      'Et navn, der blev spurgt om, før det blev oprettet, forbliver ukendt, så længe zonen siger (negativ TTL).',
  },
  'dns-caa-servfail': {
    says: () =>
      "Navneserverne gav intet brugbart svar på spørgsmålet om CAA-poster, så CA'en må ikke udstede.",
    misleads: () =>
      'Du behøver ingen CAA-post: et svar om, at der ingen er, er nok. Gamle navneservere og firewalls fejler ved den ukendte type.',
  },
  'dns-caa-timeout': {
    says: () => "Navneserverne besvarede ikke spørgsmålet om CAA-poster i tide, så CA'en må ikke udstede.",
    misleads: () =>
      'Du behøver ingen CAA-post. Årsagen er en navneserver, der er langsom eller spærret fra udlandet eller over den ene familie.',
  },
  'dns-servfail': {
    says: () =>
      "CA'ens resolver fik intet brugbart svar: ødelagt DNSSEC, en lame delegering eller navneservere, der fejler.",
  },
  'dns-timeout': {
    says: () => "Navneserverne svarede ikke CA'ens resolver i tide.",
    misleads: () =>
      'Det gælder DNS-serverne, ikke webserveren: landeblokeringer og IPv6-fejl dér tæller også.',
  },
  'dns-network': { says: () => "CA'ens resolver kunne ikke nå navneserverne." },
  'dns-refused': {
    says: () =>
      'En navneserver nægter at svare for denne zone: den er delegeret til en, der ikke betjener den.',
  },
  'dns-no-address': {
    says: () =>
      "Navnet har ingen adresse, som CA'en må oprette forbindelse til, hverken i A- eller AAAA-poster.",
    misleads: () => 'Private og reserverede adresser regnes ikke med: de udelades uden et ord.',
  },
  'txt-missing': { says: () => 'Challengens navn findes, men har ingen TXT-post.' },
  'txt-wrong': {
    says: () =>
      'Der er TXT-poster, men ingen af dem hører til denne challenge: fra en ældre ordre, fra en anden klient eller endnu ikke erstattet overalt.',
    misleads: () => 'Den, der citeres, er kun den første af dem.',
  },
  'persist-missing': {
    says: () => 'Der er ingen TXT-post ved _validation-persist for navnet.',
  },
  'persist-none-valid': {
    says: () => 'Der er TXT-poster ved _validation-persist for navnet, men ingen af dem nævner denne CA.',
  },
  'persist-account': {
    says: () =>
      "Posten nævner en anden konto (accounturi): det skal være URL'en på den, der bestiller, bogstav for bogstav.",
  },
  'persist-policy': {
    says: () => 'Der blev bestilt en wildcard, og posten siger ikke policy=wildcard.',
  },
  'persist-expired': { says: () => 'Postens persistUntil er passeret.' },
  'persist-syntax': {
    says: () =>
      'Den post, der nævner denne CA, kan ikke læses: udsteder, accounturi=..., adskilt af semikoloner, intet til sidst.',
  },
  'caa-prevents': {
    says: () =>
      'En CAA-post ved navnet, eller ved det nærmeste navn over det, der har nogen, tillader ikke denne CA, denne konto eller denne slags challenge.',
    misleads: () =>
      'Den behøver ikke at stå ved selve navnet, og en CNAME følges: posten kan være dens måls.',
  },
  'caa-processing': {
    says: () =>
      'Det skete, mens CAA-poster blev slået op for dette navn, hvilket kan være længe efter, at challengen blev bestået.',
  },
  'secondary-caa': {
    says: () => "Fra CA'en selv var det i orden; andre steder i verden kunne ikke læse CAA-posterne.",
  },
  secondary: {
    says: () => "Fra CA'en selv var det i orden; andre steder i verden så noget andet.",
    misleads: () =>
      'Din egen test og et forsøg mere fra ét sted viser det ikke: led efter filtre, der går efter land eller netværk, spærringer, og navneservere, der ikke alle svarer ens.',
  },
  'limit-failed': {
    says: () =>
      'For mange valideringer af dette navn er mislykket i den seneste time. Find fejlen, før du prøver igen: at måle med ordrer bruger grænsen op.',
  },
  'limit-exact': {
    says: () =>
      'Det samme sæt navne har fået certifikat fem gange på en uge: noget bestiller igen og igen, eller smider certifikaterne væk.',
    misleads: () =>
      'Der er intet galt med navnet: der blev udstedt et certifikat, fem gange. Se efter, hvor det seneste opbevares.',
  },
  'limit-domain': {
    says: () =>
      'Der er udstedt for mange certifikater til navne under dette registrerede domæne i den seneste uge.',
  },
  'limit-orders': { says: () => 'Denne konto har lavet for mange ordrer.' },
  'limit-accounts': {
    says: () => 'For mange konti er registreret fra denne adresse eller dette netværk.',
  },
  paused: {
    says: () =>
      "Denne konto og dette navn har fejlet så ofte og så længe, at CA'en har sat dem på pause; linket i dens meddelelse ophæver det, efter at fejlen er rettet.",
    misleads: () => 'At vente ophæver det ikke.',
  },
  'ca-busy': {
    says: () => "CA'en aflaster sig selv. Der er intet galt med navnet eller kontoen.",
    misleads: () => 'Dens problemtype siger rateLimited, men ingen af dine grænser er brugt op.',
  },
  'ca-remote': {
    says: () => "CA'en kunne ikke spørge sine andre steder. Det er ikke din fejl: prøv igen senere.",
  },
  'forbidden-name': {
    says: () =>
      'Denne CA udsteder ikke til det navn efter sin egen politik: for eksempel navne på cloududbydere og kendte mærker.',
    misleads: () => 'Ingen challenge kan ændre det: brug et navn fra dit eget domæne.',
  },
  'not-public': {
    says: () =>
      'Navnet slutter ikke på et offentligt topdomæne: ingen offentlig CA må udstede til det, en privat kan.',
  },
  'is-suffix': { says: () => 'Navnet er selv et topdomæne.' },
  'no-dot': {
    says: () =>
      'Et navn uden punktum er ikke offentligt: ingen offentlig CA må udstede til det, en privat kan.',
  },
  'bad-character': {
    says: () => 'Navnet har et tegn, som værtsnavne ikke må have; som regel en understregning.',
  },
  'ip-refused': {
    says: () =>
      'Denne CA, eller den profil, der blev bedt om, udsteder ikke til IP-adresser, eller adressen blev bestilt som et navn.',
  },
  'redundant-name': {
    says: () => 'Ordren har en wildcard og et navn, som den allerede dækker: udelad den ene.',
  },
  'bad-nonce': {
    says: () => 'Et tal, der gælder én gang, blev brugt to gange eller for sent. Klienter prøver selv igen.',
    misleads: () => "Bliver det ved, står der en proxy eller cache mellem klienten og CA'en.",
  },
  'order-not-ready': {
    says: () =>
      'Klienten bad om certifikatet, før ordrens valideringer alle var i orden, eller selv om de ikke var det.',
    misleads: () => 'Den rigtige fejl er fejlen fra en challenge, længere oppe.',
  },
  'no-account': {
    says: () =>
      "CA'en kender ikke denne konto: dens nøgle hører til en anden CA, til staging eller er fjernet.",
  },
  'public-key-weak': {
    says: () =>
      'Nøglen i anmodningen om certifikatet kan ikke accepteres: den er for lille eller er kontoens egen.',
  },
  'certbot-port': {
    says: () => 'Klienten ville selv svare på den port, men et andet program, som regel webserveren, er der.',
    misleads: () =>
      'Det er ikke en netværksfejl. Lad klienten bruge webserverens mappe (--webroot) eller dens plugin.',
  },
  'certbot-authenticator': {
    says: () => 'Den valgte metode kan ikke bevise det bestilte: en wildcard kræver en DNS-challenge.',
  },
  'client-offline': {
    says: () =>
      "Klienten nåede ikke CA'en, så der blev slet ikke valideret noget: dens egen vej ud, DNS, ur eller lager af betroede certifikater.",
    misleads: () =>
      'Der siges intet om port 80 eller om dit navn. Virker IPv4, men ikke IPv6, er denne maskines egen IPv6 i stykker.',
  },
  'certbot-files': {
    says: () => 'Certbots tip: CA\'en fik ikke challenge-filen. Linjen med "Detail:" over det siger hvordan.',
  },
  'certbot-challenges': {
    says: () =>
      'Certbots sidste linje; den siger intet. Indsæt linjerne med "Domain:", "Type:" og "Detail:" over den.',
  },
  'lego-propagation': {
    says: () =>
      "Klienten selv ventede på sin TXT-post, og en navneserver havde den ikke i tide. CA'en blev ikke spurgt.",
    misleads: () => 'Klienten spørger måske en cache i dit netværk, der stadig siger, at navnet ikke findes.',
  },
  'lego-port': {
    says: () =>
      'Klienten kunne ikke lytte på den port, den ville svare på: et andet program er der, eller den mangler rettigheden.',
  },
  'lego-zone': {
    says: () =>
      'Klienten kunne ikke finde ud af, hvilken zone navnet er i: delegeringen eller denne maskines resolver er i stykker.',
  },
  'lego-problems': {
    says: () => 'Overskriften fra lego; det, der står efter hvert navn i klammer, siger hvorfor.',
  },
  'acmesh-order': {
    says: () => 'acme.sh fik en fejl på sin ordre; den efterfølgende JSON siger hvilken. Indsæt den også.',
  },
  'acmesh-verify': {
    says: () => 'acme.sh videregiver en fejl, der ikke kendes her; indsæt alt det, der står efter den.',
  },
  'type-connection': {
    says: () => "CA'en kunne ikke oprette forbindelse, eller forbindelsen brød sammen; detaljen siger hvor.",
  },
  'type-unauthorized': {
    says: () => "CA'en fik et svar, der ikke er beviset; detaljen siger hvorfra.",
  },
  'type-dns': { says: () => "Et af CA'ens DNS-opslag mislykkedes; detaljen siger hvilket." },
  'type-tls': { says: () => 'En TLS-handshake med serveren mislykkedes; detaljen siger hvordan.' },
  'type-caa': { says: () => 'CAA-poster tillader ikke dette certifikat.' },
  'type-response': { says: () => 'Challengen blev besvaret forkert; detaljen siger hvordan.' },
  'type-limit': { says: () => "En af CA'ens grænser; detaljen siger hvilken og indtil hvornår." },
  'type-identifier': {
    says: () => "CA'en udsteder ikke til et sådant navn; detaljen siger hvorfor.",
  },
  'type-server': {
    says: () => "Noget gik galt hos CA'en. Det er ikke din fejl: prøv igen senere.",
  },
  ...ownRows,
};
