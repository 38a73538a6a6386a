import { readBaseUrl, parseNetwork } from '../net/index.ts';
import { readHostName } from '../delegation/names/index.ts';
import type { Answer, LeafId, QuestionId, Site } from '../doctor/advice/index.ts';
import { QUESTIONS } from '../doctor/advice/index.ts';
import { directoryUrl } from './serve/places.ts';
import type { Session } from './session.ts';

export type AdviseOptions = {
  readonly answer?: readonly string[];
  readonly leaf?: LeafId;
  readonly test?: LeafId;
  readonly measure?: boolean;
  readonly directory?: string;
  readonly issuer?: string;
  readonly accountUrl?: string;
  readonly zone?: string;
  readonly inside?: readonly string[];
  readonly webroot?: string;
  readonly root?: string;
  readonly token?: string;
  readonly wait?: string;
  readonly network?: readonly string[];
};

/** What was typed, read; a text says what cannot be used. */
export type Typed = {
  readonly site: Site;
  /** No name was given: the site is an example. */
  readonly example: boolean;
  readonly answers: ReadonlyMap<QuestionId, Answer>;
  readonly waitMs: number;
};

const EXAMPLE_NAME = 'www.example.org';
const WEBROOT = '/srv/acme';
const WAIT_SECONDS = '300';
const WAIT_SECONDS_MAX = 3_600;

/** Reads name and options strictly: they stand in lines that people paste as root. */
export function readTyped(
  session: Session,
  name: string | undefined,
  options: AdviseOptions,
): Typed | string {
  const { settings } = session.loaded;
  const { public_host, https_port } = settings.host;
  const wrong = firstWrong(name, options);
  if (wrong !== undefined) return session.messages.doctor.advice.invalid(wrong);
  const { directory, issuer, accountUrl, inside = [], webroot = WEBROOT } = options;
  const zone = options.zone ?? Object.keys(settings.delegation.zones)[0];
  const site = {
    name: hostName(name ?? EXAMPLE_NAME) ?? EXAMPLE_NAME,
    inside,
    webroot,
    ...(zone !== undefined && { zone: hostName(zone) ?? zone }),
    ...(directory !== undefined && { directory }),
    ...(public_host !== '' && { ownDirectory: directoryUrl(public_host, https_port || settings.https.port) }),
    ...(issuer !== undefined && { issuer: hostName(issuer) ?? issuer }),
    ...(accountUrl !== undefined && { accountUrl }),
  };
  const answers = new Map((options.answer ?? []).flatMap((text) => readAnswer(text) ?? []));
  const waitMs = Number(options.wait ?? WAIT_SECONDS) * 1_000;
  return { site, example: name === undefined, answers, waitMs };
}

function firstWrong(name: string | undefined, options: AdviseOptions) {
  const { answer = [], directory, issuer, accountUrl, zone, inside = [], network = [] } = options;
  const checks: readonly (readonly [
    option: string,
    value: string | undefined,
    good: (text: string) => boolean,
  ])[] = [
    ['NAME', name, (text) => hostName(text) !== undefined],
    ...answer.map((one) => ['--answer', one, (text: string) => readAnswer(text) !== undefined] as const),
    ['--directory', directory, (text) => readBaseUrl(text) !== undefined && WORD.test(text)],
    ['--issuer', issuer, (text) => hostName(text) !== undefined],
    [
      '--account-url',
      accountUrl,
      (text) => URL.canParse(text) && /^https?:\/\//.test(text) && WORD.test(text),
    ],
    ['--zone', zone, (text) => hostName(text) !== undefined],
    ...inside.map((one) => ['--inside', one, isNetwork] as const),
    ...network.map((one) => ['--network', one, isNetwork] as const),
    ['--webroot', options.webroot, (text) => /^\/[A-Za-z0-9._/-]*$/.test(text)],
    ['--token', options.token, (text) => /^[A-Za-z0-9_-]{1,128}$/.test(text)],
    ['--wait', options.wait, (text) => /^\d{1,4}$/.test(text) && Number(text) <= WAIT_SECONDS_MAX],
  ];
  for (const [option, value, good] of checks)
    if (value !== undefined && !good(value)) return { option, value: value.slice(0, 100) };
  return undefined;
}

/** Letters that neither shells nor configuration files nor zone files read in another way. */
const WORD = /^[A-Za-z0-9._~:/?=&%+@,-]+$/;

function hostName(text: string): string | undefined {
  const read = readHostName(text);
  return read.ok ? read.value.name : undefined;
}

function isNetwork(text: string): boolean {
  return parseNetwork(text) !== undefined && /^[0-9a-fA-F.:]+\/\d{1,3}$/.test(text);
}

function readAnswer(text: string): readonly (readonly [QuestionId, Answer])[] | undefined {
  const [id, answer] = text.split('=', 2);
  const question = QUESTIONS.find((one) => one.id === id);
  return question !== undefined && (answer === 'yes' || answer === 'no')
    ? [[question.id, answer]]
    : undefined;
}
