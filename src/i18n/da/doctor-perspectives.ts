import type { perspectives as english } from '../en/doctor-perspectives.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour check --perspectives`. */
export const perspectives: Translation<typeof english> = {
  flag: () => 'undersøg samtidig fra hvert perspektiv, som den kørende server har',
  insideAlone: () => '--perspectives ser udefra: udelad --inside, eller angiv --here for begge dele.',
  from: () => 'set fra',
  label: () => 'perspektiver',
  passes: (p) => `${p.challenge} lykkes fra ${p.places}`,
  fails: (p) => `${p.challenge} fejler fra ${p.places}`,
  unmeasured: (p) => `ikke målt fra ${p.places}`,
  silent: (p) => `${p.place}: ${p.why}`,
  whys: {
    timeout: () => 'det svarede ikke i tide',
    unreachable: () => 'det er ikke forbundet (sixfour perspective list)',
    malformed: () => 'dets svar kan ikke bruges',
    busy: () => 'det foretager så mange undersøgelser ad gangen, som det må',
  },
  order: {
    label: () => 'en ordre her',
    passes: (p) => `ville lykkes: ${p.passed} af ${p.asked} perspektiver, og ${p.policy} kræver ${p.needed}`,
    fails: (p) =>
      `ville blive afvist: ${p.passed} af ${p.asked} perspektiver, og ${p.policy} kræver ${p.needed}`,
    few: (p) => `ville blive afvist: ${p.policy} kræver ${p.minimum} perspektiver og har ${p.asked}`,
    regions: (p) =>
      `ville blive afvist: de, der lykkes, er i ${p.regions} af de ${p.needed} regioner, som ${p.policy} kræver`,
    recorded: (p) =>
      `afgøres af denne server alene: ${p.passed} af ${p.asked} perspektiver lykkes, og det noteres`,
  },
  unexplained: (p) =>
    `Validering fejler fra ${p.places}, og intet af det, der blev set, siger hvorfor. Det, der fejler, står i hops i --json.`,
};
