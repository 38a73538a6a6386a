import type { ValidationFaultMessages } from '../i18n/en/faults-validation.ts';
import type { FaultEntry } from './fault-entry.ts';

/**
 * Faults of validation: what the target did, as a subscriber reads it. Problem types as Let's Encrypt assigns them: what
 * happens on the wire is `connection`, TLS alerts `tls`, a wrong answer `unauthorized`, a failed lookup `dns`.
 */
export const validationFaults = {
  validationConnectTimeout: connection('connect-timeout'),
  validationRefused: connection('connection-refused'),
  validationUnreachable: connection('unreachable'),
  validationProhibited: connection('prohibited'),
  validationConnectError: connection('connect-error'),
  validationReset: connection('connection-reset'),
  validationClosed: connection('connection-closed'),
  validationTlsTimeout: connection('tls-timeout'),
  validationTlsAlert: { problem: 'tls', status: 400, blame: 'target', anchor: 'tls-alert' },
  validationTlsError: { problem: 'tls', status: 400, blame: 'target', anchor: 'tls-error' },
  validationAlpnRefused: { problem: 'tls', status: 400, blame: 'target', anchor: 'alpn-not-agreed' },
  validationAlpnNotAgreed: unauthorized('alpn-not-agreed'),
  validationAlpnCertificate: unauthorized('tls-alpn-certificate'),
  validationResponseTimeout: connection('response-timeout'),
  validationMalformedResponse: connection('malformed-response'),
  validationTooLarge: connection('response-too-large'),
  validationAddressRefused: { problem: 'dns', status: 400, blame: 'target', anchor: 'address-refused' },
  validationStatus: unauthorized('wrong-status'),
  validationWrongBody: unauthorized('wrong-body'),
  validationRedirect: connection('redirect-refused'),
  validationNoAddress: { problem: 'dns', status: 400, blame: 'target', anchor: 'no-address' },
  validationOutOfTime: connection('out-of-time'),
  validationStopped: {
    problem: 'serverInternal',
    status: 503,
    blame: 'server',
    anchor: 'validation-stopped',
  },
  validationBusy: { problem: 'serverInternal', status: 503, blame: 'server', anchor: 'validation-busy' },
  validationTxtName: { problem: 'dns', status: 400, blame: 'target', anchor: 'txt-name' },
  validationTxtMissing: unauthorized('txt-missing'),
  validationTxtWrong: unauthorized('txt-wrong'),
  validationTxtLookup: { problem: 'dns', status: 400, blame: 'target', anchor: 'txt-lookup' },
  validationDnssec: { problem: 'dns', status: 400, blame: 'target', anchor: 'dnssec' },
  validationPersistRefused: unauthorized('persist-refused'),
  validationPersistMalformed: {
    problem: 'malformed',
    status: 400,
    blame: 'target',
    anchor: 'persist-malformed',
  },
  validationCaaForbids: { problem: 'caa', status: 403, blame: 'target', anchor: 'caa-forbids' },
  validationCaaLookup: { problem: 'dns', status: 400, blame: 'target', anchor: 'caa-lookup' },
  validationPerspectives: connection('perspectives-disagree'),
  validationPerspectivesDns: {
    problem: 'dns',
    status: 400,
    blame: 'target',
    anchor: 'perspectives-disagree',
  },
  validationPerspectivesTls: {
    problem: 'tls',
    status: 400,
    blame: 'target',
    anchor: 'perspectives-disagree',
  },
  validationPerspectivesWrong: unauthorized('perspectives-disagree'),
  validationPerspectivesCaa: {
    problem: 'caa',
    status: 403,
    blame: 'target',
    anchor: 'perspectives-disagree',
  },
  validationPerspectivesMissing: {
    problem: 'serverInternal',
    status: 503,
    blame: 'server',
    anchor: 'perspectives-missing',
  },
  addressRefused: { problem: null, status: 403, blame: 'target', anchor: 'address-refused' },
} satisfies Record<keyof ValidationFaultMessages, FaultEntry>;

function connection(anchor: string): FaultEntry {
  return { problem: 'connection', status: 400, blame: 'target', anchor };
}

function unauthorized(anchor: string): FaultEntry {
  return { problem: 'unauthorized', status: 403, blame: 'target', anchor };
}
