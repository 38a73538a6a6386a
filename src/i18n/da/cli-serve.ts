import type { serve as english } from '../en/cli-serve.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour serve`: its banner and its warnings. */
export const serve: Translation<typeof english> = {
  trialFirst: (p) => `Ingen CA i ${p.directory} endnu: opretter en prøve-CA.`,
  ready: (p) => `sixfour ${p.version} er klar.`,
  listening: () => 'Lytter',
  listener: (p) => `IPv${p.family}  ${p.url}  ${p.what}`,
  acme: () => 'ACME',
  plain: () => 'CRL, udsteder- og rodcertifikater',
  perspectives: () => 'perspektiver slutter sig til her',
  dns: () => 'delegerede zoner, UDP og TCP',
  updates: () => 'DNS-opdateringer med TSIG, UDP og TCP',
  api: () => 'delegeringens eget API, med klientcertifikater',
  familyMissing: (p) =>
    `Denne maskine har ikke IPv${p.family}, så intet lytter dér; den anden familie klarer det alene.`,
  directory: () => 'ACME-katalog',
  root: () => 'Rodcertifikat',
  ownCertificate: (p) => `Eget certifikat til ${p.names}, indtil ${p.until}`,
  ownObtained: (p) =>
    `Serveren har hentet sit eget certifikat til ${p.names} gennem sin egen ACME, på ${p.seconds}. Hvad valideringen så:`,
  warnings: {
    trial: () =>
      'PRØVE-CA: god at prøve med, ikke til at stole på. Opret den rigtige, i en anden mappe, med: npx sixfour init',
    keyBeside: () =>
      "Nøglen, der krypterer CA'ens nøgler, ligger i den samme mappe: den, der kopierer mappen, har begge dele. Se keys.* i docs/settings.md.",
    test: (p) =>
      `TESTMAPPE: stol aldrig på denne CA.${p.settings === '' ? '' : ` Indstillinger i brug, der kun er til test: ${p.settings}.`}`,
    nothingAllowed: () =>
      'Der udstedes kun til serverens eget navn, indtil du tillader navne. I en anden terminal:',
  },
  allowLine: (p) => `npx sixfour allow example.org${p.data}`,
  clients: () =>
    'Klienter, klar til at indsætte på den maskine, der svarer for navnet på port 80. Erstat www.example.org med et navn, som du har tilladt, og som findes i DNS (/etc/hosts spørges ikke; docs/quick-start.md viser, hvordan du prøver uden egen DNS):',
  stopping: () => 'Stopper: gør det igangværende færdigt.',
  stopHint: () => 'Tryk Ctrl-C for at stoppe.',
  shortHint: () => 'Klientkommandoer står i docs/quick-start.md.',
};
