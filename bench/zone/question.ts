import { CLASS, encodeMessage, nameFromText, newMessage, TYPE } from '../../src/wire/dns/index.ts';

export function txtQuestion(name: string): Uint8Array {
  return encodeMessage(
    newMessage({
      id: 64,
      questions: [{ name: nameFromText(name), type: TYPE.TXT, class: CLASS.IN }],
    }),
  );
}
