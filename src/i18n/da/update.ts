import type { updateReasons as english } from '../en/update.ts';
import type { Translation } from '../translation.ts';

/** Why an UPDATE was refused, by the reasons of `src/delegation/entrances/update/types.ts`: extended errors, logs. One short sentence each. */
export const updateReasons: Translation<typeof english> = {
  unsigned: 'opdateringer signeres med TSIG, og det er denne ikke',
  'unknown-key': 'ingen klient har en TSIG-nøgle med dette navn',
  'unknown-algorithm': 'denne TSIG-algoritme understøttes ikke: brug HMAC-SHA256',
  'hmac-md5': 'HMAC-MD5 accepteres ikke: sæt TSIG-nøglens algoritme til HMAC-SHA256',
  'hmac-sha1': 'HMAC-SHA1 er slået fra: brug HMAC-SHA256',
  'other-algorithm': 'TSIG-nøglen er til en anden algoritme',
  mac: 'TSIG-signaturen er forkert: er hemmeligheden rigtig?',
  'mac-size': 'TSIG-signaturen har en umulig længde',
  'mac-truncated': 'TSIG-signaturen er forkortet for meget',
  time: 'TSIG-signaturen er fra et andet tidspunkt: går urene rigtigt?',
  malformed: 'meddelelsen er forkert udformet',
  'zone-section': 'zonesektionen indeholder ikke netop én SOA',
  'not-our-zone': 'denne server har ikke den zone',
  'not-in-zone': 'et navn ligger ikke i den zone, som opdateringen er til',
  'prerequisite-form': 'en forudsætning er forkert udformet',
  'prerequisite-false': 'en forudsætning er ikke opfyldt',
  'prerequisite-type': 'forudsætninger om værdier er kun til TXT-poster',
  'update-form': 'en opdatering er forkert udformet',
  'too-many-records': 'opdateringen indeholder for mange poster',
  'too-many-updates': 'for mange samtidige opdateringer fra denne klient: prøv igen senere',
  'too-many-failures': 'for mange forkerte TSIG-signaturer fra dette netværk: prøv igen senere',
  'not-txt': 'her ændres kun TXT-poster',
  value: 'værdien af en dns-01-challenge er 43 tegn base64url',
  'no-challenge': 'navnet er ikke navnet på en challenge: _acme-challenge og et værtsnavn',
  rule: 'ingen af denne klients regler dækker navnet',
  failed: 'opdateringen kunne ikke gennemføres: prøv igen senere',
  'not-soa':
    'denne adresse tager imod opdateringer og oplyser den SOA, de kræver; spørg zonens navneservere om resten',
  'not-here': 'navnet er hverken navnet på en challenge eller i en zone på denne server',
};
