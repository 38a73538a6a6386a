import type { healthFaults as english } from '../en/faults-health.ts';
import type { Translation } from '../translation.ts';
import { dnssecReason } from './dnssec.ts';

/** Danish messages of what is found wrong with a delegated name; each ends with what mends it. */
export const healthFaults: Translation<typeof english> = {
  delegationZoneUnknown: (p) =>
    `Ingen zone i DNS indeholder ${p.name}, så ingen kan spørges om dets poster. Undersøg delegeringen af dets zone hos registratoren: dig +trace ${p.name} SOA`,
  delegatedZoneUnknown: (p) =>
    `Intet i DNS siger, hvem der betjener ${p.zone}. Offentliggør dens NS-poster og navneservernes adresser i zonen over den.`,
  delegationRecordMissing: (p) =>
    `${p.challenge} er ikke delegeret på ${p.servers}. Offentliggør: ${p.record}`,
  delegationRecordWrong: (p) =>
    `${p.challenge} fører et andet sted hen på ${p.servers}: ${p.found} Offentliggør i stedet: ${p.record}`,
  delegationRecordSynthesised: (p) =>
    `CNAME-posten ved ${p.challenge} kommer fra en wildcard, for navne ved siden af har den samme. Offentliggør en egen post: ${p.record}`,
  delegationTextsBeside: (p) =>
    `Der er TXT-poster ved selve ${p.challenge}, på ${p.servers}; CA'en læser måske dem i stedet for de værdier, der udleveres her. Slet dem: et delegeret navn har én CNAME, eller NS-poster, og ikke andet (RFC 1034, afsnit 3.6.2).`,
  delegationTargetAbsent: (p) =>
    `${p.servers} siger, at ${p.target} ikke findes. Lad disse servere være dem i delegation.zones, alle med de samme indstillinger, og tillad en klient at bruge navnet: sixfour rule add`,
  heldRecordThere: (p) =>
    `En DNS-udbyder står for ${p.challenge}, og ${p.found} er dér, på ${p.servers}: en udbyders værdier har ingen plads ved siden af. Slet den.`,
  heldZoneElsewhere: (p) =>
    `${p.challenge} ligger i zonen ${p.found}, og udbyderen har fået besked på at skrive i ${p.zone}. Ingen ser, hvad der skrives dér. Tilføj en udbyder, der har zonen (sixfour provider add --zone ${p.found}), eller offentliggør NS-posterne for ${p.zone} i zonen over den.`,
  delegationBogus: (p) =>
    `DNSSEC fejler ved ${p.link}: ${dnssecReason(p.reason)}. Signér den zone med de nøgler, som dens DS-post nævner, eller fjern DS-posten fra zonen over den.`,
  delegationUnresolved: (p) =>
    `En CA, der slår ${p.challenge} op, får intet svar (${p.outcome}), selv om de navneservere, der ses herfra, er i orden. Følg vejen fra roden: dig +trace ${p.challenge} TXT`,
  zoneKeysMissing: (p) =>
    `Zonen over ${p.zone} har en DS-post for den, og ${p.servers} har ingen DNSKEY: validerende resolvere anser ethvert svar for forfalsket. Signér zonen dér, eller fjern DS-posten fra zonen over den.`,
  nameServersDisagree: (p) =>
    `Navneserverne for ${p.zone} har ikke alle det samme ved ${p.challenge}. Vent, til alle har zonens seneste version; bliver de ved med at være uenige, så ret zoneoverførslen til dem, der er bagud.`,
  nameServerUnaddressed: (p) =>
    `${p.host} er navneserver for ${p.zone} og har ingen adresse. Offentliggør dens AAAA- og A-poster, eller fjern dens NS-post.`,
  nameServersOneFamily: (p) =>
    `Ingen navneserver for ${p.zone} har en ${p.family}-adresse, så resolvere, der ikke har andet, kan ikke spørge. Offentliggør ${p.type}-poster for dens navneservere.`,
  nameServerSilent: (p) =>
    `Intet svar over ${p.transport} for ${p.zone} fra ${p.servers}. Åbn port 53 for ${p.transport} dér, over den familie, og lad serveren lytte på den adresse.`,
  nameServerLame: (p) =>
    `${p.servers} har en navneserver, der ikke svarer autoritativt for ${p.zone}, eller ikke svarer rigtigt. Indlæs zonen dér, eller fjern dens NS-post.`,
  nameServerOtherSource: (p) =>
    `${p.server} svarer fra ${p.source}, en anden adresse end den spurgte, så resolvere hører den ikke. Lad den lytte på hver af sine adresser enkeltvis i stedet for på alle på én gang.`,
};
