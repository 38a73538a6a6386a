/** What a secondary serves of a zone, at one of its addresses, as far as it has said. */
export type SecondaryState = {
  readonly zone: string;
  readonly secondary: string;
  readonly address: string;
  /** Undefined: it has not said yet. */
  readonly serial: number | undefined;
  /** What it is to serve. */
  readonly wanted: number;
  /** Milliseconds since 1970 of the change that it was told first and did not serve in time; undefined: it keeps up. */
  readonly lagsSince: number | undefined;
};

/** A question and an answer on the wire, of one address; none of them rejects. */
export type SecondaryWire = {
  /** The serial of the zone there (SOA over UDP); undefined: no answer, or none that counts. */
  readonly serial: (zone: string, address: string) => Promise<number | undefined>;
  /** NOTIFY (RFC 1996), once; whether it was acknowledged. */
  readonly notify: (zone: string, address: string) => Promise<boolean>;
};
