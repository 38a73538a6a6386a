import { dnssecReason } from './dnssec.ts';

/** English messages of what is found wrong with a delegated name; each ends with what mends it. */
export const healthFaults = {
  delegationZoneUnknown: (p: { name: string }) =>
    `No zone in the DNS holds ${p.name}, so nobody can be asked for its records. Look at the delegation of its zone at the registrar: dig +trace ${p.name} SOA`,
  delegatedZoneUnknown: (p: { zone: string }) =>
    `Nothing in the DNS says who serves ${p.zone}. Publish its NS records, and the addresses of the name servers, in the zone above it.`,
  delegationRecordMissing: (p: { challenge: string; record: string; servers: string }) =>
    `${p.challenge} is not delegated at ${p.servers}. Publish: ${p.record}`,
  delegationRecordWrong: (p: { challenge: string; found: string; record: string; servers: string }) =>
    `${p.challenge} leads elsewhere at ${p.servers}: ${p.found} Publish instead: ${p.record}`,
  delegationRecordSynthesised: (p: { challenge: string; record: string }) =>
    `The CNAME at ${p.challenge} comes from a wildcard, as names beside it have the same. Publish a record of its own: ${p.record}`,
  delegationTextsBeside: (p: { challenge: string; servers: string }) =>
    `There are TXT records at ${p.challenge} itself, at ${p.servers}; the CA may read them instead of the values that are served here. Delete them: a delegated name has one CNAME, or NS records, and nothing else (RFC 1034 section 3.6.2).`,
  delegationTargetAbsent: (p: { target: string; servers: string }) =>
    `${p.servers} says that ${p.target} does not exist. Let these servers be the ones of delegation.zones, all with the same settings, and allow the name to a client: sixfour rule add`,
  heldRecordThere: (p: { challenge: string; found: string; servers: string }) =>
    `A DNS provider holds ${p.challenge}, and ${p.found} is there, at ${p.servers}: the values of a provider have no place beside it. Delete it.`,
  heldZoneElsewhere: (p: { challenge: string; zone: string; found: string }) =>
    `${p.challenge} is in the zone ${p.found}, and the provider is told to write to ${p.zone}. Nobody sees what is written there. Add a provider that has it (sixfour provider add --zone ${p.found}), or publish the NS records of ${p.zone} in the zone above.`,
  delegationBogus: (p: { link: string; reason: string }) =>
    `DNSSEC fails at ${p.link}: ${dnssecReason(p.reason)}. Sign that zone with the keys that its DS record names, or take the DS record out of the zone above it.`,
  delegationUnresolved: (p: { challenge: string; outcome: string }) =>
    `A CA that looks ${p.challenge} up gets no answer (${p.outcome}), though the name servers seen here are well. Follow the way from the root: dig +trace ${p.challenge} TXT`,
  zoneKeysMissing: (p: { zone: string; servers: string }) =>
    `The zone above ${p.zone} has a DS record for it, and ${p.servers} has no DNSKEY: resolvers that validate take every answer for forged. Sign the zone there, or take the DS record out of the zone above.`,
  nameServersDisagree: (p: { zone: string; challenge: string }) =>
    `The name servers of ${p.zone} do not all have the same at ${p.challenge}. Wait until all have the zone's last version; if they stay apart, mend the transfer to those that lag behind.`,
  nameServerUnaddressed: (p: { zone: string; host: string }) =>
    `${p.host} is a name server of ${p.zone} and has no address. Publish its AAAA and A records, or take its NS record away.`,
  nameServersOneFamily: (p: { zone: string; family: string; type: string }) =>
    `No name server of ${p.zone} has an ${p.family} address, so resolvers that have nothing else cannot ask. Publish ${p.type} records for its name servers.`,
  nameServerSilent: (p: { zone: string; transport: string; servers: string }) =>
    `No answer over ${p.transport} for ${p.zone} from ${p.servers}. Open port 53 for ${p.transport} there, over that family, and let the server listen on that address.`,
  nameServerLame: (p: { zone: string; servers: string }) =>
    `${p.servers} has a name server that does not answer for ${p.zone} with authority, or not rightly. Load the zone there, or take its NS record away.`,
  nameServerOtherSource: (p: { server: string; source: string }) =>
    `${p.server} answers from ${p.source}, another address than was asked, so resolvers do not hear it. Let it listen on each of its addresses by name instead of on all at once.`,
};
export type HealthFaultMessages = typeof healthFaults;
