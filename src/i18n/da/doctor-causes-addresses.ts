import type { addressCauses as english } from '../en/doctor-causes-addresses.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of causes: a title, and what it means here; `p` is the finding's values. */
export const addressCauses: Translation<typeof english> = {
  B1: {
    title: () => 'IPv6 er slået fra',
    says: (p) =>
      p.setting === ''
        ? `Der kan ikke oprettes forbindelse til ${p.places}: IPv6 er måske slået fra på serveren.`
        : `IPv6 er slået fra på serveren${p.ifname === '' ? '' : `, på ${p.ifname}`} (${p.setting}${p.file === '' ? '' : `, ${p.file}`}).`,
  },
  B2: {
    title: () => 'IPv6 er slået til, men adressen er der ikke',
    says: (p) => {
      if (p.what === 'configured')
        return `${p.address} er konfigureret i ${p.file}, men er ikke på noget interface: det, der gik tabt, da IPv6 blev slået fra, blev ikke sat igen.`;
      if (p.what === 'bare')
        return 'IPv6 er slået til, og serveren har ingen global adresse: det, der gik tabt, da IPv6 blev slået fra, blev ikke sat igen.';
      return `Der kan ikke oprettes forbindelse til ${p.places}: adressen er måske gået tabt, da IPv6 blev slået fra og til igen.`;
    },
  },
  B3: {
    title: () => 'sat manuelt, tabt ved en genstart',
    says: (p) => {
      if (p.what === 'switch')
        return `IPv6 er slået til nu, og ${p.file} slår det fra på ${p.ifname} ved næste start.`;
      if (p.what === 'route')
        return `Standardruten via ${p.via} (${p.ifname}) står ikke i nogen fil (${p.file}): den er væk efter næste start.`;
      if (p.what === 'address')
        return `${p.address} (${p.ifname}) står ikke i nogen fil (${p.file}): den er væk efter næste start.`;
      if (p.what === 'gone')
        return `${p.file} giver ${p.ifname} ingen IPv6-adresse: det, der blev sat manuelt, overlevede ikke den seneste start.`;
      return `Der kan ikke oprettes forbindelse til ${p.places}: en adresse eller rute, der blev sat manuelt, har måske ikke overlevet den seneste start.`;
    },
  },
  B4: {
    title: () => 'ingen varig global IPv6-adresse',
    says: (p) =>
      p.addresses === ''
        ? 'Serveren har ingen IPv6-adresse, som andre kan nå, og som er varig.'
        : `Serveren har ingen IPv6-adresse, som andre kan nå, og som er varig, kun ${p.addresses}.`,
  },
  B5: {
    title: () => 'en anden vært har den samme IPv6-adresse',
    says: (p) =>
      p.ifname === ''
        ? `${p.address} svarer til tider og til andre tider ikke: to værter på samme link har den måske.`
        : `En anden vært på samme link som ${p.ifname} har allerede ${p.address}, så serveren bruger den ikke.`,
  },
  B6: {
    title: () => 'tjenesten begyndte, før dens adresse var der',
    says: (p) =>
      p.unit === ''
        ? `Intet lytter på port ${p.port} (${p.places}): tjenesten har måske givet op, fordi dens adresse ikke var klar, da serveren startede.`
        : `${p.unit} kunne ikke lytte på sin adresse, da serveren startede, fordi adressen endnu ikke var klar: intet lytter på port ${p.port} over IPv6.`,
  },
  B7: {
    title: () => 'den offentliggjorte adresse er ved at udløbe',
    says: (p) =>
      `${p.address} (${p.ifname}) er forældet (deprecated): den bruges ikke til nye udgående forbindelser og ophører om ${p.seconds} s. Dens præfiks er afløst af et andet.`,
  },
  B8: {
    title: () => 'en midlertidig adresse er offentliggjort',
    says: (p) =>
      `${p.address} (${p.ifname}) er en privacy-adresse, som skifter af sig selv: den ophører om ${p.seconds} s.`,
  },
  B9: {
    title: () => 'adressen er ikke den, som skyen har tildelt',
    says: (p) => {
      if (p.what === 'unset')
        return `Skyen har tildelt denne server ${p.address}, og den er ikke på noget interface.`;
      if (p.what === 'foreign')
        return `${p.address} er på serveren, og skyen har ikke tildelt den: dens pakker kasseres.`;
      return `Der kan ikke oprettes forbindelse til ${p.places}: adressen i skyens konsol og serverens adresse er måske forskellige.`;
    },
  },
  B10: {
    title: () => 'forkert præfikslængde',
    says: (p) =>
      p.prefix === ''
        ? `Nogle steder når ${p.address}, og andre gør ikke: adressens præfikslængde er måske forkert.`
        : `${p.address}/${p.prefix} på ${p.ifname} er bredere end et link: serveren anser værter andre steder for naboer og svarer dem aldrig.`,
  },
};
