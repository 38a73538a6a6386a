import type { requestRows as english } from '../en/doctor-explain-requests.ts';
import type { Translation } from '../translation.ts';

/** Danish: errors of the requests and handshakes of a validation, as Let's Encrypt words them. */
export const requestRows: Translation<typeof english> = {
  'connect-timeout': {
    says: () =>
      'Der kom intet svar på forbindelsen til port 80 inden for ti sekunder: pakker kasseres undervejs eller hos serveren, eller ingen har den adresse.',
    misleads: () =>
      '"Likely firewall problem" er et gæt: en forkert eller gammel adresse i DNS, en manglende IPv6-rute og en sikkerhedsgruppe i skyen ser ens ud udefra.',
  },
  'connection-refused': {
    says: () =>
      'Adressen svarede, at intet lytter på den port over den familie, eller en firewall afviser med en reset.',
    misleads: () =>
      'En webserver, der virker i din browser, lytter måske kun på IPv4: prøv hver familie for sig.',
  },
  'network-unreachable': {
    says: () =>
      'En router sagde, at den ikke kender nogen vej til den adresse: dens netværk er ikke annonceret, ikke routet til serveren eller slet ikke tildelt.',
  },
  'unnamed-error': {
    says: () =>
      'Forbindelsen mislykkedes med en fejl, som denne CA ikke har ord for: oftest "no route to host" eller "administratively prohibited", nogle gange et svar, der ikke er HTTP.',
    misleads: () =>
      'Det handler ikke om valideringens data: intet blev hentet. Se på adressen, på Neighbour Discovery (ICMPv6) og på firewalls, der afviser.',
  },
  'connection-reset': {
    says: () =>
      'Forbindelsen var oprettet og blev så afbrudt: af et filter, der ser ind i HTTP, en spærring eller en server, der venter en anden protokol dér.',
    misleads: () => 'Port og rute er i orden; at åbne firewallen mere hjælper ikke.',
  },
  'timeout-after-connect': {
    says: () =>
      'Forbindelsen var oprettet, men der kom intet fuldstændigt svar i tide: serveren hænger, et filter sluger forespørgslen, eller store pakker går tabt undervejs.',
    misleads: () =>
      '"Slow or overloaded" er én af tre muligheder. Dette prøves aldrig igen over IPv4 efter nogen regel, så en server, der kun hænger over IPv6, fejler hver gang.',
  },
  'timeout-while-reading': {
    says: () => 'Svaret begyndte, eller forespørgslen var ved at blive sendt, og så skete der ikke mere.',
    misleads: () =>
      'En vej, der taber store pakker (path MTU), ser nøjagtig ud som en langsom server; en lille fil kan stadig komme igennem.',
  },
  'http2-on-80': {
    says: () => 'Port 80 taler HTTP/2 uden at være bedt om det; en validering taler HTTP/1.1.',
  },
  'http-on-443': {
    says: () => 'Port 443 svarede med ukrypteret HTTP, hvor der blev begyndt på TLS.',
  },
  'response-404': {
    says: () =>
      'En webserver svarede, at filen ikke findes. Det kan være en anden server, en anden virtuel vært eller en anden mappe end den, din ACME-klient skrev i.',
    misleads: () =>
      'Filen kan godt være der: ved den anden familie eller på den anden node bag navnet. Adressen før kolonet er den, der blev spurgt.',
  },
  'response-403': {
    says: () =>
      'Noget, der læser HTTP, afviste forespørgslen: en WAF, et botfilter, en landeblokering, en adgangsliste uden IPv6 eller et login.',
    misleads: () =>
      'Din egen test fra dit eget netværk og din egen browser er ikke den samme forespørgsel: den slipper måske igennem.',
  },
  'response-401': { says: () => 'Et login dækker challenge-stien.' },
  'response-5xx': {
    says: () =>
      'Den forreste server svarede, men ikke det, der står bag den: en upstream, der lytter på en anden familie, eller en, der er nede.',
  },
  'response-other': {
    says: () =>
      'Det sidste svar har en status, der ikke er et bevis. Efter omdirigeringer er det den sidste, der tæller.',
  },
  'response-page': {
    says: () =>
      'Der kom en webside, hvor challenge-filen skulle være: en anden vært, en portal eller et program, der svarer 200 på enhver sti.',
  },
  'body-mismatch': {
    says: () =>
      'Der kom en fil, men ikke filen til denne ordre: fra en anden ACME-klient eller konto, med noget tilføjet eller fra en anden server.',
    misleads: () =>
      'Klienten tager sjældent fejl. Som regel fører AAAA-posten til en server, hvor en anden klient svarer.',
  },
  'body-malformed': {
    says: () => 'Det, der kom, er slet ikke en key authorization (token, punktum, thumbprint).',
  },
  'body-unread': {
    says: () =>
      'Indholdet kunne ikke læses til ende: det er for langt til en key authorization, eller det blev afbrudt.',
  },
  'redirect-timeout': {
    says: () =>
      'Den første forespørgsel blev besvaret med en omdirigering; forbindelsen til det sted, den fører hen, blev ikke besvaret inden for ti sekunder.',
    misleads: () =>
      "Den nævnte adresse behøver ikke at være den, der fejlede. Når målet har en død IPv6-adresse på port 443, giver koden hos Let's Encrypt fra før sommeren 2026 den første forespørgsels IPv4-adresse skylden.",
  },
  'redirect-refused': {
    says: () =>
      'Den første forespørgsel blev besvaret med en omdirigering; intet lytter dér, hvor den fører hen, over den familie, der blev prøvet.',
    misleads: () =>
      'Port 80 er i orden. Det er port 443, hvor intet lytter, oftest over IPv6, og ingen anden regel end "per-hop" prøver IPv4 dér.',
  },
  'redirect-unreachable': {
    says: () =>
      'Den første forespørgsel blev besvaret med en omdirigering til en vært, hvis adresse ikke kan nås.',
    misleads: () =>
      'Den nævnte adresse behøver ikke at være den, der fejlede: se først på omdirigeringens mål.',
  },
  'redirect-unnamed': {
    says: () =>
      'Den første forespørgsel blev besvaret med en omdirigering; forbindelsen til det sted, den fører hen, mislykkedes med en fejl, som denne CA ikke har ord for.',
    misleads: () => 'Der er intet galt med filen: den blev der aldrig spurgt efter.',
  },
  'redirect-loop': {
    says: () => 'En URL dukkede op for anden gang i den samme validering.',
    misleads: () =>
      "Der er ofte slet ingen løkke: når IPv6 fejler ved omdirigeringens mål, begynder koden hos Let's Encrypt fra før sommeren 2026 forfra over IPv4, møder den samme omdirigering og kalder det en løkke.",
  },
  'redirect-too-many': {
    says: () =>
      'Flere omdirigeringer, end en validering følger (ti); som regel fører http og https til hinanden.',
  },
  'redirect-scheme': { says: () => 'Omdirigeringen fører til noget, der hverken er http eller https.' },
  'redirect-port': { says: () => 'Omdirigeringen nævner en port; kun 80 og 443 følges.' },
  'redirect-slash': {
    says: () =>
      'Omdirigeringen mangler skråstregen efter værtsnavnet, så stien blev en del af det: skriv "Redirect / https://NAME/" med en skråstreg til sidst.',
  },
  'redirect-tld': {
    says: () =>
      'Omdirigeringen fører til et navn, der ikke er offentligt: et internt værtsnavn eller en portal undervejs.',
  },
  'redirect-empty': { says: () => 'Omdirigeringen har slet intet værtsnavn.' },
  'redirect-address': {
    says: () =>
      'Omdirigeringen fører til en IP-adresse, eller til en, som der aldrig oprettes forbindelse til.',
  },
  'redirect-status': {
    says: () => 'Omdirigeringen har en status, der ikke følges (303): brug 301, 302, 307 eller 308.',
  },
  'redirect-long': {
    says: () => 'Den sti, som omdirigeringen fører til, er længere, end en validering følger.',
  },
  'redirect-tls': {
    says: () => 'Omdirigeringen fører til en server, der ikke taler noget nyere end TLS 1.1.',
    misleads: () => 'Gamle browsere kan måske stadig åbne den; det gør valideringen ikke.',
  },
  'redirect-location': {
    says: () =>
      'Omdirigeringen siger ikke, hvor den fører hen, eller siger det i en form, der ikke er en URL.',
  },
  'alpn-not-agreed': {
    says: () =>
      'En almindelig webserver eller et CDN svarede på port 443 i stedet for ACME-klienten: der blev ikke opnået enighed om protokollen acme-tls/1.',
    misleads: () =>
      'Det handler ikke om serverens HTTPS-indstillinger. Når en proxy afslutter TLS foran din server, kan tls-alpn-01 slet ikke virke.',
  },
  'alpn-refused': {
    says: () => 'Serveren på port 443 afviser protokollen acme-tls/1: ingen ACME-klient svarer dér.',
  },
  'alpn-certificate': {
    says: () =>
      'Der blev vist et certifikat til acme-tls/1, men ikke det til denne challenge: en anden klient eller et gammelt svar.',
  },
  'alpn-no-certificate': { says: () => 'Handshaken gav intet certifikat.' },
  'alpn-no-ipv4': {
    says: () => 'Forsøget over IPv6 mislykkedes, og navnet har ingen IPv4-adresse at fortsætte med.',
    misleads: () =>
      'Hvorfor IPv6 mislykkedes, står slet ikke i denne tekst, og det er ikke en IPv4-adresse, der mangler: ret IPv6-adressen.',
  },
  'tls-handshake': {
    says: () =>
      'Serveren afbrød TLS-handshaken: ingen fælles cipher, version eller certifikat til dette navn.',
  },
  'tls-name': {
    says: () => 'Serveren på den adresse har intet certifikat til dette navn og afviser ukendte navne.',
  },
  'tls-internal': {
    says: () => 'Serveren havde intet at vise for dette navn, eller brød sammen: dens log siger hvad.',
  },
  'tls-version': { says: () => 'Serveren taler kun versioner af TLS, der er for gamle.' },
};
