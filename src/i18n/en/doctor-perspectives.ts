/** English texts of `sixfour check --perspectives`. */
export const perspectives = {
  flag: () => 'look from every perspective of the running server too, at the same time',
  insideAlone: () => '--perspectives looks from outside: leave out --inside, or say --here for both.',
  /** The name of a look's place. */
  from: () => 'seen from',
  label: () => 'perspectives',
  passes: (p: { challenge: string; places: string }) => `${p.challenge} passes from ${p.places}`,
  fails: (p: { challenge: string; places: string }) => `${p.challenge} fails from ${p.places}`,
  unmeasured: (p: { places: string }) => `not measured from ${p.places}`,
  silent: (p: { place: string; why: string }) => `${p.place}: ${p.why}`,
  whys: {
    timeout: () => 'it did not answer in time',
    unreachable: () => 'it is not connected (sixfour perspective list)',
    malformed: () => 'its answer cannot be used',
    busy: () => 'it makes as many looks as it may at a time',
  },
  order: {
    label: () => 'an order here',
    passes: (p: { passed: number; asked: number; needed: number; policy: string }) =>
      `would pass: ${p.passed} of ${p.asked} perspectives, and ${p.policy} needs ${p.needed}`,
    fails: (p: { passed: number; asked: number; needed: number; policy: string }) =>
      `would be refused: ${p.passed} of ${p.asked} perspectives, and ${p.policy} needs ${p.needed}`,
    few: (p: { asked: number; minimum: number; policy: string }) =>
      `would be refused: ${p.policy} needs ${p.minimum} perspectives, and has ${p.asked}`,
    regions: (p: { regions: number; needed: number; policy: string }) =>
      `would be refused: those that pass are in ${p.regions} of the ${p.needed} regions that ${p.policy} needs`,
    recorded: (p: { passed: number; asked: number }) =>
      `is decided by this server alone: ${p.passed} of ${p.asked} perspectives pass, which is recorded`,
  },
  unexplained: (p: { places: string }) =>
    `Validation fails from ${p.places}, and nothing that was seen says why. What fails stands in the hops of --json.`,
};
