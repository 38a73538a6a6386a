import type { perspectiveFaults as english } from '../en/faults-perspective.ts';
import type { RefusalReason } from '../en/refusal-reasons.ts';
import type { Translation } from '../translation.ts';

/** Danish messages of perspectives: joining, running, managing. They never reach an ACME client. */
export const perspectiveFaults: Translation<typeof english> = {
  noSuchPerspective: (p) =>
    `Der findes intet perspektiv og ingen klient "${p.name}". Vis dem med: sixfour perspective list`,
  perspectiveExists: (p) =>
    `"${p.name}" findes allerede. For at lade det slutte sig til igen: sixfour perspective remove ${p.name}, og tilføj det derefter.`,
  perspectiveNameRefused: (p) =>
    `"${p.name}" kan ikke være navn på et perspektiv: små bogstaver, cifre og bindestreger, 1 til 32 af dem, ingen bindestreg yderst.`,
  perspectiveUrlRefused: (p) =>
    `"${p.url}" er ikke et sted, hvor et perspektiv kan lytte: angiv https://, et værtsnavn eller en adresse (IPv6 i klammer) og en port, fx https://[2001:db8::5]:6466`,
  noPerspectives: () =>
    'Intet perspektiv har sluttet sig til denne server. Tilføj et med sixfour perspective add, eller udelad --perspectives for kun at undersøge herfra.',
  perspectivesClosed: () =>
    'Ingen kan slutte sig til: denne server lytter ikke efter perspektiver nogen steder. Sæt perspectives.addresses, fx ["::", "0.0.0.0"], og start den igen.',
  joinUnreachable: (p) =>
    `${p.url} kan ikke nås: ${p.tried}. Er perspectives.addresses sat dér, og lader en firewall porten være åben?`,
  joinPinWrong: (p) =>
    `Serveren på ${p.url} har en anden nøgle end den, linjen nævner. Intet blev sendt til den: linjen kan være fra en anden server, eller nogen står imellem.`,
  joinRefused: (p) => JOIN_REFUSALS[p.reason],
  invitationMalformed: (p) =>
    `Dette er ikke, hvad en server udskriver: ${INVITATION[p.what] ?? p.what}. Kopiér hele linjen fra sixfour perspective add.`,
  agentNotJoined: (p) =>
    `${p.directory} indeholder intet perspektiv. Kør den linje, som sixfour perspective add udskrev på serveren.`,
  agentJoinedAlready: (p) =>
    `${p.directory} indeholder allerede perspektivet "${p.name}". Vælg en anden mappe med --dir.`,
  agentFileBroken: (p) =>
    `${p.path} kan ikke læses som det, sixfour perspective join skrev. Fjern perspektivet på serveren, tilføj det igen, og slut det til i en ny mappe.`,
  agentIsClient: (p) =>
    `"${p.name}" er en klient: den spørger perspektiver og kører ingen. Dens nøgle og certifikat er i mappen, til det program, der spørger.`,
  agentPlainExposed: (p) =>
    `${p.address} er ikke en loopbackadresse, og --plain har ingen TLS: alle undervejs kunne læse API-nøglen. Sæt en proxy med TLS foran, eller angiv --plain-anywhere.`,
  agentPlainUsage: (p) => PLAIN_USAGE[p.reason],
};

const INVITATION: Readonly<Record<string, string>> = {
  address: 'adressen',
  token: 'tokenet',
  pin: 'pin',
};

export const JOIN_REFUSALS: Readonly<Record<RefusalReason, string>> = {
  token:
    'Serveren tager ikke imod tokenet: det er brugt, det er for gammelt, eller perspektivet er fjernet. Lav en ny linje dér: sixfour perspective remove NAME, og tilføj det derefter.',
  version:
    'Serveren taler en anden version af protokollen mellem server og perspektiv. Kør samme version af sixfour på begge.',
  csr: 'Serveren afviser nøglen eller den anmodning, der blev lavet til den. Kør samme version af sixfour på begge.',
  malformed: 'Svaret kommer ikke fra en sixfour-server, som perspektiver kan slutte sig til.',
  'not-allowed': 'Serveren lader ikke dette perspektiv gøre det.',
  'not-found': 'Serveren kender ingen sådan forespørgsel. Kør samme version af sixfour på begge.',
  internal: 'Serveren fejlede; dens log siger hvorfor. Prøv igen.',
};

export const PLAIN_USAGE = {
  key: 'Filen med API-nøglen skal indeholde én linje på 16 tegn eller mere og må kun kunne læses af sin ejer.',
  address: '--plain skal have en adresse og en port, fx [::1]:6467',
  identity:
    'Et perspektiv, der ikke har sluttet sig til, kræver --name og --region med --plain: de står i dets svar.',
} as const;
