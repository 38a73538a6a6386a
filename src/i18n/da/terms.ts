/**
 * Words that code puts into messages in English, such as what a fault is about: here in the form in which Danish messages need them.
 * A word that is not known stays as it is.
 */
export function term(word: string): string {
  return TERMS[word] ?? word;
}

const TERMS: Readonly<Record<string, string>> = {
  'protected header': 'den beskyttede header',

  // what a field has to be
  'a list of strings': 'en liste af strenge',
  'a CSR in DER, base64url without padding': 'en CSR i DER, som base64url uden padding',
  'a certificate in DER, base64url without padding': 'et certifikat i DER, som base64url uden padding',
  'true or false': 'true eller false',
  'a number': 'et tal',

  // resources
  order: 'ordre',
  authorization: 'autorisation',
  certificate: 'certifikat',
  'certificate chain': 'certifikatkæde',
  account: 'konto',
  'no longer ready': 'ikke længere ready',

  // parts of requests, of invitations and of settings
  body: 'indholdet',
  address: 'adressen',
  query: 'forespørgselsstrengen',
  pin: 'pin',
  'standard input': 'standardinput',
  options: 'tilvalgene',
  credentials: 'adgangsoplysningerne',
  passphrase: 'adgangssætningen',
  file: 'nøglefilen',
  credential: 'systemd',
  'data-directory': 'datamappen',
};
