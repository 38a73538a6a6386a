import type { AuthorizationView, ValidationView } from '../console/api/index.ts';
import { RETRY_RULES } from '../core/index.ts';
import { perspectiveLines } from './evidence-perspectives.ts';
import { type Reader, seenLines } from './evidence-seen.ts';
import { wrap } from './table.ts';
import { printable } from './terminal.ts';
import { duration, moment, status } from './words.ts';

/** An authorization and each of its validations, as a person reads them. */
export function authorizationLines(reader: Reader, authorization: AuthorizationView): string[] {
  const texts = reader.messages.cli.evidence;
  const name = authorization.wildcard ? `*.${authorization.name}` : authorization.name;
  const head = texts.authorization({ name, status: status(reader.terminal, authorization.status) });
  if (authorization.validations.length === 0) return [head, `  ${texts.notValidated()}`];
  return [head, ...authorization.validations.flatMap((validation) => validationLines(reader, validation))];
}

/** One validation: what was seen here, the judgement of each rule, what every perspective saw and how it counts, the problem. */
export function validationLines(reader: Reader, validation: ValidationView): string[] {
  const texts = reader.messages.cli.evidence;
  const { terminal } = reader;
  const verdict = validation.valid ? texts.valid() : texts.invalid();
  const seconds = duration(Date.parse(validation.finishedAt) - Date.parse(validation.startedAt));
  const others = RETRY_RULES.filter((rule) => rule !== validation.rule);
  const list = others.map((rule) => `${rule} ${validation.judgements[rule]}`).join(', ');
  const judgement = validation.judgements[validation.rule];
  return [
    `  ${texts.validation({ type: validation.type, verdict: status(terminal, verdict), at: moment(validation.startedAt), seconds })}`,
    ...seenLines(reader, validation.evidence, '    '),
    wrap(
      terminal,
      `${texts.judged({ rule: validation.rule, judgement })}; ${texts.others({ list })}`,
      '    ',
    ),
    ...(validation.evidenceCut === 0 ? [] : [`    ${texts.cut({ count: validation.evidenceCut })}`]),
    ...perspectiveLines(reader, validation.evidence),
    ...(validation.error === null
      ? []
      : [wrap(terminal, printable(texts.problem({ message: validation.error.message })), '    ')]),
  ];
}
