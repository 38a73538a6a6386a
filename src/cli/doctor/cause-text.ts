import type { Finding, Place } from '../../doctor/causes/index.ts';
import type { Catalogue } from '../../i18n/index.ts';

/** A finding's title and what it means here, in the reader's language. */
export function causeText(
  messages: Catalogue,
  name: string,
  finding: Finding,
): { readonly title: string; readonly says: string } {
  const texts: Readonly<Record<string, { title: () => string; says: (p: never) => string }>> =
    messages.doctor.causes;
  const text = texts[finding.id];
  if (text === undefined) throw new TypeError(`the cause ${finding.id} has no text`);
  const [first] = finding.places;
  const values: Record<string, string> = {
    name,
    host: first?.host ?? name,
    address: first?.address ?? '',
    family: first?.family === undefined ? '' : `IPv${first.family}`,
    port: first?.port === undefined ? '' : String(first.port),
    places: [...new Set(finding.places.map(placeText))].join(', '),
  };
  for (const [key, value] of Object.entries(finding.values)) values[key] = String(value);
  // a value that this finding has not is left out of its sentence
  const params = new Proxy(values, {
    get: (all, key) => (typeof key === 'string' ? (all[key] ?? '') : undefined),
  });
  return { title: text.title(), says: text.says(params as never) };
}

/** Of what only the machine itself said there may be no address: any of a family, as sockets are written. */
function placeText({ host = '', address, family, port }: Place): string {
  if (address === undefined && host !== '') return host;
  const any = family === undefined ? '*' : family === 6 ? '::' : '0.0.0.0';
  const text = address ?? any;
  const literal = text.includes(':') ? `[${text}]` : text;
  return port === undefined ? text : `${literal}:${port}`;
}
