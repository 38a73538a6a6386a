import type { adviceSteps as english } from '../en/doctor-advice-steps.ts';
import type { Translation } from '../translation.ts';

/** Danish: the sentences between the lines that `sixfour advise` prints. The lines themselves are the same in every language. */
export const adviceSteps: Translation<typeof english> = {
  caMake: () =>
    "Opret CA'en: rod-CA og udstedende CA, den udstedende kun til dine navne, og rodnøglen opbevaret et andet sted.",
  caExport: () => 'Tag rodcertifikatet med; det er ingen hemmelighed.',
  trustDebian: () => 'Debian, Ubuntu:',
  trustRedHat: () => 'Red Hat, Fedora, Rocky, Alma:',
  trustArch: () => 'Arch:',
  trustAlpine: () => 'Alpine:',
  trustWindows: () =>
    'Windows, som administrator; for et domæne det samme certifikat i en gruppepolitik under Rodnøglecentre, der er tillid til:',
  trustMac: () => 'macOS, som administrator; uden enhedsstyring skal hver bruger godkende det:',
  trustPhones: () =>
    'iOS: en profil fra enhedsstyringen; manuelt skal fuld tillid bagefter slås til under Indstillinger, Generelt, Om. Android: de fleste programmer ignorerer det, en bruger tilføjer, så brug enhedsstyringen eller en netværkssikkerhedskonfiguration i dit eget program.',
  trustFirefox: () => 'Firefox, policies.json: den bruger det, systemet stoler på, eller denne fil:',
  trustPrograms: () => 'Programmer med deres eget lager: Java, Node, Python og det, der bruger NSS:',
  trustContainers: () => 'Containere: ind i imaget.',
  caOrder: () => 'Derefter bestiller en vilkårlig ACME-klient fra den:',
  delegationZone: () =>
    'På en vært, som verden kan spørge over UDP- og TCP-port 53, over begge familier, sixfour.toml; zonen ovenfor overlader denne zone til den med en NS-post:',
  delegationRecord: () => 'Én gang, i navnets zone; der skal aldrig ændres noget dér igen:',
  delegationClient: () =>
    'Hvem der må besvare netop den challenge; nøglen vises én gang, til certbot, lego, acme.sh og andre:',
  delegationCheck: () => 'Spørg alle navneservere, som en CA ville gøre:',
  centralRecord: () => 'Én gang, i navnets zone:',
  centralOrder: () => 'Bestil via DNS på den beskyttede vært, som er den eneste, der kender en nøgle:',
  centralHandOn: () => 'Giv certifikatet videre over en intern kanal, og genindlæs:',
  persistVerify: () =>
    'Se efter, om CA\'en tilbyder det: det gør et katalog med "accountHashPrefix"; et andet gør det måske, så se i dens dokumentation.',
  persistRecord: () => 'Én gang, i navnets zone; den bliver stående:',
  persistWatch: () => 'Hav den i fortegnelsen, så den undersøges hver dag:',
  pathPrinciple: () =>
    'Lad stien til challenges komme igennem, kun med GET og HEAD, uden forespørgselsstreng, med de tegn, som tokens har; alt andet forbliver, som det er. Skriv reglen til den enhed, der afviser i dag.',
  pathNginx: () => 'nginx, i http:',
  pathApache: () => 'Apache, med mod_alias og mod_rewrite:',
  pathCaddy: () => 'Caddy:',
  pathHaproxy: () =>
    'HAProxy; ACME-klienten, eller en webserver med dens filer, svarer på port 8402 på den samme vært:',
  pathTraefik: () => 'Traefik, en fil til filudbyderen (file provider):',
  pathCloudflare: () => 'Cloudflare, først blandt de brugerdefinerede regler (custom rules):',
  pathAws: () =>
    'AWS WAF: i stedet for en regel, der tillader stien, så undtag den fra den regel, der spærrer lande, så alle andre regler stadig ser på den. Indsæt dine lande:',
  pathF5: () => 'F5 BIG-IP, en iRule:',
  pathConsole: () => 'Andre, i deres konsoller:',
  pathOrder: () => 'Bestil derefter med filen i den mappe:',
  alpnBuiltIn: () => 'Caddy og Traefik gør det af sig selv, når port 443 når dem direkte. Caddy:',
  alpnHaproxy: () =>
    'HAProxy, i TCP-tilstand, sender handshakes fra challenges videre og lader de andre være i fred:',
  alpnNginx: () => 'nginx, det samme i stream:',
  alpnOrder: () => 'Bestil derefter med en klient, der svarer på den indre port:',
  boxOnce: () => 'nftables, én gang: et sæt, hvis elementer selv udløber, og en regel før dem, der kasserer:',
  boxHooks: () => 'Åbn til ordren, luk efter den, og efter fem minutter, uanset hvad der sker:',
  boxFirewalld: () => 'firewalld i stedet, som selv lukker:',
  boxProcess: () => 'Eller kun for én proces, startet i acme.slice, mens den lytter:',
  boxWindows: () => 'Windows: for ét program:',
  boxMac: () => 'macOS: for ét program:',
  hostingRedirect: () =>
    'Bed den, der hoster, om at sende stien til challenges, på alle frontends, til én vært; en omdirigering er tilladt:',
  hostingProxy: () => 'Eller om at sende den videre:',
  hostingOrder: () =>
    'Den vært bestiller for alle og giver certifikaterne videre; frontends har ingen adgangsoplysninger:',
  caveatRollover: () =>
    'Planlæg allerede i dag, hvordan den næste rod kommer ind i alle disse lagre: begge er betroede i årevis, før den gamle udløber.',
  caveatConstraints: () =>
    'Interne navne holdes ude af offentlige logge (Certificate Transparency). Begræns den udstedende CA til dine navne, ellers kan den, der får fat i dens nøgle, udgive sig for hvem som helst over for dine enheder.',
  caveatUserStores: () =>
    'Den, der medbringer sin egen enhed, ser en advarsel: denne vej er til enheder, der tilhører dig.',
  caveatDnsServers: () =>
    'Navneserverne selv skal kunne nås fra alle steder, som en CA undersøger fra, over UDP og TCP, over begge familier: en landeblokering dér tæller også.',
  caveatTokens: () =>
    'De fleste DNS-udbydere har intet token, der kun gælder for én post: et, der lækkes, kan ændre zonen eller flytte domænet. Opbevar det hos en mægler (broker) eller i en særskilt konto.',
  caveatSameProvider: () => 'At delegere inden for én udbyder er ofte mere besværligt end til en anden.',
  caveatSecondAccount: () => 'En konto mere hos udbyderen, kun til challenge-zonen, koster ikke meget.',
  caveatInsideChannel: () =>
    'Den interne kanal bærer private nøgler: begræns den til én retning og én mappe.',
  caveatAccountKey: () =>
    'Risikoen flytter til kontonøglen: den, der har den, får certifikater til navnet, så længe posten står. Sæt persistUntil, og skift nøglen fra tid til anden.',
  caveatPersistDraft: () =>
    'Det er stadig et udkast (draft-ietf-acme-dns-persist; ballot SC-088v3): se efter, om din CA tilbyder det i produktion.',
  caveatUserAgent: () =>
    'En user agent kan efterlignes og er en anden for hver CA: brug den som supplement, aldrig alene.',
  caveatAddresses: () =>
    "Let's Encrypt offentliggør ingen liste over sine adresser og ændrer dem, og stederne, hvorfra der undersøges, bliver flere: ingen liste over tilladte adresser virker.",
  caveatBotFight: () =>
    'Den gratis Bot Fight Mode hos Cloudflare kan ikke springes over med en regel, og landeblokeringer i IP Access rules kommer før: slå den fra, og gør dem til en brugerdefineret regel.',
  caveatAlwaysHttps: () =>
    '"Always Use HTTPS" på et CDN omdirigerer også challengen; så skal port 443 også virke over IPv6.',
  caveatAudit: () =>
    '"Port 80 er farlig" er som regel en regel fra en audit og ingen trussel: vis, at den kun betjener omdirigeringen og challenges, og siden fra Let\'s Encrypt om, hvorfor port 80 bør holdes åben.',
  caveatTlsFront: () => 'Umuligt bag noget, der afslutter TLS foran din server, fx et CDN.',
  caveatNoWildcard: () => 'Ikke til wildcards: de kræver DNS.',
  caveatSchedule: () => 'Bestil på et tilfældigt tidspunkt, så ingen ved, hvornår porten åbner.',
  caveatTransparency: () => 'Offentlige logge røber tidspunktet for hvert certifikat.',
  caveatCgroup: () => 'nft kender kun processer via cgroup v2; på en vært med cgroup v1 afvises reglen.',
};
