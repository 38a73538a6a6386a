import type { ownRows as english } from '../en/doctor-explain-own.ts';
import type { Translation } from '../translation.ts';

/** Danish: refusals of our own, read by somebody who has only the text. */
export const ownRows: Translation<typeof english> = {
  'own-timeout': {
    says: () =>
      'Denne CA fik ikke svar på sin forbindelse i tide: pakker kasseres, eller ingen har den adresse.',
  },
  'own-refused': {
    says: () => 'Intet lytter dér over den familie, eller en firewall afviser med en reset.',
  },
  'own-unreachable': {
    says: () => 'Netværket sagde, at adressen ikke kan nås: forældet, nede eller ikke routet.',
  },
  'own-prohibited': { says: () => 'Et filter sagde, at forbindelsen er forbudt.' },
  'own-cut': {
    says: () =>
      'Forbindelsen var oprettet og blev afbrudt, før svaret var fuldstændigt; derefter prøver ingen regel igen.',
  },
  'own-tls': {
    says: () => 'Port 443, som en omdirigering førte til, gennemførte ikke en TLS-handshake.',
  },
  'own-alpn': {
    says: () => 'På port 443 svarer ikke den ACME-klient, der har denne challenge.',
  },
  'own-slow': {
    says: () =>
      'Forbindelsen var oprettet, men svaret kom ikke i tide: en server, der hænger, eller store pakker, der går tabt.',
  },
  'own-malformed': { says: () => 'Det, der svarer dér, taler ikke HTTP/1.1, som en webserver gør.' },
  'own-address': {
    says: () =>
      'Adressen er af en slags, som denne CA aldrig opretter forbindelse til, eller kun hvor den er tilladt.',
  },
  'own-status': { says: () => 'Serveren svarede, men ikke med challenge-filen.' },
  'own-body': { says: () => 'Der kom en fil, men ikke filen til denne challenge.' },
  'own-redirect': { says: () => 'Der blev sendt en omdirigering, som ingen validering følger.' },
  'own-no-address': {
    says: () => 'Navnet har hverken en AAAA- eller en A-post, der kan bruges.',
  },
  'own-txt-missing': { says: () => 'TXT-posten til challengen er der ikke.' },
  'own-txt-wrong': { says: () => 'Der er TXT-poster, men ingen af dem hører til denne challenge.' },
  'own-txt-lookup': { says: () => 'Navneserverne for challengen gav intet brugbart svar.' },
  'own-dnssec': { says: () => 'Zonens DNSSEC er i stykker.' },
  'own-persist': {
    says: () => 'Posten til dns-persist-01 lader ikke denne konto bevise navnet.',
  },
  'own-caa': { says: () => 'En CAA-post forbyder det.' },
  'own-caa-lookup': { says: () => 'CAA-poster kunne ikke læses, så der må ikke udstedes noget.' },
  'own-places': { says: () => "Fra CA'en selv var det i orden; andre steder så noget andet." },
  'own-ca': { says: () => 'Denne CA kunne ikke blive færdig; det er ikke din fejl.' },
  'own-not-allowed': {
    says: () => "Denne CA's administrator har ikke tilladt det navn eller den adresse.",
  },
};
