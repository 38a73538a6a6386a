// What one ACME client is told, as its user would write it. The same texts stand in docs/clients.md (clients-docs.test.ts
// compares them), so that what is documented is what is tested.

/** Where the client runs and what it is to obtain. */
export type Site = {
  readonly name: string;
  /** ACME directory URL. */
  readonly directory: string;
  /** PEM file of the CA's root certificate on the client's machine. */
  readonly root: string;
  readonly email: string;
  /** Served on port 80 by nginx, for clients that write a challenge file. */
  readonly webroot: string;
};

/**
 * A shell script. `once` ends by itself; `daemon` is a server that obtains certificates while it runs: the act is done when
 * the certificate at `Client.certificate` is new.
 */
export type Act = { readonly kind: 'once' | 'daemon'; readonly script: string };

export type Client = {
  readonly name: string;
  /** The program looked for on the search path, and the Debian package that brings it. */
  readonly program: string;
  readonly debian: string;
  /** `nginx`: the site's web server serves the webroot; `own`: the client itself listens on port 80. */
  readonly web: 'nginx' | 'own';
  /** Its daemon changes from root to a user of its own, which needs a second user where the lab runs without root. */
  readonly changesUser?: true;
  /** Where the scripts run; anywhere when absent. */
  readonly folder?: string;
  /** Files written before anything else, by path. */
  readonly files: (site: Site) => Readonly<Record<string, string>>;
  /** Run once before the first certificate: trust, keys, accounts. Not counted as time per certificate. */
  readonly prepare?: (site: Site) => Act;
  readonly obtain: (site: Site) => Act;
  readonly renew: (site: Site) => Act;
  /** Undefined where the client has no way to revoke. */
  readonly revoke?: (site: Site) => Act;
  /** Glob of PEM files, the newest of which is the certificate in use (leaf first). */
  readonly certificate: (site: Site) => string;
};

export const once = (script: string): Act => ({ kind: 'once', script });
export const daemon = (script: string): Act => ({ kind: 'daemon', script });
