import type { listenerCauses as english } from '../en/doctor-causes-listeners.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of causes: a title, and what it means here; `p` is the finding's values. */
export const listenerCauses: Translation<typeof english> = {
  E1: {
    title: () => 'serveren lytter kun på IPv4',
    says: (p) => {
      if (p.directive !== '')
        return `"${p.directive}" i ${p.file} giver en socket kun til IPv4: intet lytter på port ${p.port} over IPv6.`;
      if (p.process !== '')
        return `${p.process} lytter kun på port ${p.port} over IPv4: intet lytter dér over IPv6.`;
      return `Port ${p.port} svarer over IPv4 og afviser over IPv6 (${p.places}): intet lytter dér over IPv6.`;
    },
  },
  E2: {
    title: () => 'serveren lytter kun på IPv6',
    says: (p) => {
      if (p.directive !== '')
        return `"${p.directive}" i ${p.file} giver en socket kun til IPv6: intet lytter på port ${p.port} over IPv4.`;
      if (p.process !== '')
        return `${p.process} lytter kun på port ${p.port} over IPv6: intet lytter dér over IPv4.`;
      return `Port ${p.port} svarer over IPv6 og afviser over IPv4 (${p.places}): intet lytter dér over IPv4.`;
    },
  },
  E3: {
    title: () => 'intet lytter dér for andre udefra',
    says: (p) => {
      if (p.what === 'loopback')
        return `${p.process} lytter kun på port ${p.port} på ${p.address}, som ingen andre end serveren selv kan nå.`;
      if (p.what === 'address')
        return `${p.process} lytter på port ${p.port} på ${p.address} og ikke på den adresse, der er offentliggjort (${p.places}).`;
      if (p.what === 'nothing') return `Intet program lytter på port ${p.port}.`;
      return `Alle adresser afviser port ${p.port} (${p.places}): serveren er stoppet eller lytter på en anden adresse.`;
    },
  },
  E4: {
    title: () => 'én port mangler IPv6',
    says: (p) =>
      p.directive === ''
        ? `Port ${p.port} afviser over IPv6 (${p.places}), mens den anden port på samme adresse svarer, og IPv4 på begge.`
        : `"${p.directive}" i ${p.file} giver en socket kun til IPv4: port ${p.port} mangler IPv6, som den anden port har.`,
  },
  E5: {
    title: () => 'to listen-linjer gør krav på den samme port',
    says: (p) =>
      `"${p.directive}" i ${p.file} gør også krav på port ${p.port} over IPv4, som "${p.other}" allerede har: nginx starter ikke igen.`,
  },
  E6: {
    title: () => 'over IPv6 svarer en anden virtuel vært',
    says: (p) =>
      p.directive === ''
        ? `Det samme program svarer med en anden side over IPv6 (${p.places}): blokken for ${p.name} har måske ingen listen til den.`
        : `Ingen blok for ${p.name} lytter på port ${p.port} over den familie; "${p.directive}" i ${p.file} svarer i stedet.`,
  },
  E7: {
    title: () => 'den ene familie får vist et dårligt certifikat',
    says: (p) => {
      if (p.certificate !== '')
        return `Den ene familie får vist ${p.certificate}, som ikke er gyldigt nu, og den anden ${p.other}.`;
      if (p.fault === 'expired')
        return `Det certifikat, som ${p.places} viser, er udløbet; over den anden familie vises et godt.`;
      if (p.fault === 'not-yet')
        return `Det certifikat, som ${p.places} viser, er ikke gyldigt endnu; over den anden familie vises et godt.`;
      return `${p.places} udelader mellemcertifikater; over den anden familie sendes de.`;
    },
  },
  E8: {
    title: () => 'TLS kender ikke navnet over den ene familie',
    says: (p) =>
      p.directive === ''
        ? `${p.places} afviser TLS for ${p.name}; den anden familie tager imod det.`
        : `Ingen blok for ${p.name} lytter på port ${p.port} over den familie; "${p.directive}" i ${p.file} tager handshaken.`,
  },
  E9: {
    title: () => 'porten taler en anden protokol',
    says: (p) =>
      p.directive === ''
        ? `Port ${p.port} taler ${p.speaks} (${p.places}).`
        : `Port ${p.port} taler ${p.speaks}: "${p.directive}" i ${p.file}.`,
  },
  E10: {
    title: () => 'PROXY-protokollen ventes over den ene familie',
    says: (p) =>
      p.directive === ''
        ? `${p.places} tager imod forbindelsen og afslutter den uden svar, mens den anden familie svarer: den venter måske PROXY-protokollen.`
        : `"${p.directive}" i ${p.file} venter PROXY-protokollen, som besøgende ikke taler.`,
  },
  E11: {
    title: () => 'programmet lytter ikke, hvor proxyen spørger',
    says: (p) => {
      if (p.upstream === '')
        return `Proxyen svarer ${p.status} over alle familier (${p.places}): den når ikke sit program.`;
      if (p.listening === '') return `Proxyen spørger ${p.upstream} (${p.file}), hvor intet lytter.`;
      return `Proxyen spørger ${p.upstream} (${p.file}), og programmet lytter kun på ${p.listening}.`;
    },
  },
  E12: {
    title: () => 'en adgangsliste kender kun IPv4',
    says: (p) =>
      p.rule === ''
        ? `Over IPv6 får alle 403 (${p.places}), over IPv4 ikke: en adgangsliste kender måske kun IPv4-adresser.`
        : `"${p.rule}" i ${p.file} nævner kun IPv4-adresser: alle, der kommer over IPv6, får 403.`,
  },
  E13: {
    title: () => 'HTTP/3 tilbydes, men UDP-port 443 er lukket',
    says: (p) => {
      if (p.what === 'filter')
        return `HTTP/3 tilbydes, men "${p.rule}" i ${p.table} ${p.chain} åbner ikke for UDP-port 443 (${p.places}).`;
      if (p.what === 'silent')
        return `HTTP/3 tilbydes, men det, der sendes til UDP-port 443, bliver ikke besvaret (${p.places}): browsere prøver det og går tilbage til TCP.`;
      return p.what === 'refused'
        ? `HTTP/3 tilbydes, men UDP-port 443 afviser (${p.places}): browsere prøver det og går tilbage til TCP.`
        : `HTTP/3 tilbydes, men intet lytter på UDP-port 443 (${p.places}).`;
    },
  },
};
