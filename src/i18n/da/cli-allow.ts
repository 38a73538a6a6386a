import type { allow as english } from '../en/cli-allow.ts';
import type { Translation } from '../translation.ts';
import { rangeText } from './ranges.ts';

/** Danish texts of `sixfour allow`. */
export const allow: Translation<typeof english> = {
  reasons: {
    wildcard: (p) =>
      `et navn tillades sammen med alt under det, også wildcards: udelad "*.", og tillad "${p.name}".`,
    address: () =>
      'det er en IP-adresse. Certifikater til adresser tillades med --address, validering inden for et netværk med --network.',
    notAPrefix: () =>
      'det er hverken en adresse som 2001:db8:1::1 eller et præfiks som 2001:db8:1::/48, hvor bittene efter præfikset skal være nul.',
    neverIssued: (p) => `der udstedes aldrig et certifikat til det: ${rangeText(p.range)}.`,
    prefixTooWide: (p) =>
      `det er så bredt, at det rummer fremmedes netværk. Angiv præfikser på ${p.least} bit eller mere.`,
    notAName: () =>
      'det er ikke et værtsnavn (bogstaver, cifre og bindestreger i labels på 1 til 63 tegn, adskilt af punktummer).',
    publicSuffix: () =>
      'det er et offentligt suffiks, som fremmede registrerer deres navne under. Tillad de navne under det, der er dine.',
    notANetwork: () =>
      'det er ikke et netværk som 10.0.0.0/8 eller fd00:6464::/32, hvor bittene efter præfikset skal være nul.',
    neverReached: () =>
      'validering opretter aldrig forbindelse til loopback-, link-local-, metadata- og multicastadresser, uanset hvad der er tilladt.',
    tooWide: (p) =>
      `det er så bredt, at det rummer langt mere end ét privat netværk. Offentlige adresser behøver ikke at blive tilladt; angiv hvert privat netværk for sig, fx 10.0.0.0/8 eller fd00::/8 (et præfiks på ${p.least} bit eller mere, eller et netværk inden for ét særligt adresseområde).`,
  },
  added: (p) => `tilladt: ${describe(p)}`,
  there: (p) => `allerede tilladt: ${describe(p)}`,
  removed: (p) => `ikke længere tilladt: ${describe(p)}`,
  none: () =>
    'Intet er tilladt endnu, så der udstedes kun til serverens eget navn. Tillad et navn og alt under det med: sixfour allow example.org',
  kind: {
    name: () => 'navn og alt under det',
    exact: () => 'kun dette navn',
    address: () => 'adresser, der må udstedes til',
    network: () => 'netværk, der må valideres i',
  },
  nothingToDo: () => 'Angiv, hvad der skal tillades (sixfour allow example.org), eller brug --list alene.',
};

function describe(p: { kind: string; value: string }): string {
  if (p.kind === 'name') return `${p.value} og alle navne under det`;
  if (p.kind === 'exact') return `${p.value}, men ingen navne under det`;
  if (p.kind === 'address') return `certifikater til adresserne i ${p.value}`;
  return `validering inden for ${p.value}`;
}
