import type { Family, Fault, LookupEvidence } from '../../core/index.ts';
import type { Delegation } from '../names/index.ts';

/** What has to be in the DNS for a delegated name. */
export type Wanted = {
  readonly delegation: Delegation;
  /** The zone of ours. */
  readonly zone: string;
  /** Its name servers, where NS records with all of them are as good as the CNAME; empty where they are not. */
  readonly nameServers: readonly string[];
};

/** What one server address said to one question. Names are in lower case; no text of a record is kept. */
export type ServerAnswer = {
  /**
   * `zone`: the SOA of its zone. `record`: the CNAME at the challenge's name. `texts`: TXT there. `sibling`: the CNAME of a name
   * beside it that nobody has published. `values`: TXT where ours are served. `keys`: the zone's DNSKEY.
   */
  readonly question: 'zone' | 'record' | 'texts' | 'sibling' | 'values' | 'keys';
  readonly transport: 'udp' | 'tcp';
  readonly outcome:
    | 'answer'
    | 'referral'
    | 'alias'
    | 'nodata'
    | 'nxdomain'
    | 'loop'
    | 'servfail'
    | 'refused'
    | 'lame'
    | 'timeout'
    | 'malformed'
    | 'over-tcp'
    | 'other-source'
    | 'unreachable'
    | 'error';
  /** Where a CNAME leads. */
  readonly target?: string;
  /** Of a referral for the very name asked: the name servers, sorted. */
  readonly nameServers?: readonly string[];
  readonly source?: string;
  readonly errno?: string;
  readonly ms: number;
};

/** One address of one name server, and all it said. */
export type ServerEvidence = {
  readonly host: string;
  readonly address: string;
  readonly family: Family;
  /** The address policy forbids it: nothing was sent. */
  readonly refused?: true;
  readonly answers: readonly ServerAnswer[];
};

/** A zone and everyone who serves it. */
export type ZoneEvidence = {
  /** Absent where nothing in the DNS says which zone it is. */
  readonly zone?: string;
  /** The zone above has DS records for it: it says that this one is signed. */
  readonly signed?: true;
  readonly lookups: readonly LookupEvidence[];
  readonly hosts: readonly string[];
  readonly servers: readonly ServerEvidence[];
};

/** All that was seen of one delegated name, at one time, from one place: what is judged, and nothing else. */
export type HealthEvidence = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly wanted: Wanted;
  readonly customer: ZoneEvidence;
  readonly ours: ZoneEvidence;
  /** TXT at the challenge's name, as a CA asks for it. */
  readonly resolution: LookupEvidence;
};

/** A name whose challenge is written at a DNS provider: nothing leads elsewhere. */
export type Held = {
  readonly name: string;
  readonly challenge: string;
  /** The zone of the provider's that the challenge lies in. */
  readonly zone: string;
};

/** All that was seen of such a name. */
export type HeldEvidence = Pick<HealthEvidence, 'at' | 'customer' | 'resolution'> & { readonly held: Held };

/** What the evidence says. Not measured is never a finding. */
export type Health = {
  readonly findings: readonly Fault[];
  /** This machine has no way out over these. */
  readonly familiesNotMeasured: readonly Family[];
  /** Addresses that the address policy forbids. */
  readonly notAsked: readonly string[];
};
