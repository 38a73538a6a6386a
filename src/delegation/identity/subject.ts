/**
 * Subjects are compared as they are, letter by letter. A star at the end stands for one whole label, between `:` or `/` and the end: so that
 * `repo:acme/*` is never `repo:acme/site:ref:...`, and `repo:acme*`, which would be `repo:acme-evil/...` too, is no subject at all.
 */
export function isSubject(text: string): boolean {
  if (text === '' || CONTROL.test(text)) return false;
  if (!text.includes('*')) return true;
  const before = text.slice(0, -1);
  return text.endsWith('*') && !before.includes('*') && TWO_LABELS.test(before);
}

/** What an identity must be bound to for a token with this subject: the subject itself, or with a star for its last label. */
export function boundSubjects(subject: string): readonly string[] {
  const end = Math.max(subject.lastIndexOf(':'), subject.lastIndexOf('/')) + 1;
  return end === 0 || end === subject.length ? [subject] : [subject, `${subject.slice(0, end)}*`];
}

const CONTROL = /\p{Cc}/u;
/** A star may stand behind two labels at least, none of them empty: what it may be is somebody's. */
const TWO_LABELS = /^(?:[^:/]+[:/]){2,}$/;
