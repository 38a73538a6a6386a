import { FAULTS, type Fault } from '../../../core/index.ts';

/** The word of Open MPIC that is nearest to a fault of ours. */
export function errorType({ code }: Fault): string {
  const exact = EXACT[code];
  if (exact !== undefined) return exact;
  return FAULTS[code].problem === 'dns' ? 'mpic_error:dcv_checker:lookup' : 'mpic_error:http';
}

/** A perspective that could not be asked, or gave no usable answer. */
export const REMOTE_CHECK = 'mpic_error:coordinator:remote_check';

const TLS_ALPN = 'mpic_error:dcv_checker:tls_alpn:certificate';
const EXACT: Readonly<Partial<Record<Fault['code'], string>>> = {
  validationCaaLookup: 'mpic_error:caa_checker:lookup',
  validationCaaForbids: 'x_sixfour:caa_forbids',
  validationRedirect: 'mpic_error:redirect:invalid',
  validationAlpnCertificate: `${TLS_ALPN}:extension_missing`,
  validationTxtMissing: 'x_sixfour:txt_missing',
  validationTxtWrong: 'x_sixfour:txt_wrong',
  validationStatus: 'mpic_error:http',
  validationWrongBody: 'x_sixfour:wrong_body',
  validationBusy: REMOTE_CHECK,
  validationStopped: REMOTE_CHECK,
};
