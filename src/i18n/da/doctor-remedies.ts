import type { remedies as english } from '../en/doctor-remedies.ts';
import type { Translation } from '../translation.ts';
import { remedyByHand } from './doctor-remedies-by-hand.ts';

/** Danish texts of remedies: what each one does, as a heading, and what has to be done by hand. */
export const remedies: Translation<typeof english> = {
  titles: {
    W: () => 'ret webserverens konfiguration',
    W1: (p) => `lyt også på ${p.family}, port ${p.ports}`,
    W2: (p) => `lyt på alle adresser, port ${p.ports}`,
    W3: (p) => `lyt på alle adresser, port ${p.ports}`,
    W4: (p) => `lyt på alle adresser, port ${p.ports}`,
    W5: (p) => `bind også til ${p.family}, port ${p.ports}`,
    W6: (p) => `lyt på alle adresser, port ${p.ports}`,
    W7: () => 'ét aktuelt certifikat for begge familier',
    W8: (p) => `lad containere kunne nås over IPv6, port ${p.ports}`,
    W9: () => 'tal TLS 1.2 og 1.3',
    N1: () => 'giv maskinen dens IPv6-adresse',
    N2: () => 'giv maskinen dens IPv6-standardrute',
    N4: () => 'lad store pakker komme igennem',
    N5: () => 'større tabeller i kernen',
    F1: (p) => `åbn for ${p.family}, TCP-port ${p.ports}`,
    F2: () => 'åbn for den ICMPv6, som IPv6 ikke kan undvære',
    F3: (p) => `åbn for webtrafik, port ${p.ports}`,
    F4: () => 'kassér ikke pakker på grund af den vej, de kom',
    F5: () => 'bevar reglerne efter en genstart',
    C1: (p) => `åbn udbyderens firewall for ${p.family}, TCP-port ${p.ports}`,
    D1: () => 'ret adresseposterne',
    D2: () => 'ret challengens poster',
    D3: () => 'ret navneserverne',
    X: () => 'lad challenge-stien komme igennem',
    X1: () => 'ingen omdirigering for challenge-stien',
    X2: () => 'én mappe til challengen, uanset hvem der svarer',
    wait: () => 'vent',
    ticket: () => 'kontakt udbyderen',
    'other-challenge': () => 'bevis navnet på en anden måde',
    site: () => 'ret siden',
  },
  byHand: remedyByHand,
};
