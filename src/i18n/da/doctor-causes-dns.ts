import type { dnsCauses as english } from '../en/doctor-causes-dns.ts';
import type { Translation } from '../translation.ts';
import { dnssecReason } from './dnssec.ts';
import { CAA_REASONS } from './faults-validation.ts';
import { rangeText } from './ranges.ts';

/** Danish texts of causes: a title, and what it means here; `p` is the finding's values. */
export const dnsCauses: Translation<typeof english> = {
  A1: {
    title: () => 'AAAA-posten fører til en anden server',
    says: (p) =>
      `Over IPv6 viser ${p.name} noget andet end over IPv4 (${p.places}): AAAA-posten hører til en anden server, en gammel eller en nabos.`,
  },
  A2: {
    title: () => 'AAAA-posten fører til en adresse, som ingen har',
    says: (p) =>
      `AAAA-posten for ${p.name} nævner en adresse, hvor ingen port svarer (${p.places}): ingen maskine har den.`,
  },
  A3: {
    title: () => 'AAAA-posten kommer fra en wildcard',
    says: (p) =>
      `Et navn, som ingen har offentliggjort, har den samme AAAA-post som ${p.name}: en wildcard eller et kontrolpanel har lavet den, og det, der er dér, er ikke dette websted (${p.places}).`,
  },
  A4: {
    title: () => 'AAAA-posten er forældet',
    says: (p) =>
      `AAAA-posten for ${p.name} (${p.places}) er en adresse, som serveren havde før: dens præfiks eller netkort er skiftet, men det er posten ikke.`,
  },
  A5: {
    title: () => 'en adresse, der ikke hører til det offentlige internet',
    says: (p) =>
      `${p.name} er offentliggjort med ${p.address} (${rangeText(p.range)}): ingen på internettet kan nå den, og en CA prøver ikke.`,
  },
  A6: {
    title: () => 'ingen IPv6-adresse',
    says: (p) =>
      `${p.name} har ingen AAAA-post: besøgende, der ikke har andet end IPv6, når det ikke. Valideringen går over IPv4.`,
  },
  A7: {
    title: () => 'ingen IPv4-adresse',
    says: (p) =>
      `${p.name} har ingen A-post: besøgende, der ikke har andet end IPv4, når det ikke, og valideringen har ingen anden familie at prøve.`,
  },
  A8: {
    title: () => 'navnet med www og navnet uden er forskellige for IPv6',
    says: (p) => `${p.with} har en AAAA-post, og ${p.without} har ingen, selv om begge har IPv4-adresser.`,
  },
  A9: {
    title: () => 'en af flere adresser er død',
    says: (p) =>
      `${p.name} har flere adresser, og denne tager ikke imod forbindelser, mens andre gør: ${p.places}. Hvilken en besøgende eller en CA får, er tilfældigt.`,
  },
  A10: {
    title: () => 'spørgsmål om AAAA-poster besvares ikke',
    says: (p) =>
      p.servers === ''
        ? `Et spørgsmål om AAAA-poster for ${p.name} ender med "${p.outcome}", mens et om A-poster besvares.`
        : `Navneservere svarer på spørgsmål om A-poster for ${p.name}, men ikke om AAAA-poster ("${p.outcome}"): ${p.servers}.`,
  },
  A11: {
    title: () => 'navneservere svarer ikke over IPv6',
    says: (p) => {
      if (p.what === 'absent')
        return `Ingen navneserver for ${p.name} har en IPv6-adresse (${p.servers}): resolvere, der ikke har andet end IPv6, kan ikke spørge dem.`;
      if (p.what === 'single')
        return `Kun ${p.left} af navneserverne for ${p.name} har en IPv6-adresse; disse har ingen: ${p.servers}. Svigter den, finder resolvere, der ikke har andet end IPv6, ingenting.`;
      return `Navneservere for ${p.name} er tavse over IPv6: ${p.servers}. Resolvere spilder tid på dem eller finder ingenting.`;
    },
  },
  A12: {
    title: () => 'navneservere er uenige',
    says: (p) =>
      `Navneservere for ${p.name} siger forskellige ting (${p.types}): ${p.servers}. Validering og besøgende får det ene eller det andet svar.`,
  },
  A13: {
    title: () => 'andre regioner får en død IPv6-adresse',
    says: (p) =>
      `Klienter andre steder (${p.where}) får at vide, at ${p.name} er på ${p.address}, som ikke tager imod forbindelser; her gives en anden adresse.`,
  },
  A14: {
    title: () => 'aliasset fører ikke til en IPv6-adresse',
    says: (p) => {
      if (p.what === 'loop') return `CNAME-posten for ${p.name} fører rundt i ring.`;
      if (p.what === 'nowhere') return `${p.name} er en CNAME til ${p.target}, og det navn findes ikke.`;
      return `${p.name} er en CNAME til ${p.target}, som ingen AAAA-post har: besøgende, der ikke har andet end IPv6, når det ikke.`;
    },
  },
  A15: {
    title: () => 'HTTPS-posten passer ikke til adresserne',
    says: (p) =>
      p.what === 'dead'
        ? `HTTPS-posten for ${p.name} fører til ${p.target}, som ingen adresse har.`
        : `HTTPS-posten for ${p.name} henviser til ${p.address}, som ikke er en af adresserne for ${p.target}: browsere går derhen først.`,
  },
  A16: {
    title: () => 'DNSSEC-signaturer er forkerte',
    says: (p) =>
      p.servers === ''
        ? `Svarene for ${p.name} holder ikke over for DNSSEC (ved ${p.link}: ${dnssecReason(p.reason)}): for en CA, og for alle, hvis resolver validerer, findes navnet ikke.`
        : `Nogle navneservere sender signaturer for ${p.name}, der er forkerte eller mangler (${dnssecReason(p.reason)}): ${p.servers}. Den, der får deres svar, finder ikke navnet.`,
  },
  A17: {
    title: () => 'cacher har stadig det gamle svar',
    says: (p) =>
      `Navneserverne siger ${p.after || 'intet'} for ${p.type} ved ${p.name}, og en rekursiv server har stadig ${p.before || 'intet'}, i ${p.seconds} sekunder endnu.`,
  },
  A18: {
    title: () => 'challengens post har zonen to gange i sit navn',
    says: (p) =>
      `Der er en TXT-post ved ${p.found}; den burde være ved ${p.wanted}. Et kontrolpanel, der selv tilføjer zonen, fik hele navnet.`,
  },
  A19: {
    title: () => 'den delegerede challenge fører ingen steder hen',
    says: (p) =>
      p.target === ''
        ? `${p.challenge} er overladt til andre navneservere, og de svarer ikke for den ("${p.outcome}").`
        : `${p.challenge} er en CNAME til ${p.target}, og intet svarer dér ("${p.outcome}").`,
  },
  A20: {
    title: () => 'en navneserver svarer fra en anden adresse',
    says: (p) =>
      `${p.server} blev spurgt på ${p.address} og svarede fra ${p.source}: ingen resolver anser det for et svar.`,
  },
  A21: {
    title: () => 'navneservere taber det, der ikke er plads til i et lille datagram',
    says: (p) => {
      const losses = p.what.split(' ').map((one) => LOSSES[one] ?? one);
      return `Hos disse navneservere gælder: ${losses.join('; ')}: ${p.servers}.`;
    },
  },
  A22: {
    title: () => 'CAA-poster forbyder certifikatet',
    says: (p) => {
      if (p.code === 'lookup-failed')
        return `CAA-posterne ved ${p.found} kan ikke hentes ("${p.reason}"): så skal en CA afvise ${p.name}.`;
      const reason = CAA_REASONS[p.reason] ?? p.reason;
      if (p.code === 'restricted')
        return `CAA-posterne ved ${p.found} tillader kun én konto eller andre metoder (${reason}): se efter, om din er blandt dem.`;
      return `CAA-posterne ved ${p.found} lader ikke CA'en udstede til ${p.name} (${reason}).`;
    },
  },
};

const LOSSES: Readonly<Record<string, string>> = {
  tcp: 'forbindelser over TCP mislykkes',
  edns: 'store datagrammer (EDNS) besvares ikke',
  case: 'et navn med blandede store og små bogstaver besvares ikke rigtigt',
  texts: 'der er så mange gamle TXT-poster for challengen, at de ikke længere kan være i et datagram',
};
