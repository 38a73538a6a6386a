import type { Answer, Answered, LeafId, QuestionId } from './types.ts';

type Node = QuestionId | { readonly leaf: LeafId };
type Question = {
  readonly id: QuestionId;
  readonly measurable: boolean;
  readonly yes: Node;
  readonly no: Node;
};

/** "I cannot allow inbound connections": the questions in their order, and where each answer leads. */
export const QUESTIONS: readonly Question[] = [
  { id: 'devices', measurable: false, yes: { leaf: 'private-ca' }, no: 'dns' },
  { id: 'dns', measurable: false, yes: 'persist', no: 'front' },
  { id: 'persist', measurable: true, yes: 'key', no: 'few' },
  { id: 'key', measurable: false, yes: { leaf: 'persist' }, no: 'few' },
  { id: 'few', measurable: false, yes: { leaf: 'central' }, no: { leaf: 'delegation' } },
  { id: 'front', measurable: true, yes: { leaf: 'path-only' }, no: 'tls' },
  { id: 'tls', measurable: true, yes: { leaf: 'tls-alpn' }, no: 'minutes' },
  { id: 'minutes', measurable: false, yes: { leaf: 'time-boxed' }, no: { leaf: 'hosting' } },
];

/** Where the answers lead: to a leaf, or to the question that is open. Answers to questions that do not come up are not used. */
export function walk(
  answers: Readonly<Partial<Record<QuestionId, Answer>>>,
): { readonly passed: readonly QuestionId[] } & ({ readonly leaf: LeafId } | { readonly open: QuestionId }) {
  const passed: QuestionId[] = [];
  let node: Node = 'devices';
  // bounded: every answer leads to a question further down or to a leaf
  while (typeof node === 'string') {
    const answer: Answer | undefined = answers[node];
    if (answer === undefined) return { passed, open: node };
    passed.push(node);
    node = questionOf(node)[answer];
  }
  return { passed, leaf: node.leaf };
}

/** Asks one question: an answer, or undefined where nobody answers. */
export type Ask = (question: QuestionId) => Promise<Omit<Answered, 'question'> | undefined>;

/** Goes down the tree, asking each question that comes up, to a leaf or to the first that stays open. */
export async function decide(
  ask: Ask,
): Promise<
  { readonly path: readonly Answered[] } & ({ readonly leaf: LeafId } | { readonly open: QuestionId })
> {
  const path: Answered[] = [];
  for (;;) {
    const found = walk(Object.fromEntries(path.map(({ question, answer }) => [question, answer])));
    if ('leaf' in found) return { path, leaf: found.leaf };
    const answered = await ask(found.open);
    if (answered === undefined) return { path, open: found.open };
    path.push({ question: found.open, ...answered });
  }
}

export function questionOf(id: QuestionId): Question {
  const found = QUESTIONS.find((question) => question.id === id);
  if (found === undefined) throw new TypeError(`no question ${id}`);
  return found;
}
