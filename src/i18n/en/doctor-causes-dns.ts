import { dnssecReason } from './dnssec.ts';
import { CAA_REASONS } from './faults-validation.ts';

/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const dnsCauses = {
  A1: {
    title: () => 'the AAAA record leads to another server',
    says: (p: { name: string; places: string }) =>
      `Over IPv6 ${p.name} shows something else than over IPv4 (${p.places}): the AAAA record belongs to another server, an old one or a neighbour's.`,
  },
  A2: {
    title: () => 'the AAAA record leads to an address that nobody has',
    says: (p: { name: string; places: string }) =>
      `The AAAA record of ${p.name} names an address at which no port answers (${p.places}): no machine has it.`,
  },
  A3: {
    title: () => 'the AAAA record comes from a wildcard',
    says: (p: { name: string; places: string }) =>
      `A name that nobody has published has the same AAAA record as ${p.name}: a wildcard or a panel made it, and what is there is not this site (${p.places}).`,
  },
  A4: {
    title: () => 'the AAAA record is out of date',
    says: (p: { name: string; places: string }) =>
      `The AAAA record of ${p.name} (${p.places}) is an address that the server had before: its prefix or its network card has changed, the record has not.`,
  },
  A5: {
    title: () => 'an address that is not of the public Internet',
    says: (p: { name: string; address: string; range: string }) =>
      `${p.name} is published with ${p.address}, which is ${p.range}: nobody on the Internet can reach it, and a CA does not try.`,
  },
  A6: {
    title: () => 'no IPv6 address',
    says: (p: { name: string }) =>
      `${p.name} has no AAAA record: visitors who have nothing but IPv6 do not reach it. Validation goes over IPv4.`,
  },
  A7: {
    title: () => 'no IPv4 address',
    says: (p: { name: string }) =>
      `${p.name} has no A record: visitors who have nothing but IPv4 do not reach it, and validation has no second family to try.`,
  },
  A8: {
    title: () => 'the name with www and the one without differ in IPv6',
    says: (p: { with: string; without: string }) =>
      `${p.with} has an AAAA record and ${p.without} has none, though both have IPv4 addresses.`,
  },
  A9: {
    title: () => 'one of several addresses is dead',
    says: (p: { name: string; places: string }) =>
      `${p.name} has several addresses, and this one takes no connection while others do: ${p.places}. Which one a visitor or a CA gets is a matter of chance.`,
  },
  A10: {
    title: () => 'questions for AAAA records are not answered',
    says: (p: { name: string; outcome: string; servers: string }) =>
      p.servers === ''
        ? `A question for AAAA records of ${p.name} ends with "${p.outcome}", while one for A records is answered.`
        : `Name servers answer for A records of ${p.name}, and not for AAAA records ("${p.outcome}"): ${p.servers}.`,
  },
  A11: {
    title: () => 'name servers do not answer over IPv6',
    says: (p: { name: string; servers: string; what: string; left: string }) => {
      if (p.what === 'absent')
        return `No name server of ${p.name} has an IPv6 address (${p.servers}): resolvers that have nothing but IPv6 cannot ask them.`;
      if (p.what === 'single')
        return `Only ${p.left} of the name servers of ${p.name} has an IPv6 address; these have none: ${p.servers}. Where it fails, resolvers that have nothing but IPv6 find nothing.`;
      return `Name servers of ${p.name} are silent over IPv6: ${p.servers}. Resolvers lose time with them, or find nothing.`;
    },
  },
  A12: {
    title: () => 'name servers disagree',
    says: (p: { name: string; types: string; servers: string }) =>
      `Name servers of ${p.name} say different things (${p.types}): ${p.servers}. Validation and visitors get one answer or the other.`,
  },
  A13: {
    title: () => 'other regions are given a dead IPv6 address',
    says: (p: { name: string; address: string; where: string }) =>
      `Clients elsewhere (${p.where}) are told that ${p.name} is at ${p.address}, which takes no connection; here another address is given.`,
  },
  A14: {
    title: () => 'the alias does not lead to an IPv6 address',
    says: (p: { name: string; target: string; what: string }) => {
      if (p.what === 'loop') return `The CNAME of ${p.name} leads round in a circle.`;
      if (p.what === 'nowhere') return `${p.name} is a CNAME for ${p.target}, and there is no such name.`;
      return `${p.name} is a CNAME for ${p.target}, which has no AAAA record: visitors who have nothing but IPv6 do not reach it.`;
    },
  },
  A15: {
    title: () => 'the HTTPS record does not fit the addresses',
    says: (p: { name: string; target: string; address: string; what: string }) =>
      p.what === 'dead'
        ? `The HTTPS record of ${p.name} leads to ${p.target}, which has no address.`
        : `The HTTPS record of ${p.name} hints at ${p.address}, which is none of the addresses of ${p.target}: browsers go there first.`,
  },
  A16: {
    title: () => 'DNSSEC signatures are wrong',
    says: (p: { name: string; reason: string; link: string; servers: string }) =>
      p.servers === ''
        ? `The answers for ${p.name} do not stand up to DNSSEC (at ${p.link}: ${dnssecReason(p.reason)}): for a CA, and for everybody whose resolver validates, the name does not exist.`
        : `Some name servers send signatures for ${p.name} that are wrong or missing (${dnssecReason(p.reason)}): ${p.servers}. Who gets their answers does not find the name.`,
  },
  A17: {
    title: () => 'caches still have the old answer',
    says: (p: { name: string; type: string; seconds: string; before: string; after: string }) =>
      `The name servers say ${p.after || 'nothing'} for ${p.type} of ${p.name}, and a recursive server still has ${p.before || 'nothing'}, for ${p.seconds} seconds more.`,
  },
  A18: {
    title: () => "the challenge's record has the zone in its name twice",
    says: (p: { found: string; wanted: string }) =>
      `There is a TXT record at ${p.found}; it should be at ${p.wanted}. A panel that appends the zone itself was given the whole name.`,
  },
  A19: {
    title: () => 'the delegated challenge leads to nobody',
    says: (p: { challenge: string; target: string; outcome: string }) =>
      p.target === ''
        ? `${p.challenge} is handed to other name servers, and they do not answer for it ("${p.outcome}").`
        : `${p.challenge} is a CNAME for ${p.target}, and nothing answers there ("${p.outcome}").`,
  },
  A20: {
    title: () => 'a name server answers from another address',
    says: (p: { server: string; address: string; source: string }) =>
      `${p.server} was asked at ${p.address} and answered from ${p.source}: no resolver takes that for an answer.`,
  },
  A21: {
    title: () => 'name servers lose what does not fit a small datagram',
    says: (p: { what: string; servers: string }) => {
      const losses = p.what.split(' ').map((one) => LOSSES[one as keyof typeof LOSSES] ?? one);
      return `At these name servers ${losses.join('; ')}: ${p.servers}.`;
    },
  },
  A22: {
    title: () => 'CAA records forbid the certificate',
    says: (p: { name: string; found: string; code: string; reason: string }) => {
      if (p.code === 'lookup-failed')
        return `The CAA records at ${p.found} cannot be had ("${p.reason}"): a CA must then refuse ${p.name}.`;
      if (p.code === 'restricted')
        return `The CAA records at ${p.found} allow one account or other methods only (${CAA_REASONS[p.reason] ?? p.reason}): see whether yours is among them.`;
      return `The CAA records at ${p.found} do not let the CA issue for ${p.name} (${CAA_REASONS[p.reason] ?? p.reason}).`;
    },
  },
};

const LOSSES = {
  tcp: 'connections over TCP fail',
  edns: 'large datagrams (EDNS) are not answered',
  case: 'a name in mixed case is not answered rightly',
  texts: "the challenge's TXT records no longer fit a datagram, so many old ones are there",
};
