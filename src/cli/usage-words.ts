import { type Argument, type Command, Help, type Option } from 'commander';
import { type Catalogue, catalogue, retelling } from '../i18n/index.ts';

/** Has a command say in the reader's language what commander words by itself: headings of its help, remarks on options, errors. */
export function speak(command: Command, messages: Catalogue): void {
  const { usage } = messages.cli;
  const { titles } = catalogue('en').cli.usage;
  const headings = new Map(
    (Object.keys(titles) as (keyof typeof titles)[]).map((key) => [titles[key](), usage.titles[key]()]),
  );
  const plain = new Help();
  const error = retelling(catalogue('en').cli.usage.errors, usage.errors);
  command
    .configureHelp({
      styleTitle: (title) => headings.get(title) ?? title,
      optionDescription: (option) => remarked(option, plain.optionDescription(option), usage),
      argumentDescription: (argument) => remarked(argument, plain.argumentDescription(argument), usage),
    })
    .configureOutput({ outputError: (text, write) => write(text.split('\n').map(error).join('\n')) });
  if (command.commands.length > 0) command.helpCommand('help [command]', usage.help());
}

type Usage = Catalogue['cli']['usage'];

/** A description as commander makes it: our own text, then its remarks in brackets. */
function remarked({ description }: Option | Argument, whole: string, usage: Usage): string {
  const remarks = whole.slice(description.length);
  return `${description}${remarks.replace('choices: ', `${usage.choices()}: `).replace('default: ', `${usage.fallback()}: `)}`;
}
