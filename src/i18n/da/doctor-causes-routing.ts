import type { routingCauses as english } from '../en/doctor-causes-routing.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of causes: a title, and what it means here; `p` is the finding's values. */
export const routingCauses: Translation<typeof english> = {
  C1: {
    title: () => 'ingen IPv6-standardrute',
    says: (p) =>
      p.ifname === ''
        ? `Der kommer intet svar fra ${p.places}: serveren har måske ingen vej ud over IPv6.`
        : `Serveren har en global IPv6-adresse på ${p.ifname} og ingen standardrute: pakker kommer ind, og intet svar kommer ud.`,
  },
  C2: {
    title: () => 'videresendelse har fjernet standardruten',
    says: (p) =>
      p.ifname === ''
        ? `Der kommer intet svar fra ${p.places}: et program, der videresender pakker (Docker, libvirt, en VPN), har måske fjernet IPv6-standardruten.`
        : `${p.ifname} videresender pakker (det kræver Docker, libvirt og VPN'er) og lytter derfor ikke til routere: accept_ra er 1, og standardruten er væk.`,
  },
  C3: {
    title: () => 'ingen router tilbyder sig længere',
    says: (p) =>
      p.ifname === ''
        ? `Der kommer intet svar fra ${p.places}: routeren annoncerer sig måske ikke længere.`
        : `${p.ifname} fik sin adresse fra en router, og ingen router annoncerer sig længere dér: standardruten er udløbet.`,
  },
  C4: {
    title: () => 'gatewayen er ikke på noget link',
    says: (p) =>
      `Gatewayen ${p.gateway} er konfigureret, men ligger ikke i noget præfiks på ${p.ifname}: ruten blev afvist, da intet siger, at den er på linket.`,
  },
  C5: {
    title: () => 'præfikset er ikke routet til serveren',
    says: (p) =>
      `En router undervejs siger, at der ikke er nogen rute til ${p.places}: udbyderen annoncerer ikke præfikset eller sender det ikke videre til serveren.`,
  },
  C6: {
    title: () => 'nogle netværk når ikke serveren over IPv6',
    says: (p) =>
      `${p.places} nås fra nogle steder og ikke fra andre, som når navnet over IPv4: netværk imellem dem kender ikke til hinanden.`,
  },
  C7: {
    title: () => 'et reverse-path-filter kasserer det, der kommer ind',
    says: (p) =>
      p.filter === ''
        ? `Der kommer intet svar fra ${p.places}: hvor en server har flere veje, kan et reverse-path-filter kassere det, der kommer ind ad en af dem.`
        : `Pakker til ${p.address} kommer ind ad ${p.ifname}, svar ville gå ud ad et andet interface, og et filter kasserer det, der kommer sådan ind (${p.filter}).`,
  },
  C8: {
    title: () => 'store pakker går tabt (path MTU)',
    says: (p) =>
      p.rule === ''
        ? `${p.address} svarer, og et stort svar stopper efter ${p.bytes} byte: store pakker går tabt undervejs, og meddelelsen, der siger det, når ikke frem.`
        : `Meddelelsen "packet too big" kasseres på serveren (${p.rule}): store svar fra ${p.address} stopper undervejs.`,
  },
  C9: {
    title: () => 'IPv6 går gennem en tunnel',
    says: (p) =>
      p.ifname === ''
        ? `${p.places} svarer ${p.ms} ms senere end IPv4: IPv6 går måske gennem en tunnel.`
        : `IPv6 går ud ad ${p.ifname} (${p.type}, pakker på op til ${p.mtu} byte) og ikke ad den vej, som IPv4 går.`,
  },
  C10: {
    title: () => 'naboer findes ikke',
    says: (p) => {
      if (p.what === 'full')
        return `Tabellen over IPv6-naboer er fuld (${p.entries} af ${p.most}): nye naboer, også routeren, findes ikke.`;
      if (p.what === 'gateway')
        return `Gatewayen ${p.gateway} på ${p.ifname} svarer ikke på Neighbour Discovery.`;
      return `Den sidste router finder ingen vært, der har ${p.places}: Neighbour Discovery er måske spærret, eller dens tabel er fuld.`;
    },
  },
  C11: {
    title: () => 'to routere tilbyder sig',
    says: (p) =>
      p.routers === ''
        ? `${p.places} svarer til tider og til andre tider ikke: to routere tilbyder sig måske for serveren.`
        : `På ${p.ifname} tilbyder mere end én router sig (${p.routers}): svar går via den ene eller den anden.`,
  },
  C12: {
    title: () => 'udgående forbindelser begynder fra den forkerte adresse',
    says: (p) =>
      `Forbindelser, som serveren opretter over IPv6, begynder fra ${p.address} (${p.ifname}), som der snart ikke længere kommer svar til: dens ACME-klient når ikke CA'en.`,
  },
};
