/** English texts of `sixfour audit`. */
export const audit = {
  describe: {
    audit: () => 'what was changed and refused, and by whom: a signed chain',
    list: () => 'list entries, newest first',
    verify: () =>
      'walk the chain and its signatures; ends with 1 and names the first entry that does not fit',
    export: () => 'print the chain with its checkpoints as JSON Lines, to be verified elsewhere',
    key: () => 'print the public key that checkpoints are signed with',
    purge: () => 'forget entries from before a time, up to a checkpoint; that it was done is an entry too',
  },
  flags: {
    since: () => 'only from this moment on, e.g. 2027-01-31 or 2027-01-31T12:00:00Z',
    limit: () => 'so many rows (default 50, at most 1000)',
    beforeEntry: () => 'only entries before this number',
    file: () => 'verify this export instead; needs no server',
    key: () => 'with --file: the public key that the export has to be signed with, in PEM',
    before: () => 'entries from before this moment go, as far as a checkpoint reaches',
  },
  columns: {
    number: () => 'number',
    at: () => 'when',
    actor: () => 'who',
    action: () => 'what',
    object: () => 'of what',
    details: () => 'details',
  },
  keyWithFile: () => 'An export is verified with the public key that you kept: give both --file and --key.',
  keyShown: (p: { sha256: string }) =>
    `SHA-256 ${p.sha256}\nKeep this key where nobody can change it who could change the database: exports are verified with it.`,
  whole: (p: { entries: number; first: number; last: number }) =>
    `The chain is whole: ${p.entries} entries, ${p.first} to ${p.last}.`,
  signed: (p: { signed: number; rest: number; checkpoints: number }) =>
    `Checkpoints: ${p.checkpoints}. The last one signs entry ${p.signed}${p.rest === 0 ? '.' : `, and ${p.rest} entries after it are not signed yet.`}`,
  unsigned: () => 'No checkpoint yet: the server makes one within five minutes, and when it stops.',
  lastCheckpoint: (p: { at: string; sequence: number; hash: string }) =>
    `The last checkpoint, to be written down elsewhere: ${p.at}, entry ${p.sequence}, ${p.hash}`,
  problems: {
    begin: (p: { sequence: number }) =>
      `Entries before ${p.sequence} are gone, and no purge that the chain tells of took them away.`,
    missing: (p: { sequence: number }) =>
      p.sequence === 0
        ? 'The chain was emptied, so nothing is changed any more. The way out is in docs/audit.md.'
        : `Entry ${p.sequence} is missing, or not in its place.`,
    altered: (p: { sequence: number }) => `Entry ${p.sequence} was altered: it does not have its digest.`,
    unlinked: (p: { sequence: number }) =>
      `Entry ${p.sequence} does not follow from the one before: that one was put in another's place.`,
    rewritten: (p: { sequence: number }) =>
      `The chain was written anew: entry ${p.sequence} is not the one that was signed.`,
    signature: (p: { sequence: number }) =>
      `The checkpoint of entry ${p.sequence} is not signed by this key, or was altered.`,
    truncated: (p: { sequence: number }) =>
      `Entries are missing from ${p.sequence} on: the chain once was longer.`,
    unsigned: () => 'There is no checkpoint in it, so that it proves nothing.',
  },
  memory: {
    'memory-missing': () =>
      'The file audit.checkpoint in the data directory is gone: entries at the end of the chain could have been taken away with it.',
    'memory-broken': () =>
      'The file audit.checkpoint in the data directory was not written by this server, or not with this key at rest.',
  },
  purged: (p: { removed: number; upTo: number }) =>
    `${p.removed} entries are gone; the chain begins at entry ${p.upTo}, which is signed.`,
  nothingPurged: () => 'There is no checkpoint from before that time: nothing was taken away.',
};
