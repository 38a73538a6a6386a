import type { AttemptFacts, validationFaults as english } from '../en/faults-validation.ts';
import type { Translation } from '../translation.ts';
import { dnssecReason } from './dnssec.ts';
import { disagreement, missingPlaces } from './perspective-faults.ts';
import { rangeText } from './ranges.ts';

/**
 * Danish messages of validation faults: each names address, family, port, URL, redirect, phase and cause in one sentence,
 * then, where it is so, the retry rules under which the same evidence would have passed. Never a byte of what was fetched.
 */
export const validationFaults: Translation<typeof english> = {
  validationConnectTimeout: (p) =>
    `${at(p)}: intet svar på forbindelsen inden for ${p.seconds} s ${during(p)}; årsagen er sandsynligvis en firewall, der kasserer pakker, så åbn for port ${p.port} over ${p.family}, eller fjern den adresse fra DNS.${after(p)}`,
  validationRefused: (p) =>
    `${at(p)}: forbindelsen blev afvist ${during(p)}; enten lytter intet dér: lad webserveren lytte på port ${p.port} over ${p.family}, eller fjern den adresse fra DNS; eller også sendte en firewall afvisningen: åbn for port ${p.port} over ${p.family}.${after(p)}`,
  validationUnreachable: (p) =>
    `${at(p)}: netværket siger, at den ikke kan nås (${p.errno}) ${during(p)}; adressen er forældet, dens vært er nede, eller der er ingen ${p.family}-rute fra denne CA: ret DNS-posten eller ruten.${after(p)}`,
  validationProhibited: (p) =>
    `${at(p)}: et filter svarede, at forbindelsen er forbudt (${p.errno}) ${during(p)}; åbn for port ${p.port} over ${p.family} i den firewall.${after(p)}`,
  validationConnectError: (p) =>
    `${at(p)}: forbindelsen mislykkedes med ${p.errno} ${during(p)}; kontrollér, at adressen er rigtig, og at denne CA kan nå den.${after(p)}`,
  validationReset: (p) =>
    `${at(p)}: forbindelsen blev nulstillet ${phase(p.phase)} ${during(p)}; en server eller et filter undervejs afbrød den, så se i dens log.${after(p)}`,
  validationClosed: (p) =>
    `${at(p)}: forbindelsen blev lukket ${phase(p.phase)}, før svaret var fuldstændigt, ${during(p)}; se i serverens log.${after(p)}`,
  validationTlsTimeout: (p) =>
    `${at(p)}: forbindelsen blev oprettet, men der fulgte ingen TLS-handshake inden for ${p.seconds} s ${during(p)}; kontrollér, at denne port taler TLS over ${p.family}.${after(p)}`,
  validationTlsAlert: (p) =>
    `${at(p)}: serveren afviste TLS-handshaken (${p.errno}) ${during(p)}; kontrollér dens TLS-indstillinger for dette navn, og at den taler TLS 1.2 eller nyere.${after(p)}`,
  validationTlsError: (p) =>
    `${at(p)}: TLS-handshaken mislykkedes (${p.errno}) ${during(p)}; kontrollér, at denne port taler TLS 1.2 eller nyere.${after(p)}`,
  validationAlpnRefused: (p) =>
    `${at(p)}: serveren taler TLS, men afviser protokollen acme-tls/1 ${during(p)}; intet besvarer tls-alpn-01-challenges dér: kontrollér, at netop denne adresse fører til ACME-klienten, og at ingen proxy foran den selv afslutter TLS.${after(p)}`,
  validationAlpnNotAgreed: (p) =>
    `${at(p)}: serveren ignorerede protokollen acme-tls/1 ${during(p)}; en almindelig webserver svarede i stedet for ACME-klienten: kontrollér, at netop denne adresse fører til klienten, og at ingen proxy foran den selv afslutter TLS.${after(p)}`,
  validationAlpnCertificate: (p) =>
    `${at(p)}: serveren accepterede acme-tls/1, men ${certificateText(p.certificate)}, ${during(p)}; kontrollér, at den klient, der beder om certifikatet, er den, der svarer dér.${after(p)}`,
  validationResponseTimeout: (p) =>
    `${at(p)}: forbindelsen blev oprettet, men tiden løb ud efter ${p.seconds} s ${phase(p.phase)} ${during(p)}; serveren hænger, eller store pakker går tabt undervejs (path MTU).${after(p)}`,
  validationMalformedResponse: (p) =>
    `${at(p)}: svaret er ikke HTTP/1.1 (${p.errno}) ${during(p)}; kontrollér, at en almindelig webserver svarer på denne port.${after(p)}`,
  validationTooLarge: (p) =>
    `${at(p)}: svarets headere er større, end denne CA læser, ${during(p)}; lad serveren sende færre eller kortere headere for denne sti.${after(p)}`,
  validationAddressRefused: (p) =>
    `Der oprettes aldrig forbindelse til ${p.family} ${p.address}${p.more > 0 ? ` (og ${p.more} mere)` : ''} for ${cut(p.url)}: ${rangeText(p.range)}; offentliggør en adresse, der kan nås, eller, hvis det er et privat netværk, lad denne CA's administrator tillade det med: sixfour allow --network ${p.address}`,
  validationStatus: (p) =>
    `${at(p)}: serveren svarede med status ${p.status}, ikke 200, ${during(p)}; sørg for, at netop denne adresse udleverer challenge-filen.${after(p)}`,
  validationWrongBody: (p) =>
    `${at(p)}: svaret er ikke key authorization for denne challenge, men ${bodyText(p.body)}, ${during(p)}; sørg for, at netop denne adresse udleverer challenge-filen fra den klient, der beder om certifikatet.${after(p)}`,
  validationRedirect: (p) =>
    `${at(p)}: omdirigeringen, der blev sendt ${during(p)}, følges ikke: ${redirectText(p.reason)}; udlevér challengen uden den omdirigering.${after(p)}`,
  validationNoAddress: (p) =>
    lookups(
      `Der blev ikke fundet nogen adresse for ${p.name} (${p.reasons}) ${during(p)}; offentliggør en AAAA- eller A-post, én af dem er nok.`,
    ),
  validationOutOfTime: (p) =>
    `Valideringen af ${p.name} blev ikke færdig inden for ${p.seconds} s og blev opgivet; find det langsomme blandt de registrerede forsøg, ret det, og prøv igen.`,
  validationStopped: (p) =>
    `Valideringen af ${p.name} blev stoppet, fordi serveren lukker ned; det er ikke din fejl, prøv igen.`,
  validationBusy: (p) =>
    `Valideringen af ${p.name} blev ikke begyndt: ${p.waiting} ${p.waiting === 1 ? 'anden' : 'andre'} venter allerede. Prøv igen senere.`,
  validationTxtName: (p) =>
    `Navnet ${p.name} findes ikke i DNS (NXDOMAIN); offentliggør TXT-posten dér, og vent, til alle navneservere har den.`,
  validationTxtMissing: (p) =>
    `${p.name} findes i DNS, men har ingen TXT-post; offentliggør den dér, og vent, til alle navneservere har den.`,
  validationTxtWrong: (p) =>
    p.records === 1
      ? `Den ene TXT-post (${p.records}) ved ${p.name} passer ikke til hashværdien for denne challenge; erstat gamle værdier, og vent, til alle navneservere har den nye.`
      : `Ingen af de ${p.records} TXT-poster ved ${p.name} passer til hashværdien for denne challenge; erstat gamle værdier, og vent, til alle navneservere har den nye.`,
  validationTxtLookup: (p) =>
    lookups(
      `TXT-posterne ved ${p.name} kunne ikke læses: ${p.reason}; kontrollér navneserverne for den zone.`,
    ),
  validationDnssec: (p) =>
    `${p.type}-posterne for ${p.name} kan man ikke stole på, fordi DNSSEC fejler ved ${p.link}: ${dnssecReason(p.reason)}; ret den zones signaturer eller dens DS-poster i den overordnede zone, og kontrollér med: delv ${p.name} ${p.type}`,
  validationPersistRefused: (p) =>
    `Ingen TXT-post ved ${p.name} lader denne konto bevise navnet: ${persistText(p.reason)}; offentliggør dér: ${p.record}`,
  validationPersistMalformed: (p) =>
    `Den TXT-post ved ${p.name}, der nævner denne CA, kan ikke bruges: ${persistText(p.reason)}; offentliggør dér: ${p.record}`,
  validationCaaForbids: (p) =>
    `CAA-posten ${p.record} ved ${p.found} forbyder et certifikat til ${p.name}: ${caaText(p.reason)}; ${caaRemedy(p)}`,
  validationCaaLookup: (p) =>
    lookups(
      `Det kunne ikke afgøres, om CAA-poster tillader ${p.name}: opslaget ved ${p.failed} mislykkedes (${p.reason}); kontrollér navneserverne for den zone.`,
    ),
  validationPerspectives: disagreement,
  validationPerspectivesDns: disagreement,
  validationPerspectivesTls: disagreement,
  validationPerspectivesWrong: disagreement,
  validationPerspectivesCaa: disagreement,
  validationPerspectivesMissing: missingPlaces,
  addressRefused: (p) =>
    `Der må ikke oprettes forbindelse til ${p.address}: ${rangeText(p.range)}. Et privat netværk kan tillades med: sixfour allow --network ${p.address}`,
};

