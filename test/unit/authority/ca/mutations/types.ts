/** Bytes with one thing changed, and the lint that has to refuse them; `also`: other lints that cannot but see it too. */
export type Case<Plan = never> = {
  readonly lint: string;
  readonly change: string;
  readonly tbs: Uint8Array;
  readonly also?: readonly string[];
  readonly plan?: Plan;
  readonly now?: number;
};
