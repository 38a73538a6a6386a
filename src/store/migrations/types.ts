/** One step forward of the schema. Never changed once released: a mistake is mended by the next one. */
export type Migration = {
  /** 1, 2, 3, ...: the schema's version after it. */
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
};
