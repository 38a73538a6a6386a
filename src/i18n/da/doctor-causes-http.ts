import type { httpCauses as english } from '../en/doctor-causes-http.ts';
import type { Translation } from '../translation.ts';
import { REDIRECTS } from './faults-validation.ts';

/** Danish texts of causes: a title, and what it means here; `p` is the finding's values. */
export const httpCauses: Translation<typeof english> = {
  F1: {
    title: () => 'omdirigeret til https, hvor IPv6 er død',
    says: (p) =>
      `Over IPv6 svarer port 80 på ${p.name} og omdirigerer til https, og intet svarer dér (${p.places}). En CA går ikke tilbage til IPv4 efter en omdirigering.`,
  },
  F2: {
    title: () => 'omdirigeret, og IPv6 er død på begge porte',
    says: (p) =>
      `Den første forespørgsel til ${p.name} prøves igen over IPv4, men det gør den, som dens omdirigering fører til, ikke: over IPv6 fejler den også (${p.places}).`,
  },
  F3: {
    title: () => 'omdirigeret til en vært, hvis IPv6 er død',
    says: (p) =>
      `Challenge-stien på ${p.name} omdirigeres til ${p.target}, hvis IPv6-adresse ikke svarer (${p.places}).`,
  },
  F4: {
    title: () => 'en omdirigering, som en CA ikke følger',
    says: (p) =>
      `${p.places} omdirigerer challenge-stien til et sted, hvor en CA ikke går hen (${REDIRECTS[p.reason] ?? p.reason}).`,
  },
  F5: {
    title: () => 'en server, der ikke taler noget nyere end TLS 1.1',
    says: (p) =>
      `${p.host} (${p.places}) tilbyder højst TLS 1.1: hverken browsere eller en CA, der føres dertil, går videre.`,
  },
  F6: {
    title: () => 'challengen udleveres fra et andet sted over IPv6',
    says: (p) =>
      `${p.name} er det samme websted over begge familier, men det er dets challenge-sti ikke (${p.places}): en anden mappe, node eller container svarer dér, og filen lægges, hvor den anden leder.`,
  },
  F7: {
    title: () => 'en botmur eller WAF foran challenge-stien',
    says: (p) =>
      `Det, der står foran webstedet, afviser challenge-stien (${p.places}): en validering er ingen browser og består ikke en sådan prøve.`,
  },
  F8: {
    title: () => 'svaret afhænger af, hvem der spørger',
    says: (p) =>
      `En browser får challenge-stien, men en forespørgsel, der kalder sig en validering, afvises (${p.places}, status ${p.status}).`,
  },
  F9: {
    title: () => 'en firewall spærrer applikationen acme-protocol',
    says: (p) =>
      `En firewall, der genkender applikationer, afbryder challenge-stien eller svarer i stedet for webstedet (${p.places}), som Palo Alto gør for acme-protocol.`,
  },
  F10: {
    title: () => 'en portal eller router svarer i stedet for webstedet',
    says: (p) =>
      `Det, der svarer på ${p.places}, hører ikke til webstedet: en router, et modem eller en loginportal undervejs.`,
  },
  F11: {
    title: () => 'kun afvist fra nogle steder',
    says: (p) =>
      `Challenge-stien afvises for nogle steder og ikke for andre (${p.places}): en spærring af lande eller netværk. En CA spørger fra flere og siger ikke hvorfra.`,
  },
  F12: {
    title: () => 'en side for enhver sti',
    says: (p) =>
      `En sti, der ikke kan findes, besvares med status 200 (${p.places}): et programs side kommer, hvor challenge-filen skulle være.`,
  },
  F13: {
    title: () => 'et login dækker challenge-stien',
    says: (p) =>
      `Den, der spørger efter challenge-stien, bedes om en adgangskode eller sendes hen for at logge ind (${p.places}); en CA gør ingen af delene.`,
  },
  F14: {
    title: () => 'et CDN afslutter TLS',
    says: (p) =>
      `${p.front} svarer for ${p.name}: http-01 går igennem det, tls-alpn-01 kan ikke nå det, der er bagved.`,
  },
  F15: {
    title: () => 'svaret kommer for sent',
    says: (p) =>
      `Forbindelsen er oprettet, og efter ${p.seconds} s er der intet fuldstændigt svar (${p.places}). En validering venter ikke længere og prøver ikke IPv4 derefter.`,
  },
};
