import { CLASS, OPCODE, TYPE } from './constants.ts';
import { newMessage } from './message.ts';
import type { Message, Name, ResourceRecord } from './types.ts';

/** What the four sections of an UPDATE are called (RFC 2136 section 2); the fourth is `additionals` in both. */
export type UpdateSections = {
  readonly zone: Message['questions'];
  readonly prerequisites: readonly ResourceRecord[];
  readonly updates: readonly ResourceRecord[];
};

export function updateSections(message: Message): UpdateSections {
  return { zone: message.questions, prerequisites: message.answers, updates: message.authorities };
}

/** A request to change a zone of class IN (RFC 2136 section 2). */
export function updateMessage(request: {
  readonly id: number;
  readonly zone: Name;
  readonly prerequisites?: readonly ResourceRecord[];
  readonly updates: readonly ResourceRecord[];
}): Message {
  return newMessage({
    id: request.id,
    opcode: OPCODE.UPDATE,
    questions: [{ name: request.zone, type: TYPE.SOA, class: CLASS.IN }],
    answers: request.prerequisites ?? [],
    authorities: request.updates,
  });
}
