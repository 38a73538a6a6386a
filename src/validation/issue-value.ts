/** RFC 8659 section 4.2, read strictly: who may issue, and under which parameters. CAA and dns-persist-01 records share it. */
export type IssueValue = {
  /** As written; undefined where the value names nobody (`;`). */
  readonly issuer: string | undefined;
  /** In the order written; the same tag may come twice: what that means is the reader's business. */
  readonly parameters: readonly IssueParameter[];
};
export type IssueParameter = { readonly tag: string; readonly value: string };

/**
 * Reads a value of one character for each byte; undefined where it does not fit the grammar. Takes time in proportion to its
 * length, whatever it holds.
 */
export function parseIssueValue(text: string): IssueValue | undefined {
  const [first = '', ...rest] = text.split(';').map(trim);
  if (first !== '' && !ISSUER.test(first)) return undefined;
  const issuer = first === '' ? undefined : first;
  // one `;` with nothing behind it is allowed, a further one is not
  if (rest.length === 1 && rest[0] === '') return { issuer, parameters: [] };
  const parameters: IssueParameter[] = [];
  for (const part of rest) {
    const [, tag, value] = PARAMETER.exec(part) ?? [];
    if (tag === undefined || value === undefined) return undefined;
    parameters.push({ tag, value });
  }
  return { issuer, parameters };
}

const LABEL = '[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*';
const ISSUER = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const PARAMETER = new RegExp(`^(${LABEL})[ \\t]*=[ \\t]*([!-:<-~]*)$`);

/** Without the grammar's WSP at both ends; JavaScript's own trim takes away more. */
function trim(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text[from])) from++;
  while (to > from && isSpace(text[to - 1])) to--;
  return text.slice(from, to);
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
