import type { acmeFaults as english } from '../en/faults-acme.ts';
import type { Translation } from '../translation.ts';
import { term } from './terms.ts';
import { issuanceText } from './reason-texts.ts';
import { rangeText } from './ranges.ts';

/** Danish messages of ACME faults: what happened and what to do next, in one or two sentences. */
export const acmeFaults: Translation<typeof english> = {
  // requests
  serverInternal: () =>
    "Serveren kunne ikke udføre forespørgslen. Intet er gået tabt; prøv igen, og fortæl det til denne CA's administrator, hvis det bliver ved.",
  hostNotServed: (p) =>
    `Denne server svarer ikke for værten "${p.host}". Brug den adresse, som dens administrator har givet dig; administratoren kan tilføje en vært med indstillingen acme.hosts.`,
  resourceUnknown: (p) =>
    `Der er intet på ${p.path}. Hent hver adresse fra kataloget og fra de objekter, som serveren har returneret.`,
  methodNotAllowed: (p) =>
    `${p.method} er ikke muligt her. Send ${p.allowed}; for at læse en ressource skal du sende en POST med tom payload (POST-as-GET, RFC 8555, afsnit 6.3).`,
  contentTypeWrong: (p) =>
    `Indholdstypen er "${p.contentType}". Send forespørgslen som application/jose+json.`,
  bodyTooLarge: (p) =>
    `Forespørgslens indhold er på mere end ${p.max} byte. Del ordren op, eller gør CSR'en kortere.`,
  bodyUnreadable: () =>
    'Forespørgslens indhold nåede ikke helt frem. Send den igen med den rigtige Content-Length og uden indholdskodning (Content-Encoding).',

  // JWS
  jwsNotJson: () =>
    'Forespørgslens indhold er ikke et JSON-objekt. Send én JWS i flattened JSON serialization (RFC 7515, afsnit 7.2.2).',
  jwsDuplicateMember: (p) =>
    `Feltet "${p.member}" står mere end én gang i ${term(p.where)}. Send hvert felt én gang.`,
  jwsTooDeep: (p) =>
    `Der er mere end ${p.max} niveauer inden i hinanden i ${term(p.where)}. Det har ingen ACME-forespørgsel brug for; send en enkel.`,
  jwsSeveralSignatures: () =>
    'JWS har et felt "signatures". Send netop én signatur, i flattened JSON serialization.',
  jwsUnprotectedHeader: () =>
    'JWS har en ubeskyttet "header". Sæt alle headerfelter i den beskyttede header (RFC 8555, afsnit 6.2).',
  jwsMemberMissing: (p) =>
    `JWS mangler feltet "${p.member}", eller det er ikke en streng. Send "protected", "payload" og "signature" som base64url-strenge.`,
  jwsNotBase64url: (p) =>
    `JWS-feltet "${p.member}" er ikke base64url uden padding. Kod det, som RFC 7515, afsnit 2, foreskriver.`,
  jwsHeaderNotJson: () =>
    'Den beskyttede header er ikke et JSON-objekt. Kod JSON-headeren i UTF-8 og derefter i base64url.',
  jwsHeaderExtension: (p) =>
    `Den beskyttede header bruger "${p.member}", som ACME ikke tillader. Udelad det.`,
  jwsUrlMissing: () =>
    'Den beskyttede header har ingen "url". Sæt forespørgslens nøjagtige adresse dér (RFC 8555, afsnit 6.4).',
  jwsUrlWrong: (p) =>
    `Den beskyttede header siger, at forespørgslen er til ${p.got}, men den kom til ${p.expected}. Signér den adresse, du sender til; en mellemliggende proxy må ikke ændre vært eller sti.`,
  nonceMissing: () =>
    'Den beskyttede header har ingen "nonce". Tag Replay-Nonce fra dette svar, og signér forespørgslen igen.',
  badNonce: () =>
    'Nonce er ukendt, allerede brugt eller for gammel. Tag Replay-Nonce fra dette svar, og signér forespørgslen igen.',
  algorithmMissing: (p) => `Den beskyttede header har ingen "alg". Signér med en af: ${p.supported}.`,
  algorithmUnsupported: (p) =>
    `Signaturalgoritmen "${p.algorithm}" accepteres ikke her. Signér med en af: ${p.supported}.`,
  algorithmNotOfKey: (p) =>
    `Signaturalgoritmen "${p.algorithm}" passer ikke til nøglen. Signér med ${p.expected}.`,
  keyReferenceMissing: () =>
    'Den beskyttede header har hverken "jwk" eller "kid". Angiv nøglen: "kid" med kontoens adresse, eller "jwk" ved en ny konto eller en tilbagekaldelse med certifikatets nøgle.',
  keyReferenceBoth: () =>
    'Den beskyttede header har både "jwk" og "kid". Send netop én af dem (RFC 8555, afsnit 6.2).',
  keyReferenceMustBeJwk: () =>
    'Denne forespørgsel skal bære sin offentlige nøgle som "jwk", ikke som "kid" (RFC 8555, afsnit 6.2).',
  keyReferenceMustBeKid: () =>
    'Denne forespørgsel skal angive en konto med "kid", ikke bære en nøgle som "jwk". Opret kontoen først, og brug derefter dens adresse.',
  keyMalformed: () =>
    'Feltet "jwk" er ikke en offentlig RSA- eller EC-nøgle som beskrevet i RFC 7518, afsnit 6. Send kun de offentlige felter, i base64url.',
  keyTypeRefused: (p) =>
    `Nøgler af typen "${p.keyType}" accepteres ikke. Brug en EC-nøgle på P-256 eller P-384, eller en RSA-nøgle på 2048 til 4096 bit.`,
  keyHasPrivatePart: () =>
    'Feltet "jwk" indeholder en privat nøgle, som nu er kendt af andre. Lav en ny nøgle, og send kun dens offentlige felter.',
  keyWeak: (p) =>
    `Nøglen er ikke sikker: ${issuanceText(p.reason)}. Lav en ny: EC P-256, eller RSA med 2048 til 4096 bit og eksponent 65537.`,
  keyCompromised: () =>
    'Denne nøgle hører til et certifikat, der er tilbagekaldt, fordi dets nøgle blev kompromitteret. Lav en ny nøgle.',
  signatureWrong: () =>
    'Signaturen passer ikke til forespørgslen og nøglen. Signér de nøjagtige byte i beskyttet header og payload; ECDSA-signaturer er r og s, hver i fuld længde (RFC 7518, afsnit 3.4).',
  accountUnknown: (p) =>
    `Kontoen ${p.kid} findes ikke her. Opret en med en new-account-forespørgsel, og brug derefter adressen fra dens Location-header som "kid".`,
  accountNotValid: (p) =>
    `Kontoen er ${p.status} og kan ikke længere bruges til noget. Opret en ny konto med en ny nøgle.`,
  payloadNotJson: () =>
    'Payload er ikke et JSON-objekt. Send det objekt, som RFC 8555, afsnit 7, beskriver for denne forespørgsel.',
  payloadNotEmpty: () =>
    'Denne ressource kan kun læses. Send en tom payload (POST-as-GET, RFC 8555, afsnit 6.3).',
  payloadMember: (p) =>
    `Feltet "${p.member}" i payload skal være ${term(p.expected)}. Ret det, og send forespørgslen igen.`,
  notYours: (p) =>
    `Den konto, der signerede denne forespørgsel, ejer ikke denne ressource (${term(p.what)}). Signér med den konto, der oprettede den.`,
  noSuchResource: (p) =>
    `Den ønskede ressource (${term(p.what)}) findes ikke. Den kan være slettet efter sin tid; begynd med en ny ordre.`,

  // accounts
  accountForKeyUnknown: () =>
    'Ingen konto har denne nøgle. Opret en: send den samme forespørgsel uden "onlyReturnExisting".',
  accountNotYours: () =>
    'Kontoen i adressen er ikke den, der signerede forespørgslen. Signér med nøglen til den konto, du henvender dig til.',
  termsNotAgreed: (p) =>
    `Denne CA beder om accept af sine vilkår: ${p.url}. Læs dem, og send derefter "termsOfServiceAgreed": true.`,
  contactUnsupported: (p) =>
    `Kontakten "${p.contact}" er ikke en mailto-adresse. Angiv kun mailto:-adresser, eller ingen.`,
  contactInvalid: (p) =>
    `Kontakten "${p.contact}" er ikke én almindelig mailadresse. Skriv mailto:name@host.example, uden yderligere adresser eller headerfelter.`,
  contactsTooMany: (p) =>
    p.max === 1 ? `Mere end ${p.max} kontakt. Angiv færre.` : `Mere end ${p.max} kontakter. Angiv færre.`,
  externalAccountRequired: () =>
    'Denne CA kræver en ekstern kontobinding. Få et nøgle-id og en MAC-nøgle af dens administrator (sixfour eab add), og giv din klient begge dele.',
  externalAccountMalformed: (p) =>
    `Den eksterne kontobinding er forkert ved "${p.member}". Den er en JWS over kontoens offentlige nøgle, signeret med HS256, HS384 eller HS512, med "kid" og den samme "url" som forespørgslen (RFC 8555, afsnit 7.3.4).`,
  externalAccountUnknown: (p) =>
    `Den eksterne nøgle "${p.id}" er ukendt eller tilbagekaldt. Bed denne CA's administrator om en ny.`,
  externalAccountWrongMac: (p) =>
    `Den eksterne kontobinding er ikke signeret med MAC-nøglen for "${p.id}". Giv klienten MAC-nøglen, nøjagtigt som den blev udleveret (base64url).`,
  externalAccountSpent: (p) =>
    `Den eksterne nøgle "${p.id}" er allerede bundet til en anden konto eller er tilbagekaldt. Bed denne CA's administrator om din egen.`,
  keyChangeMalformed: (p) =>
    `Nøgleskiftet er forkert ved "${p.member}". Payload er en JWS med den nye nøgle, med "jwk" og den samme "url", over {"account", "oldKey"} (RFC 8555, afsnit 7.3.5).`,
  keyChangeSignatureWrong: () =>
    'Den indre signatur i nøgleskiftet passer ikke til dets "jwk". Signér det indre objekt med den nye nøgle.',
  keyChangeWrongAccount: () =>
    'Feltet "account" i nøgleskiftet er ikke den konto, der signerede forespørgslen. Sæt "kid" fra den ydre header dér.',
  keyChangeWrongOldKey: () =>
    'Feltet "oldKey" i nøgleskiftet er ikke kontoens nuværende nøgle. Sæt den nuværende offentlige nøgle dér.',
  keyInUse: (p) => `Kontoen ${p.account} har allerede denne nøgle. Lav en ny nøgle til denne konto.`,

  // orders
  rejectedIdentifier: (p) => `Der kan ikke udstedes til "${p.name}": ${issuanceText(p.reason)}`,
  nameNotAllowed: (p) =>
    `Denne CA må ikke udstede til "${p.name}". Dens administrator kan tillade det med: sixfour allow ${p.name}`,
  identifiersRejected: (p) =>
    `Der kan ikke udstedes til ${p.count} af navnene; hvert delproblem siger hvorfor. Ret eller fjern dem.`,
  identifiersCompound: (p) =>
    `${p.count} af identifikatorerne er afvist af forskellige grunde; hvert delproblem siger hvorfor. Ret eller fjern dem.`,
  identifierTypeUnsupported: (p) =>
    `Der udstedes ikke til identifikatorer af typen "${p.type}" her. Bestil værtsnavne med typen "dns" eller adresser med typen "ip".`,
  identifiersTooMany: (p) => `Ordren har flere end ${p.max} navne. Del den op.`,
  nameEmpty: () => 'Navnet er tomt. Angiv et værtsnavn.',
  nameIpAddress: (p) =>
    `"${p.name}" er en IP-adresse, ikke et værtsnavn. Bestil den med typen "ip", eller bestil et værtsnavn, der peger på den.`,
  addressMalformed: (p) =>
    `"${p.address}" er hverken en IPv6- eller en IPv4-adresse. Skriv en som 2001:db8::1 eller 192.0.2.1, uden klammer, port, præfiks eller zone.`,
  addressNotCanonical: (p) =>
    `"${p.address}" er ikke den kanoniske skrivemåde for den adresse (RFC 5952). Bestil den som ${p.canonical}.`,
  addressNeverIssued: (p) =>
    `Der udstedes aldrig et certifikat til ${p.address}: ${rangeText(p.range)}. Bestil den adresse, som klienter når serveren på, eller et værtsnavn.`,
  addressNotAllowed: (p) =>
    `Denne CA må ikke udstede til adressen ${p.address}. Dens administrator kan tillade det med: sixfour allow --address ${p.address}${
      p.range === ''
        ? ''
        : ` og, da adressen er særlig (${rangeText(p.range)}), lade validering oprette forbindelse til den med: sixfour allow --network ${p.address}`
    }`,
  identifierNotProvable: (p) =>
    `Ingen challengetype, som dette katalog tilbyder, kan bevise "${p.name}". Brug et andet katalog, eller bed administratoren om at tilbyde en, der kan (indstillingen acme.challenge_types).`,
  ancestorNotAbove: (p) =>
    `ancestorDomain "${p.ancestor}" er ikke et domæne over "${p.name}" (RFC 9444, afsnit 4.2). Angiv et, som navnet slutter på med hele labels, eller udelad det.`,
  preAuthorizationNotOffered: () =>
    'Dette katalog tilbyder ingen autorisationer uden en ordre. Opret en ordre: dens autorisationer oprettes sammen med den.',
  preAuthorizationWildcard: (p) =>
    `En wildcard som "${p.name}" kan ikke autoriseres uden en ordre (RFC 8555, afsnit 7.4.1). Bed om domænet med "subdomainAuthAllowed": dets wildcards er blandt navnene under det.`,
  standingTooMany: (p) =>
    p.max === 1
      ? `Denne konto har ${p.max} autorisation uden en ordre. Deaktivér den, hvis den ikke behøves, eller vent, til den er udløbet.`
      : `Denne konto har ${p.max} autorisationer uden en ordre. Deaktivér dem, der ikke behøves, eller vent, til nogle er udløbet.`,
  nameTooLong: (p) =>
    `"${p.name}" har flere end ${p.max} tegn, det længste, DNS kan bære. Brug et kortere navn.`,
  nameLabelTooLong: (p) =>
    `En label i "${p.name}" har flere end ${p.max} tegn, det længste, DNS kan bære. Brug en kortere.`,
  nameLabelEmpty: (p) =>
    `"${p.name}" har en tom label. Skriv enkelte punktummer mellem labels, og intet i begyndelsen.`,
  nameTrailingDot: (p) => `"${p.name}" slutter med et punktum. Skriv navnet uden det.`,
  nameUnderscore: (p) =>
    `"${p.name}" indeholder en understregning, som et værtsnavn ikke må have (RFC 5280, afsnit 4.2.1.6). Brug en bindestreg.`,
  nameNotHostname: (p) =>
    `"${p.name}" er ikke et værtsnavn: labels består af bogstaver, cifre og bindestreger, der ikke står yderst. Ret det.`,
  nameReservedLabel: (p) =>
    `Labelen "${p.label}" i "${p.name}" har bindestreger på tredje og fjerde plads, men er ikke en gyldig A-label (RFC 5890, afsnit 2.3.1). Brug en anden label.`,
  nameInternational: (p) => `"${p.name}" er ikke skrevet i A-labels. Bestil det som ${p.ascii}.`,
  nameReserved: (p) =>
    `"${p.name}" slutter på "${p.suffix}", som er reserveret og aldrig kan bevises. Brug et navn fra dit eget domæne.`,
  nameWildcardMisplaced: (p) =>
    `"${p.name}" har en wildcard et forkert sted. Kun hele den første label må være "*", som i *.host.example.`,
  nameRedundant: (p) => `"${p.name}" er dækket af "${p.wildcard}" i den samme ordre. Fjern en af dem.`,
  datesRefused: (p) =>
    `Ordrens "${p.member}" ligger uden for det, profilen tillader: ${issuanceText(p.limit)}. Udelad feltet, eller vælg et andet tidspunkt.`,
  profileUnknown: (p) => `Profilen "${p.profile}" findes ikke i dette katalog. Vælg en af: ${p.known}.`,
  ordersTooMany: () =>
    'Denne konto bestiller hurtigere, end denne CA tillader. Vent så længe, som Retry-After siger; administratoren kan hæve grænsen med acme.limits.',
  ordersPendingTooMany: (p) =>
    p.max === 1
      ? `Denne konto har ${p.max} ufærdig ordre. Gør den færdig, deaktivér dens autorisationer, eller vent, til den udløber.`
      : `Denne konto har ${p.max} ufærdige ordrer. Gør dem færdige, deaktivér deres autorisationer, eller vent, til de udløber.`,
  accountsTooMany: () =>
    'For mange nye konti fra dette netværk. Brug den konto, du har, eller vent så længe, som Retry-After siger.',
  failuresTooMany: (p) =>
    `For mange mislykkede valideringer af "${p.name}" fra denne konto. Ret det, som de seneste nævnte, og vent derefter så længe, som Retry-After siger.`,
  validationsBusy: () =>
    'Denne CA kører så mange valideringer, som den må. Send den samme forespørgsel igen efter den tid, som Retry-After siger.',

  // authorizations and challenges
  challengeInProgress: () =>
    'En challenge i denne autorisation er allerede ved at blive valideret. Forespørg på autorisationen med mellemrum; svar ikke igen.',
  authorizationExpired: () => 'Autorisationen er udløbet. Begynd med en ny ordre.',
  authorizationNotDeactivated: (p) =>
    `Autorisationen er ${p.status}: kun en, der er pending eller valid, kan deaktiveres. Der er ikke mere at gøre.`,

  // finalize
  orderNotReady: (p) =>
    `Ordren er ${term(p.status)}, ikke ready${p.waiting === '' ? '' : `: endnu ikke bevist: ${p.waiting}`}. Besvar en challenge i hver autorisation, vent, til ordren er ready, og finalisér derefter; er den invalid, så begynd med en ny ordre.`,
  validationsRecheckFailed: (p) =>
    `CAA-poster tillader ikke længere ${p.names}; hver del af dette problem siger hvorfor. Ordren er ugyldig; ret posterne, og begynd derefter med en ny ordre.`,
  csrMalformed: (p) =>
    `CSR'en kan ikke læses: ${issuanceText(p.reason)}. Send én PKCS #10-anmodning i DER, som base64url uden padding.`,
  csrSignatureWrong: () =>
    "CSR'ens egen signatur passer ikke til dens nøgle. Lav CSR'en på ny med den nøgle, der skal certificeres.",
  csrKeyRefused: (p) =>
    `Nøglen i CSR'en accepteres ikke: ${issuanceText(p.reason)}. Lav en ny: EC P-256 eller P-384, eller RSA med 2048 til 4096 bit og eksponent 65537.`,
  csrExtensionRefused: (p) =>
    `CSR'en beder om ${issuanceText(p.extension)}, som denne CA ikke udsteder. Lav CSR'en kun med værtsnavne og IP-adresser.`,
  csrNameRefused: (p) =>
    `CSR'ens common name "${p.name}" er ikke blandt dens alternative navne. Lav CSR'en kun med de bestilte navne.`,
  csrNamesDiffer: (p) =>
    `CSR'en har ikke netop ordrens navne (mangler: ${p.missing === '' ? 'ingen' : p.missing}; for mange: ${p.extra === '' ? 'ingen' : p.extra}). Lav den med de bestilte navne.`,
  csrKeyIsAccountKey: () =>
    "Nøglen i CSR'en er nøglen til en ACME-konto. Lav en separat nøgle til certifikatet (RFC 8555, afsnit 11.1).",
  csrKeyCompromised: () =>
    "Nøglen i CSR'en hører til et certifikat, der er tilbagekaldt, fordi dets nøgle blev kompromitteret. Lav en ny nøgle.",

  // revocation
  certificateUnknown: () =>
    'Dette certifikat er ikke udstedt her. Send selve certifikatet i DER, som base64url.',
  revocationNotAuthorized: () =>
    'Denne nøgle må ikke tilbagekalde certifikatet. Signér med den konto, der fik det udstedt, med en konto, der har autorisationer for alle dets navne, eller med certifikatets nøgle.',
  revocationReasonRefused: (p) =>
    `Tilbagekaldelsesårsagen ${p.reason} accepteres ikke. Send 0, 1, 3, 4 eller 5, eller ingen (RFC 5280, afsnit 5.3.1).`,
  revocationReasonNotProven: () =>
    'Kompromittering af nøglen kan kun meldes med certifikatets nøgle eller af den konto, der fik det udstedt. Send en anden årsag.',
  alreadyRevoked: () => 'Certifikatet er allerede tilbagekaldt. Der er ikke mere at gøre.',
  storeOverloaded: () =>
    'Serveren har flere ændringer, der venter på dens disk, end den kan klare. Intet blev ændret; prøv igen om nogle sekunder.',
  storeFailed: () =>
    "Der kan ikke skrives i databasen, så intet blev ændret. Fortæl det til denne CA's administrator: årsagen står i loggen.",
  storeClosed: () => 'Serveren er ved at stoppe, så intet blev ændret. Prøv igen, når den er tilbage.',
};
