/** Why DNSSEC does not vouch for an answer, by the codes of `src/net/dnssec/types.ts`; each goes on after "ved <record set>: ". */
export const dnssecReasons: Readonly<Record<string, string>> = {
  'no-trust-anchor': 'intet tillidsanker dækker det',
  'no-ds': 'den overordnede zone beviser, at zonen ikke er signeret',
  'opt-out': 'den overordnede zone lader det stå åbent, om zonen er signeret (opt-out)',
  'unsupported-algorithm': 'det er kun signeret med algoritmer, der ikke tæller, fx dem med SHA-1',
  'nsec3-iterations': 'zonens NSEC3-poster bruger flere iterationer, end der beregnes',
  'not-validated': 'zonens servere tages på ordet',
  'signature-missing': 'signaturen mangler',
  'signature-expired': 'signaturen er udløbet',
  'signature-not-yet-valid': 'signaturen er ikke gyldig endnu',
  'signature-wrong': 'signaturen passer ikke til posterne',
  'key-missing': 'zonen offentliggør ingen nøgle til signaturen',
  'key-not-in-ds':
    'den overordnede zone (eller tillidsankeret) nævner ingen af de nøgler, som zonen offentliggør',
  'other-signer': 'det er signeret i en anden zones navn',
  'denial-missing': 'intet beviser, at posterne ikke findes',
  'denial-wrong': 'NSEC- eller NSEC3-posterne beviser ikke, at posterne ikke findes',
  'wildcard-unproved': 'det kommer fra en wildcard, uden bevis for, at der ikke findes et nærmere navn',
  'alias-wrong': 'CNAME er ikke den, som de signerede poster giver',
  'answer-differs': 'posterne er ikke dem, der blev signeret',
  'no-answer': 'navneserverne leverede ikke disse poster',
  'out-of-time': 'tiden løb ud, før tillidskæden var fuldstændig',
  'too-much-work': 'kontrollen ville kræve mere arbejde, end der bruges på ét svar',
};

/** The text of a reason, or its code where it has none. */
export function dnssecReason(code: string): string {
  return dnssecReasons[code] ?? code;
}
