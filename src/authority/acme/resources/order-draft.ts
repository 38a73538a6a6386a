import { type Fault, fail, fault, ok, type Result } from '../../../core/index.ts';
import type { OrderDraft } from '../exchange.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';

/** The payload of a new-order request, by type only (RFC 8555 section 7.4); unknown members are ignored. */
export function readOrderDraft(
  payload: Readonly<Record<string, unknown>>,
  defaultProfile: string,
  identifiersMax: number,
): Result<OrderDraft> {
  const { identifiers, profile = defaultProfile } = payload;
  if (!Array.isArray(identifiers) || identifiers.length === 0)
    return fail(expected('identifiers', 'a list of at least one identifier'));
  if (identifiers.length > identifiersMax) return fail(fault('identifiersTooMany', { max: identifiersMax }));
  if (!identifiers.every(isIdentifier))
    return fail(
      expected(
        'identifiers',
        'a list of objects with the strings "type" and "value", "ancestorDomain" too if given',
      ),
    );
  if (typeof profile !== 'string' || profile.length > ECHO_CHARS_MAX)
    return fail(expected('profile', 'the name of a profile'));
  const notBefore = readTime(payload.notBefore);
  if (notBefore === undefined) return fail(expected('notBefore', TIME));
  const notAfter = readTime(payload.notAfter);
  if (notAfter === undefined) return fail(expected('notAfter', TIME));
  return ok({ identifiers, profile, notBefore, notAfter });
}

const TIME = 'a time as RFC 3339 writes it, such as 2027-01-31T12:00:00Z';
const RFC3339 = /^\d{4}-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i;

/** Milliseconds since 1970, at a whole second; null where absent, undefined where it is no time. */
function readTime(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return null;
  const parts = typeof value === 'string' ? RFC3339.exec(value) : null;
  if (parts === null) return undefined;
  const [text] = parts;
  const time = Date.parse(text);
  if (
    Number.isNaN(time) ||
    new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).getUTCDate() !== Number(parts[2])
  )
    return undefined;
  return Math.floor(time / 1000) * 1000;
}

function isIdentifier(value: unknown): value is OrderDraft['identifiers'][number] {
  if (typeof value !== 'object' || value === null) return false;
  const { type, value: name, ancestorDomain } = value as Record<string, unknown>;
  return (
    typeof type === 'string' &&
    typeof name === 'string' &&
    (ancestorDomain === undefined || typeof ancestorDomain === 'string')
  );
}

function expected(member: string, text: string): Fault {
  return fault('payloadMember', { member, expected: text });
}
