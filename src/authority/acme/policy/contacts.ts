import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { CONTACT_CHARS_MAX, CONTACTS_MAX } from '../limits.ts';

const LOCAL = /^[A-Za-z0-9.!#$&'*+/=^_`{|}~-]{1,64}$/;
const DOMAIN =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;

/** RFC 8555 section 7.3: mailto addresses only, one recipient each, no header fields. */
export function readContacts(value: unknown): Result<readonly string[]> {
  if (value === undefined) return ok([]);
  if (!Array.isArray(value)) return fail(expected());
  if (value.length > CONTACTS_MAX) return fail(fault('contactsTooMany', { max: CONTACTS_MAX }));
  const contacts: string[] = [];
  for (const contact of value) {
    if (typeof contact !== 'string') return fail(expected());
    const shown = contact.slice(0, CONTACT_CHARS_MAX);
    if (!/^mailto:/i.test(contact)) return fail(fault('contactUnsupported', { contact: shown }));
    if (contact.length > CONTACT_CHARS_MAX || !isMailAddress(contact.slice('mailto:'.length)))
      return fail(fault('contactInvalid', { contact: shown }));
    contacts.push(contact);
  }
  return ok(contacts);
}

function isMailAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  return at > 0 && LOCAL.test(address.slice(0, at)) && DOMAIN.test(address.slice(at + 1));
}

function expected() {
  return fault('payloadMember', { member: 'contact', expected: 'a list of strings' });
}