const URL_CHARS = 300;
const TLS = 'tls://';

function at(p: AttemptFacts): string {
  return `${p.family} ${p.address}, port ${p.port}`;
}

function during(p: { url: string; hop?: number }): string {
  if (p.url.startsWith(TLS))
    return `ved forespørgsel om challenge-certifikatet for ${cut(p.url.slice(TLS.length))}`;
  return `under hentning af ${cut(p.url)}${p.hop ? ` (efter omdirigering ${p.hop})` : ''}`;
}

function after(p: AttemptFacts): string {
  const before = p.earlier
    ? ` Forinden mislykkedes også ${p.earlier.family} ${p.earlier.address}, port ${p.earlier.port}: ${p.earlier.outcome}.`
    : '';
  if (!p.rule || !p.passes || p.passes.length === 0) return before;
  const names = p.passes.map((rule) => `"${rule}"`).join(' og ');
  return `${before} Genforsøgsreglen "${p.rule}" afgjorde dette; efter ${names} ville det have bestået.`;
}

/** Without its query: where a redirect of an inner server leads may carry what only the inside may read; the evidence has it all. */
function cut(url: string): string {
  const [place = '', query] = url.split('?', 2);
  const shown = query === undefined ? url : `${place}?...`;
  return shown.length <= URL_CHARS ? shown : `${shown.slice(0, URL_CHARS)}...`;
}

