import type { report as english } from '../en/doctor-remedies-report.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of what `sixfour check` prints, on a terminal and for a forum. Options and commands are never translated. */
export const report: Translation<typeof english> = {
  flags: {
    error: () =>
      "hvad CA'en eller klienten sagde, som det blev vist (- læser standardinput): føjes til det, der ses",
    markdown: () => 'udskriv det til et indlæg i et forum, uden private detaljer',
    full: () => 'med --markdown: med andre værters adresser, filstier, andre navne og de linjer, der retter',
  },
  fullAlone: () => '--full hører sammen med --markdown.',
  labels: {
    validation: () => 'validering',
    families: () => 'hver for sig',
    dual: () => 'begge familier',
    six: () => 'kun IPv6',
    four: () => 'kun IPv4',
    effects: () => 'virkning',
    decide: () => 'afgør',
    now: () => 'nu',
    permanent: () => 'varigt',
    verify: () => 'kontrollér',
    undo: () => 'fortryd',
    more: () => 'mere',
    next: () => 'næste trin',
    pasted: () => 'indsat fejl',
    unmeasured: () => 'ikke målt',
  },
  rules: {
    all: (p) => `${p.challenge} ${p.judgement} efter alle genforsøgsregler`,
    some: (p) => `${p.challenge}: ${p.rules}`,
    one: (p) => `${p.rule} ${p.judgement}`,
    none: () => 'ikke målt',
  },
  judgements: {
    valid: () => 'består',
    invalid: () => 'fejler',
    'not-measured': () => 'ikke målt',
    absent: () => 'ingen brugbar adresse',
  },
  familyAlone: (p) => `${p.family} ${p.judgement}`,
  visitors: {
    fine: () => 'i orden',
    delayed: () => 'virker, hver forbindelse omkring 0,3 s forsinket: IPv6 fejler, IPv4 redder det',
    broken: () => 'i stykker: der oprettes forbindelse, så fejler det',
    unreachable: () => 'kan ikke nå det',
    'not-measured': () => 'ikke målt',
  },
  validationEffects: {
    passes: () => 'valideringen består',
    retried: () => 'valideringen fortsætter over IPv4 efter en timeout',
    'retried-by-code': () =>
      "valideringen fejler efter den skrevne regel og består over IPv4 efter koden hos Let's Encrypt",
    fails: () => 'valideringen fejler',
    depends: () => 'valideringen består eller fejler tilfældigt',
    perspectives: () => 'valideringen fejler fra nogle steder',
    'dns-fails': () => 'validering med dns-01 fejler',
    none: () => 'valideringen berøres ikke',
  },
  visitorEffects: {
    none: () => 'besøgende mærker det ikke',
    delayed: () => 'besøgende venter omkring 0,3 s på hver forbindelse',
    broken: () => 'det er i stykker for dem, der får IPv6',
    'six-only': () => 'besøgende med kun IPv6 kan ikke bruge det',
    'four-only': () => 'besøgende med kun IPv4 kan ikke bruge det',
    slow: () => 'det er langsomt',
    down: () => 'det er nede for alle',
    regional: () => 'det fejler nogle steder',
    exposed: () => 'tjenester er åbne, som ikke burde være det',
  },
  finding: (p) => `${p.id} ${p.title} (${p.certainty})`,
  notes: () => 'Værd at vide:',
  decide: {
    inside: () => 'Undersøg også indefra, på serveren:',
    'inside-root': () => 'Undersøg også indefra, på serveren, som root:',
    counter: () =>
      'Se, om pakker overhovedet når frem, på serveren, som root; ADDRESS er det sted, hvorfra du undersøger:',
    confirm: () => 'Undersøg en gang til, et minut senere:',
    perspectives: () => 'Undersøg også fra et andet sted, i et andet netværk:',
    provider: () => 'Se i udbyderens konsol: dens firewall, og om IPv6 er slået til.',
    'dns-panel': () => 'Se i DNS-udbyderens kontrolpanel, hvem der oprettede posten, og hvornår.',
    'client-log': () => 'Indsæt fejlen fra ACME-klienten:',
  },
  remedy: (p) => `${p.title} [${p.id}]`,
  labelled: (p) => `${p.label}: ${p.title} [${p.id}]`,
  others: (p) => `eller: ${p.titles}`,
  staysAnyway: () => 'består efter en genstart',
  next: {
    apply: () => 'Få det gjort, med spørgsmål før hver ændring, og tilbagerulning, hvor det ikke hjælper:',
    host: () => 'Udfør linjerne ovenfor på serveren, og undersøg igen:',
    dns: () => 'Ret posterne som ovenfor, og undersøg igen:',
    elsewhere: () => 'Gør det, der står ovenfor, og undersøg igen:',
  },
  well: (p) =>
    `${p.name} er i orden. Prøvet på ${p.after}: ${count(p.addresses, 'adresse', 'adresser')}, ${count(p.connections, 'forbindelse', 'forbindelser')}, ${count(p.requests, 'handshake og forespørgsel', 'handshakes og forespørgsler')}.`,
  unexplained: () =>
    'Valideringen fejler her, og intet af det, der blev set, siger hvorfor. Hvad der fejler, står i hops i --json.',
  wellInside: () => 'På denne maskine ses intet, der ville holde besøgende eller en validering ude.',
  pasted: {
    shown: (p) => `Det, der ses nu, viser det: ${p.causes}.`,
    itself: () => 'Det kan ingen undersøgelse måle: fejlen selv er fundet.',
    other: () => 'Det, der findes nu, er noget andet end det, der plejer at give denne fejl.',
    nothing: () =>
      "Intet af det, der er målt nu, forklarer den: den er rettet siden, kommer og går, eller ses kun derfra, hvor CA'en kigger.",
    unknown: () =>
      'Teksten givet med --error er ukendt, eller siger kun, at noget mislykkedes. sixfour explain siger, hvilken linje af den der skal indsættes.',
    otherName: (p) =>
      `Fejlen givet med --error handler om et andet navn end ${p.name}. sixfour explain siger, hvad den betyder.`,
  },
  unmeasured: {
    time: () => 'ikke mere tid',
    blind: (p) => `${p.family}: denne maskine har ikke selv ${p.family}, så der siges intet om det`,
    refused: (p) => `${p.address}: ikke en offentlig adresse (--network tillader den)`,
    unread: (p) => `${p.what}: ${p.why}`,
    'needs-root': () => 'kun root må læse det',
    absent: () => 'findes ikke',
    timeout: () => 'svarede ikke i tide',
    failed: () => 'sluttede med en fejl',
    unreadable: () => 'kan ikke læses',
    'no-udp-6': () =>
      'intet viser, at UDP over IPv6 slipper ud herfra, så tavshed lægges ikke navnet til last',
    'no-udp-4': () =>
      'intet viser, at UDP over IPv4 slipper ud herfra, så tavshed lægges ikke navnet til last',
    'no-large-body': () => 'intet på siden er stort nok',
    cut: () => 'for stort til at blive læst helt',
    'no-program': () => 'hverken traceroute eller tracepath her',
    'too-large': () => 'for meget til at blive gemt',
  },
  markdown: {
    heading: (p) => `Undersøgelse af ${p.name}`,
    seen: () => 'Hvad der blev set',
    columns: { address: () => 'adresse', port: () => 'port', outcome: () => 'resultat' },
    answers: () => 'svarer',
    findings: () => 'Fund',
    mend: () => 'Hvad der retter det',
    by: (p) => `sixfour ${p.version}, ${p.time}`,
    hidden: { address: () => 'adresse', path: () => 'sti', host: () => 'vært' },
  },
};

function count(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`;
}
