import type { FaultCode } from '../../core/index.ts';
import type { Next, Row } from './types.ts';
import { FAILS } from './words.ts';

const AT = String.raw`(?:IPv[46] (?<address>[0-9a-f:.]{2,45}), port \d{1,5}: )?`;
const URL_TEXT = String.raw`while (?:fetching (?<url>https?:\/\/[^\s;,]{1,2048}?)(?=[\s;,]|$)|asking for the challenge certificate of (?<name>[a-z0-9.-]{1,253}))`;
const NAME = String.raw`(?<name>[^\s,;:]{1,253})`;

/** Our own refusals: by their code, as `--json` has it, or by the English of a problem document. A message says itself which rules pass. */
export const OWN_ROWS: readonly Row[] = [
  own(
    'own-timeout',
    ['validationConnectTimeout'],
    `${AT}no answer to the connection within \\d{1,6} s ${URL_TEXT}`,
    ['A2', 'B1', 'C1', 'D1', 'D9', 'F1'],
  ),
  own('own-refused', ['validationRefused'], `${AT}the connection was refused ${URL_TEXT}`, [
    'E1',
    'E3',
    'D4',
    'F1',
  ]),
  own(
    'own-unreachable',
    ['validationUnreachable', 'validationConnectError'],
    `${AT}(?:the network says it cannot be reached \\([A-Z]{1,20}\\)|the connection failed with [A-Z]{1,20}) ${URL_TEXT}`,
    ['C5', 'A2', 'D3', 'C10', 'F1'],
  ),
  own(
    'own-prohibited',
    ['validationProhibited'],
    `${AT}a filter answered that the connection is prohibited \\([A-Z]{1,20}\\) ${URL_TEXT}`,
    ['D4', 'D7'],
  ),
  own(
    'own-cut',
    ['validationReset', 'validationClosed'],
    `${AT}the connection was (?:reset|closed) [^;]{1,80}? ${URL_TEXT}`,
    ['D13', 'F9', 'E9', 'E10'],
  ),
  own(
    'own-tls',
    ['validationTlsTimeout', 'validationTlsAlert', 'validationTlsError'],
    `${AT}(?:the connection opened, but no TLS handshake followed within \\d{1,6} s|the server refused the TLS handshake \\([^)]{0,80}\\)|the TLS handshake failed \\([^)]{0,80}\\)) ${URL_TEXT}`,
    ['G1', 'E8', 'F5', 'E9'],
  ),
  own(
    'own-alpn',
    ['validationAlpnRefused', 'validationAlpnNotAgreed', 'validationAlpnCertificate'],
    `${AT}the server (?:speaks TLS, but refuses|ignored|agreed on) (?:the protocol )?acme-tls\\/1[^;]{0,200}? ${URL_TEXT}`,
    ['F14', 'A1', 'E8'],
  ),
  own(
    'own-slow',
    ['validationResponseTimeout'],
    `${AT}the connection opened, but time ran out after \\d{1,6} s [^;]{1,80}? ${URL_TEXT}`,
    ['F15', 'C8', 'F9'],
  ),
  own(
    'own-malformed',
    ['validationMalformedResponse', 'validationTooLarge'],
    `${AT}(?:the answer is not HTTP\\/1\\.1 \\([^)]{0,80}\\)|the response headers are larger than this CA reads) ${URL_TEXT}`,
    ['E9', 'E10'],
  ),
  own(
    'own-address',
    ['validationAddressRefused'],
    `IPv[46] (?<address>[0-9a-f:.]{2,45})(?: \\(and \\d{1,4} more\\))? is never connected to for (?<url>https?:\\/\\/[^\\s;,]{1,2048}?):`,
    ['A5'],
  ),
  own(
    'own-status',
    ['validationStatus'],
    `${AT}the server answered with status \\d{3}, not 200, ${URL_TEXT}`,
    ['F6', 'F7', 'F13', 'A1', 'E6'],
  ),
  own(
    'own-body',
    ['validationWrongBody'],
    `${AT}the response is not the key authorization of this challenge but [a-z' ]{1,80}? ${URL_TEXT}`,
    ['A1', 'F6', 'F12', 'E6'],
  ),
  own(
    'own-redirect',
    ['validationRedirect'],
    `${AT}the redirect sent ${URL_TEXT}(?: \\(after redirect \\d{1,2}\\))? is not followed`,
    ['F4', 'F1'],
  ),
  own('own-no-address', ['validationNoAddress'], `No address was found for ${NAME} \\(`, ['A6', 'A7', 'A10']),
  own(
    'own-txt-missing',
    ['validationTxtName', 'validationTxtMissing'],
    `(?:There is no such name as ${NAME} in DNS \\(NXDOMAIN\\)|${NAME} exists in DNS but has no TXT record)`,
    ['A18', 'A19', 'A17', 'A12'],
    ['name-check'],
  ),
  own(
    'own-txt-wrong',
    ['validationTxtWrong'],
    `None of the \\d{1,5} TXT records? at ${NAME} matches the digest`,
    ['A21', 'A17', 'A12', 'A19'],
    ['name-check'],
  ),
  own(
    'own-txt-lookup',
    ['validationTxtLookup'],
    `The TXT records at ${NAME} could not be read`,
    ['A19', 'A11', 'A21'],
    ['name-check'],
  ),
  own('own-dnssec', ['validationDnssec'], `records of ${NAME} cannot be believed, because DNSSEC fails at`, [
    'A16',
  ]),
  own(
    'own-persist',
    ['validationPersistRefused', 'validationPersistMalformed'],
    `(?:No TXT record at ${NAME} lets this account prove the name|The TXT record at ${NAME} that names this CA cannot be used)`,
    ['A18', 'A12'],
    ['persist-check'],
  ),
  own('own-caa', ['validationCaaForbids'], `forbids a certificate for ${NAME}: `, ['A22']),
  own(
    'own-caa-lookup',
    ['validationCaaLookup'],
    `Whether CAA records permit ${NAME} could not be found out`,
    ['A22', 'A16', 'A11'],
  ),
  own(
    'own-places',
    [
      'validationPerspectives',
      'validationPerspectivesDns',
      'validationPerspectivesTls',
      'validationPerspectivesWrong',
      'validationPerspectivesCaa',
    ],
    String.raw`\d{1,3} of the \d{1,3} places from which this CA looks again could not confirm`,
    ['C6', 'D12', 'D13', 'F11', 'A12', 'A13'],
    ['check'],
    'none',
  ),
  own(
    'own-ca',
    ['validationPerspectivesMissing', 'validationOutOfTime', 'validationStopped', 'validationBusy'],
    `This CA found (?:control over|the CAA records of) ${NAME} good, but|The validation of ${NAME} (?:did not end within|was stopped because|was not begun)`,
    ['G9'],
    ['wait'],
    'none',
  ),
  own(
    'own-not-allowed',
    ['nameNotAllowed', 'addressNotAllowed'],
    `This CA may not issue for (?:"${NAME}"|the address (?<address>[0-9a-f:.]{2,45}?)\\. )`,
    ['G10'],
    [],
    'none',
  ),
];

function own(
  id: Row['id'],
  codes: readonly FaultCode[],
  text: string,
  causes: Row['causes'],
  next: readonly Next[] = ['check'],
  rules?: 'none',
): Row {
  const pattern = new RegExp(`${text}|"code": ?"(?:${codes.join('|')})"`);
  return { id, source: 'sixfour', pattern, ...(rules !== 'none' && { rules: FAILS }), causes, next };
}
