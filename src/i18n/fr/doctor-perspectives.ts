import type { perspectives as english } from '../en/doctor-perspectives.ts';
import type { Translation } from '../translation.ts';

/** French texts of `sixfour check --perspectives`. */
export const perspectives: Translation<typeof english> = {
  flag: () => 'regarder aussi, en même temps, depuis chaque perspective du serveur en marche',
  insideAlone: () =>
    '--perspectives regarde de l’extérieur : omettez --inside, ou indiquez --here pour les deux.',
  from: () => 'vu depuis',
  label: () => 'perspectives',
  passes: (p) => `${p.challenge} réussit depuis ${p.places}`,
  fails: (p) => `${p.challenge} échoue depuis ${p.places}`,
  unmeasured: (p) => `non mesuré depuis ${p.places}`,
  silent: (p) => `${p.place} : ${p.why}`,
  whys: {
    timeout: () => 'elle n’a pas répondu à temps',
    unreachable: () => 'elle n’est pas connectée (sixfour perspective list)',
    malformed: () => 'sa réponse est inutilisable',
    busy: () => 'elle mène autant d’examens à la fois qu’elle le peut',
  },
  order: {
    label: () => 'une commande ici',
    passes: (p) =>
      `réussirait : ${p.passed} perspectives sur ${p.asked}, et ${p.policy} en exige ${p.needed}`,
    fails: (p) =>
      `serait refusée : ${p.passed} perspectives sur ${p.asked}, et ${p.policy} en exige ${p.needed}`,
    few: (p) => `serait refusée : ${p.policy} exige ${p.minimum} perspectives et en a ${p.asked}`,
    regions: (p) =>
      `serait refusée : celles qui réussissent sont dans ${p.regions} des ${p.needed} régions que ${p.policy} exige`,
    recorded: (p) =>
      `est décidée par ce seul serveur : ${p.passed} perspectives sur ${p.asked} réussissent, ce qui est consigné`,
  },
  unexplained: (p) =>
    `La validation échoue depuis ${p.places}, et rien de ce qui a été vu ne dit pourquoi. Ce qui échoue figure dans les étapes de --json.`,
};