/** Outcomes of lookups keep their codes; the words beside them are translated. */
function lookups(text: string): string {
  return text
    .replaceAll('(extended error ', '(udvidet fejl ')
    .replaceAll(', extended error ', ', udvidet fejl ');
}

function phase(name: string): string {
  return PHASES[name] ?? `i fasen ${name}`;
}
export const PHASES: Readonly<Record<string, string>> = {
  connect: 'under oprettelsen af forbindelsen',
  tls: 'under TLS-handshaken',
  request: 'mens forespørgslen blev sendt',
  'first-byte': 'før den første byte af et svar',
  headers: 'midt i svarets headere',
  body: 'midt i svarets indhold',
};

function bodyText(kind: string): string {
  return BODIES[kind] ?? 'noget andet';
}
export const BODIES: Readonly<Record<string, string>> = {
  empty: 'tomt',
  'too-long': 'længere end nogen key authorization',
  'other-account': 'dette token med en anden kontos thumbprint',
  'other-token': 'en key authorization for et andet token',
  html: 'en webside',
};

function certificateText(kind: string): string {
  return CERTIFICATES[kind] ?? 'dens certifikat er ikke beviset';
}
export const CERTIFICATES: Readonly<Record<string, string>> = {
  absent: 'viste intet certifikat',
  malformed: 'dens certifikat er ikke velformet DER',
  'not-self-signed': 'dens certifikat er ikke selvsigneret med sit subject som udsteder',
  'wrong-name':
    'det alternative navn (subject alternative name) i dens certifikat er ikke netop denne identifikator',
  'extension-missing': 'dens certifikat har ikke udvidelsen acmeIdentifier',
  'extension-not-critical': 'udvidelsen acmeIdentifier i dens certifikat er ikke kritisk',
  'extension-malformed': 'udvidelsen acmeIdentifier i dens certifikat indeholder ikke netop én SHA-256-værdi',
  'other-key-authorization': 'dens certifikat er til et andet token eller en anden konto',
};

