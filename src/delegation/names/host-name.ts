import { domainToASCII } from 'node:url';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { LABEL_CHARS_MAX, NAME_CHARS_MAX } from './limits.ts';

/** A name as it was typed, and the one that is certified: lower-case A-labels, neither a wildcard nor a dot at its end. */
export type HostName = { readonly typed: string; readonly name: string };

/** A host name as people type it. Faults `nameEmpty`, `nameUnderscore`, `nameNotHostname`, `nameLabelTooLong`, `nameTooLong`. */
export function readHostName(typed: string): Result<HostName> {
  const plain = typed.trim().replace(/^\*\./, '').replace(/\.$/, '');
  const shown = typed.trim().slice(0, NAME_CHARS_MAX);
  if (plain === '') return fail(fault('nameEmpty', {}));
  const name = (/^[!-~]+$/.test(plain) ? plain : domainToASCII(plain)).toLowerCase();
  if (name.length > NAME_CHARS_MAX) return fail(fault('nameTooLong', { name: shown, max: NAME_CHARS_MAX }));
  for (const label of name.split('.')) {
    if (label.includes('_')) return fail(fault('nameUnderscore', { name: shown }));
    if (label.length > LABEL_CHARS_MAX)
      return fail(fault('nameLabelTooLong', { name: shown, max: LABEL_CHARS_MAX }));
    if (!LDH.test(label)) return fail(fault('nameNotHostname', { name: shown }));
  }
  // an address, as URLs read it: a name's last label is never a number (RFC 1123 section 2.1)
  if (NUMBER.test(name)) return fail(fault('nameNotHostname', { name: shown }));
  return ok({ typed: typed.trim(), name });
}

const NUMBER = /(?:^|\.)[0-9]+$/;
const LDH = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
