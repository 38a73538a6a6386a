/** What a target's inputs are made of: which mutations fit them beside those of plain bytes. */
type Kind = 'dns' | 'der' | 'json' | 'text';

/** One decoder of bytes that strangers send, or a few that read the same bytes. */
export type Target = {
  /** Also its folder in `test/vectors/fuzz`. */
  readonly name: string;
  readonly kind: Kind;
  /** What the decoder is given at most, a little above its own limit where it has one. */
  readonly bytesMax: number;
  /** Its share of a run over all targets: those that verify signatures get less. */
  readonly weight: number;
  /** Folders of `test/vectors` whose files are inputs of it too. */
  readonly vectors?: readonly string[];
  /** Words that its grammar knows. */
  readonly words?: readonly string[];
  /**
   * Gives the input to the decoder, checks what must hold, and returns the shape of what happened: which refusal where, or what
   * kind of value. Inputs of a new shape are mutated further. Whatever is thrown is a defect.
   */
  readonly run: (input: Uint8Array) => string | Promise<string>;
};

/** A number from 0 to below `below`. */
export type Random = (below: number) => number;