function redirectText(reason: string): string {
  return REDIRECTS[reason] ?? reason;
}
export const REDIRECTS: Readonly<Record<string, string>> = {
  'too-many': 'der var for mange omdirigeringer',
  loop: 'den fører til en adresse, der allerede er besøgt (en løkke)',
  status: 'status 303 er ikke en omdirigering for en challenge; brug 301, 302, 307 eller 308',
  'not-a-url': 'dens mål er ikke en gyldig URL',
  scheme: 'dens mål er hverken http eller https',
  port: 'dens mål nævner en anden port end 80 og 443',
  host: 'dens mål har intet brugbart værtsnavn',
  'well-known-host':
    'dens vært slutter på ".well-known", så der mangler en skråstreg efter værtsnavnet i serverens opsætning af omdirigeringen',
  'path-too-long': 'dens mål er for langt',
  'not-followed': 'omdirigeringer følges ikke for denne servers eget navn',
};

function caaText(reason: string): string {
  return CAA_REASONS[reason] ?? reason;
}

function caaRemedy({ name, reason, issuer }: { name: string; reason: string; issuer: string }): string {
  if (reason === 'critical-tag') return 'fjern den eller dens flag, hvis denne CA skal udstede.';
  return `for at tillade det skal du offentliggøre dér: 0 ${name.startsWith('*.') ? 'issuewild' : 'issue'} "${issuer}"`;
}
export const CAA_REASONS: Readonly<Record<string, string>> = {
  'critical-tag': 'den er mærket som kritisk, og denne CA ved ikke, hvad den betyder',
  'other-account': 'den nævner denne CA, men en anden konto (accounturi)',
  'account-twice': 'den nævner denne CA med mere end én accounturi, hvilket ingen konto opfylder',
  'other-method': 'den nævner denne CA, men ikke den brugte slags challenge (validationmethods)',
  'methods-malformed': 'den nævner denne CA med en liste validationmethods, der ikke kan læses',
  'methods-twice': 'den nævner denne CA med mere end én liste validationmethods',
  malformed: 'den kan ikke læses, så den tillader ingen',
  'other-issuer': 'den nævner en anden udsteder, og ingen post dér nævner denne CA',
  nobody: 'den forbyder alle, og ingen post dér nævner denne CA',
};

function persistText(reason: string): string {
  return PERSIST_REASONS[reason] ?? reason;
}
export const PERSIST_REASONS: Readonly<Record<string, string>> = {
  'other-issuer': 'ingen nævner denne CA',
  'other-account': 'en nævner denne CA, men ikke denne konto (accounturi)',
  expired: 'tidspunktet i dens persistUntil er passeret',
  'not-wildcard': 'en nævner denne konto, men ikke for wildcards (policy=wildcard)',
  'until-malformed': 'dens persistUntil er ikke et antal sekunder siden 1970',
  'account-not-hashed': "dens accounturi er ikke hashet under denne CA's accountHashPrefix (udkast 02)",
  'account-missing': 'den har ingen accounturi',
  'parameter-twice': 'den har en parameter to gange',
  grammar: 'den følger ikke grammatikken i RFC 8659, afsnit 4.2, eller slutter med et semikolon',
};
