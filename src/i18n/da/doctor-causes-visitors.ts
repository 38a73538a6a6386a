import type { visitorCauses as english } from '../en/doctor-causes-visitors.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of causes: a title, and what it means here; `p` is the finding's values. */
export const visitorCauses: Translation<typeof english> = {
  G1: {
    title: () => 'TLS går i stå ved store meddelelser',
    says: (p) =>
      `En handshake, der kan være i én pakke, besvares, men ikke en så stor som browsernes (${p.places}): pakker af den størrelse går tabt. Validering over port 80 mærker det ikke.`,
  },
  G2: {
    title: () => 'siden kræver en vært uden IPv6',
    says: (p) =>
      `Siden på ${p.name} henter dele fra ${p.resource}, som ingen AAAA-post har: besøgende med kun IPv6 får dem ikke.`,
  },
  G3: {
    title: () => 'siden kræver en vært, hvis IPv6 er død',
    says: (p) =>
      `Siden på ${p.name} henter dele fra ${p.resource}, hvis IPv6-adresse ikke svarer (${p.places}): hver forbindelse dertil venter først på IPv4.`,
  },
  G4: {
    title: () => 'siden nævner IPv4-adresser',
    says: (p) =>
      `Siden på ${p.name} nævner adressen ${p.literal} i stedet for en vært (${p.count} ${Number(p.count) === 1 ? 'gang' : 'gange'}): besøgende med kun IPv6 kan ikke komme dertil, heller ikke gennem NAT64.`,
  },
  G5: {
    title: () => 'en IPv6-adresse, som en resolver har fundet på',
    says: (p) =>
      `Nogle resolvere giver ${p.address} for ${p.name}, som ingen har offentliggjort: DNS64 har lavet den ud fra IPv4-adressen. Med sin egen AAAA-post ville der ikke blive lavet nogen.`,
  },
  G6: {
    title: () => 'IPv6 er langsommere end IPv4',
    says: (p) =>
      `En forbindelse til ${p.name} tager ${p.ms} ms længere over IPv6 end over IPv4, og besøgende med begge får alligevel IPv6.`,
  },
  G7: {
    title: () => 'certifikatet, der udleveres, udløber snart eller er gammelt',
    says: (p) =>
      `Certifikatet for ${p.name} på ${p.places} har ${p.days} ${Number(p.days) === 1 ? 'dag' : 'dage'} tilbage.${p.file === '' ? '' : ` Et nyere er i ${p.file}, og serveren har ikke fået besked.`}`,
  },
  G8: {
    title: () => "maskinen kan ikke nå CA'en over IPv6",
    says: (p) =>
      `Fra denne maskine svarer ${p.to} over IPv4 og ikke over IPv6 (${p.outcome}): en ACME-klient, der vælger IPv6 først, kommer aldrig i gang.`,
  },
  G9: {
    title: () => "CA'en selv afviser indtil videre",
    says: (p) =>
      `Den angivne fejl skyldes ikke ${p.name}: CA'en har en grænse, et nedbrud eller udsteder ikke til det.`,
  },
  G10: {
    title: () => 'challengen passer ikke til det bestilte',
    says: (p) =>
      `Den angivne fejl siger, at denne slags challenge ikke kan bevise ${p.name}: en wildcard kræver dns-01.`,
  },
};
