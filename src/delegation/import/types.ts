/** A row of the table `records` of acme-dns, as it is there. */
export type AcmeDnsRow = {
  readonly user: string;
  readonly hash: string;
  readonly subdomain: string;
  /** A JSON list of networks. */
  readonly allowFrom: string | null;
};

/** An account that can be taken over. */
export type AcmeDnsAccount = {
  /** A UUID in lower case. */
  readonly user: string;
  /** bcrypt, as `crypt(3)` writes it. */
  readonly hash: string;
  /** Its subdomain, in lower case: a label in the zone. */
  readonly label: string;
  readonly networks: readonly string[];
};

/** Why a row is none: what of it cannot be read. `twice`: another row's subdomain or user differs in its case alone. */
export type RowProblem = 'user' | 'hash' | 'subdomain' | 'networks' | 'twice';
export type UnreadableRow = { readonly row: AcmeDnsRow; readonly problem: RowProblem };

/** Accounts and the names that were found to lead to them. */
export type NamedAccount = AcmeDnsAccount & {
  /** Host names in lower-case A-labels. */
  readonly names: readonly string[];
};
