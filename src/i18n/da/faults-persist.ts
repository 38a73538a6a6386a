import { type persistFaults as english, persistProblems as englishProblems } from '../en/faults-persist.ts';
import { type Translation, translated } from '../translation.ts';

/** Danish messages about records of dns-persist-01: what the inventory refuses, and what is found wrong; findings end with what mends them. */
export const persistFaults: Translation<typeof english> = {
  persistNameUnknown: (p) =>
    `Fortegnelsen har ingen sådan post for ${p.name}. Vis, hvad den har, med: sixfour persist list`,
  persistRecordExists: (p) =>
    `Fortegnelsen har allerede en post for ${p.name} for denne konto hos ${p.issuer}. For at ændre den skal du fjerne den først: sixfour persist remove ${p.name} --issuer ${p.issuer}`,
  tooManyPersistRecords: (p) =>
    `Fortegnelsen har allerede ${p.max} ${p.max === 1 ? 'post' : 'poster'} for ${p.name}. Fjern dem, der ikke længere behøves: sixfour persist remove ${p.name}`,
  persistRecordInvalid: (p) => `"${p.value}" ${problems[p.reason]()}.`,
  persistMissing: (p) => `${p.owner} har ikke fortegnelsens post på ${p.servers}. Offentliggør: ${p.record}`,
  persistDrift: (p) =>
    `En post ved ${p.owner} afviger fra fortegnelsen i ${p.differs}. Offentliggør i stedet: ${p.record}`,
  persistTwice: (p) =>
    `${p.owner} har ${p.count} poster for én konto hos ${p.issuer}; den, der tillader mest, gælder. Behold én af dem.`,
  persistUnknownAccount: (p) =>
    `En post ved ${p.owner} lader en konto hos ${p.issuer} få certifikater til navnet, som ikke er i fortegnelsen: ${p.account}. Fjern posten fra zonen, eller optag den i fortegnelsen: sixfour persist add`,
  persistUnknownIssuer: (p) =>
    `En post ved ${p.owner} er til en CA, der ikke er i fortegnelsen: ${p.issuer}. Fjern posten fra zonen, eller optag den i fortegnelsen: sixfour persist add`,
  persistUnreadable: (p) =>
    `${p.owner} har ${p.count} TXT-${p.count === 1 ? 'post' : 'poster'}, som en CA ikke kan læse som poster til dns-persist-01. Fjern dem; de rigtige vises af: sixfour persist show`,
  persistEnded: (p) =>
    `Posten for ${p.issuer} ved ${p.owner} ophørte med sin persistUntil, ${p.until}: den beviser ikke længere noget. Tilføj den på ny med et senere ophør, eller fjern den: sixfour persist remove`,
  persistEndsSoon: (p) =>
    `Posten for ${p.issuer} ved ${p.owner} ophører med sin persistUntil, ${p.until}, om mindre end ${p.days} ${p.days === 1 ? 'dag' : 'dage'}. Offentliggør en med et senere ophør: sixfour persist remove, derefter sixfour persist add`,
  persistServersDiffer: (p) =>
    `Navneserverne for ${p.zone} svarer ikke alle det samme ved ${p.owner}. Vent, til alle har zonens seneste version; bliver de ved med at være uenige, så ret zoneoverførslen til dem, der er bagud.`,
  persistAliasElsewhere: (p) =>
    `En CNAME fører fra ${p.owner} til ${p.target}, hvor fortegnelsens post ikke er. Offentliggør den dér, eller fjern CNAME-posten, og offentliggør: ${p.record}`,
};

export const persistProblems: Translation<typeof englishProblems> = {
  issuer: () =>
    "er ikke en udsteders domænenavn: et værtsnavn, som poster mener CA'en med, fx ca.example.net",
  account: () => 'er ikke en konto-URL, fx https://ca.example.net/acme/account/1 (højst 2.000 tegn)',
  hash: () =>
    "er ikke en hashet konto-URI (udkast 02 lader den slutte med sha-256/ og 43 tegn); angiv konto-URL'en med --thumbprint og --hash-prefix for at få den dannet",
  until: () => 'er ikke en dato: 2027-01-31 eller 2027-01-31T12:00:00Z',
  past: () => 'er allerede passeret',
};
const problems = translated(englishProblems, persistProblems);
