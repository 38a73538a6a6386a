import type { filterCauses as english } from '../en/doctor-causes-filters.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of causes: a title, and what it means here; `p` is the finding's values. */
export const filterCauses: Translation<typeof english> = {
  D1: {
    title: () => 'pakkefilteret lukker ikke webtrafik ind',
    says: (p) =>
      p.rule === ''
        ? `Der kommer intet svar fra ${p.places}, mens IPv4 svarer: reglerne for IPv6 mangler måske en linje for port ${p.port}.`
        : `Intet i ${p.table} ${p.chain} åbner for port ${p.port}: "${p.rule}" afgør det. Regler for den ene familie siger intet om den anden.`,
  },
  D2: {
    title: () => 'reglen, der lukker webtrafik ind, kommer for sent',
    says: (p) =>
      p.rule === ''
        ? `Der kommer intet svar fra ${p.places}, mens IPv4 svarer: en regel kasserer måske pakkerne før den, der accepterer port ${p.port}.`
        : `I ${p.table} ${p.chain} afgør "${p.rule}" det før den regel, der accepterer port ${p.port}: den første, der passer, gælder.`,
  },
  D3: {
    title: () => 'ICMPv6 kasseres, og Neighbour Discovery med den',
    says: (p) =>
      p.rule === ''
        ? `Den sidste router finder ingen på ${p.places}, mens IPv4 svarer: serveren kasserer måske al ICMPv6, som bruges til at spørge efter dens adresse.`
        : `"${p.rule}" i ${p.table} ${p.chain} kasserer ${p.type}: uden Neighbour Discovery, som er en del af ICMPv6, kan routeren ikke finde serveren.`,
  },
  D4: {
    title: () => 'pakkefilteret afviser webtrafik',
    says: (p) =>
      p.rule === ''
        ? `Et pakkefilter afviser forbindelser til ${p.places}, mens IPv4 svarer.`
        : `"${p.rule}" i ${p.table} ${p.chain} afviser straks forbindelser til port ${p.port}: ingen forbindelsestimeout lader en CA prøve IPv4 i stedet.`,
  },
  D5: {
    title: () => 'der er kun åbent for én af portene 80 og 443',
    says: (p) =>
      p.rule === ''
        ? `Der er ikke åbent for port ${p.port} på ${p.places}; den samme adresse svarer på den anden port, og IPv4 på begge.`
        : `"${p.rule}" åbner ikke for port ${p.port} (${p.places}), mens den anden port er åben.`,
  },
  D6: {
    title: () => 'de nuværende regler er ikke gemt',
    says: (p) =>
      `De nuværende regler åbner for port ${p.port}; reglerne i ${p.file}, som kommer igen ved næste start, gør ikke.`,
  },
  D7: {
    title: () => 'firewalld-zonen mangler http og https',
    says: (p) =>
      p.zone === ''
        ? `Der kommer intet svar fra ${p.places}, mens IPv4 svarer: interfacets firewalld-zone mangler måske http og https.`
        : `firewalld-zonen ${p.zone} åbner ikke for port ${p.port} (${p.places}).`,
  },
  D8: {
    title: () => 'ufw lukker ikke webtrafik ind over IPv6',
    says: (p) =>
      p.setting === ''
        ? `Der kommer intet svar fra ${p.places}, mens IPv4 svarer: ufw har måske IPV6=no, eller kun regler for IPv4.`
        : `ufw er slået til, med IPV6=${p.setting}, og åbner kun for port ${p.port} over IPv4 (${p.places}).`,
  },
  D9: {
    title: () => 'et filter foran serveren åbner kun for IPv4',
    says: (p) =>
      p.packets === ''
        ? `Der kommer intet svar fra ${p.places}, mens IPv4 svarer: udbyderens firewall (security group, netværks-ACL) har måske ingen regel for ::/0.`
        : `Serveren selv ville åbne for ${p.places}, og ingen af de pakker, der blev sendt dertil, nåede frem: et filter foran den kasserer dem.`,
  },
  D10: {
    title: () => 'en routers firewall lukker ikke IPv6 ind',
    says: (p) =>
      `Intet svarer på ${p.places}, ikke engang en lukket port, mens IPv4 svarer: en router i hjemmet eller på et kontor videresender måske IPv4-porte og kasserer alt IPv6.`,
  },
  D11: {
    title: () => 'udbyderen spærrer port 80',
    says: (p) =>
      `Port 80 er død (${p.places}), og port 443 på de samme adresser svarer: noget foran serveren kasserer port 80 over alle familier.`,
  },
  D12: {
    title: () => 'netværk eller lande holdes ude',
    says: (p) =>
      p.rule === ''
        ? `Nogle steder når ${p.places}, og andre gør ikke: adresser holdes ude efter, hvor de er.`
        : `"${p.rule}" i ${p.table} ${p.chain} afgør det efter den adresse, som en pakke kommer fra (${p.places}).`,
  },
  D13: {
    title: () => 'den, der undersøger, er spærret',
    says: (p) =>
      p.rule === ''
        ? `Der kommer intet svar fra ${p.places}: et program, der spærrer adresser (fail2ban, CrowdSec), har måske spærret dem, der undersøger.`
        : `${p.owner} har spærret den adresse, der undersøger: "${p.rule}" (${p.places}).`,
  },
  D14: {
    title: () => 'en tabel over forbindelser er fuld',
    says: (p) => {
      if (p.what === 'conntrack')
        return `Kernen følger ${p.count} forbindelser af højst ${p.max}: den kasserer nye.`;
      if (p.what === 'queue') {
        return `${p.count} forbindelser til port ${p.port} venter på at blive taget, af højst ${p.max}: serveren kan ikke følge med.`;
      }
      return `${p.places} tager imod en forbindelse den ene gang og ikke den anden: en tabel er måske fuld.`;
    },
  },
  D15: {
    title: () => 'Docker publicerer kun porten på IPv4',
    says: (p) =>
      p.container === ''
        ? `Docker publicerer kun port ${p.port} på IPv4.`
        : `Docker publicerer kun port ${p.port} fra ${p.container} på IPv4.`,
  },
  D16: {
    title: () => 'tjenester, som IPv4 skjuler, er åbne over IPv6',
    says: (p) =>
      p.process === ''
        ? `Port ${p.port} er åben for alle over IPv6 og for ingen over IPv4 (${p.places}).`
        : `${p.process} på port ${p.port} er åben for alle over IPv6; over IPv4 skjuler et filter eller adresseoversættelse den.`,
  },
};
