// Perspectives and validators that do what a test says, in the time that it says.
import type { Clock, Evidence, Fault, Region } from '../../src/core/index.ts';
import type { ValidationReport, ValidationRequest, Validator } from '../../src/validation/index.ts';
import type { Check, Perspective, PerspectiveAnswer } from '../../src/validation/perspective/types.ts';
import { targetText } from '../../src/validation/perspective/open-mpic/target.ts';

/** What a scripted perspective does with every question. */
export type Doing =
  | 'passes'
  | 'hangs'
  | 'throws'
  | 'unreachable'
  | 'timeout'
  | 'malformed'
  | { readonly fails: Fault | undefined; readonly evidence?: readonly Evidence[] }
  | { readonly says: Partial<Extract<PerspectiveAnswer, { answered: true }>> };

export type Scripted = Perspective & {
  /** Every question, as it came. */
  readonly asked: { readonly check: Check; readonly request: ValidationRequest }[];
  /** Questions that have not ended. */
  readonly open: () => number;
};

export function scripted(
  name: string,
  region: Region,
  doing: Doing | { readonly dcv: Doing; readonly caa: Doing },
  { clock, ms = 100 }: { readonly clock: Clock; readonly ms?: number },
): Scripted {
  const asked: { check: Check; request: ValidationRequest }[] = [];
  let open = 0;
  return {
    name,
    region,
    asked,
    open: () => open,
    ask(check, request, until) {
      asked.push({ check, request });
      open++;
      const does = typeof doing === 'object' && 'dcv' in doing ? doing[check] : doing;
      const answer = new Promise<PerspectiveAnswer>((resolve, reject) => {
        const forget = until.signal.onStop(() => resolve({ answered: false, outcome: 'timeout' }));
        if (does === 'hangs') return;
        clock.after(ms, () => {
          forget();
          if (does === 'throws') reject(new Error('a bug'));
          else resolve(answerOf(does, name, request));
        });
      });
      return answer.finally(() => open--);
    },
  };
}

function answerOf(
  doing: Exclude<Doing, 'hangs' | 'throws'>,
  name: string,
  { identifier, wildcard }: ValidationRequest,
): PerspectiveAnswer {
  if (doing === 'unreachable' || doing === 'timeout' || doing === 'malformed')
    return { answered: false, outcome: doing };
  const plain = {
    answered: true,
    perspective: name,
    target: targetText(identifier, wildcard),
    passed: true,
    evidence: [],
  } as const;
  if (doing === 'passes') return plain;
  if ('says' in doing) return { ...plain, ...doing.says };
  return {
    ...plain,
    passed: false,
    evidence: doing.evidence ?? [],
    ...(doing.fails && { fault: doing.fails }),
  };
}

export type ScriptedValidator = Validator & {
  readonly validated: ValidationRequest[];
  readonly caaChecked: ValidationRequest[];
  readonly closed: () => boolean;
};

/** A validator that finds the same of everything; `refusal` undefined: valid. */
export function scriptedValidator(
  clock: Clock,
  refusal: Fault | undefined,
  evidence: readonly Evidence[] = [],
  ms = 0,
): ScriptedValidator {
  const validated: ValidationRequest[] = [];
  const caaChecked: ValidationRequest[] = [];
  let closed = false;
  async function report(request: ValidationRequest): Promise<ValidationReport> {
    const startedAt = clock.now();
    if (ms > 0) await new Promise<void>((resolve) => clock.after(ms, resolve));
    const says = refusal === undefined ? 'valid' : 'invalid';
    return {
      verdict: refusal === undefined ? { valid: true } : { valid: false, fault: refusal },
      rule: request.rule ?? 'per-hop',
      judgements: { documented: says, boulder: says, 'per-hop': says },
      evidence,
      startedAt,
      finishedAt: clock.now(),
    };
  }
  return {
    validated,
    caaChecked,
    closed: () => closed,
    validate(request) {
      validated.push(request);
      return report(request);
    },
    checkCaa(request) {
      caaChecked.push(request);
      return report(request);
    },
    async close() {
      closed = true;
    },
  };
}
