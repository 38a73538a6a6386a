import type { persist as english } from '../en/cli-persist.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour persist`. */
export const persist: Translation<typeof english> = {
  describe: {
    group: () => 'poster til dns-persist-01 (et udkast): hvilke der skal være, og om de er der',
    add: () => 'optag en post i fortegnelsen, og udskriv den linje, der skal offentliggøres',
    list: () => 'vis fortegnelsens navne, og hvad der sidst blev fundet om dem',
    show: () => 'vis posterne for et navn og de linjer, der skal offentliggøres',
    remove: () => 'fjern poster for et navn fra fortegnelsen',
    check: () => 'spørg alle navneservere, over begge familier, efter posterne; slutter med 1 ved et fund',
  },
  arguments: {
    name: () => 'et værtsnavn, fx www.example.org; *.example.org er det samme som --policy wildcard',
    names: () => 'værtsnavne (standard: alle i fortegnelsen)',
  },
  flags: {
    issuer: () => "det domænenavn, som poster mener CA'en med",
    ofIssuer: () => 'kun posterne for denne CA',
    accountUri: () => "kontoens URL; med udkast 02 den hashede URI, som CA'en viser den",
    ofAccountUri: () => 'kun posten for denne konto',
    policy: () => 'hvad den ellers beviser: wildcard',
    until: () =>
      'hvornår den ophører: 2027-01-31 (dagens begyndelse, i UTC) eller 2027-01-31T12:00:00Z (standard: aldrig)',
    draft: () => 'hvilket udkasts form den har: 01 eller 02 (standard: acme.dns_persist_version)',
    thumbprint: () => "udkast 02, for at få URI'en dannet: thumbprint af kontoens nøgle",
    hashPrefix: () => "udkast 02, for at få URI'en dannet: accountHashPrefix fra CA'ens katalog",
    limit: () => 'højst så mange navne (standard: 50)',
    after: () => 'navne efter dette',
  },
  columns: {
    name: () => 'navn',
    records: () => 'poster',
    checked: () => 'undersøgt',
    says: () => 'siger',
    at: () => 'ved',
    server: () => 'navneserver',
    address: () => 'adresse',
    transport: () => 'over',
    outcome: () => 'svar',
    count: () => 'poster',
  },
  publish: (p) =>
    `Navnets ejer offentliggør denne post for ${p.name} (dns-persist-01, udkast ${p.draft}) og lader den stå:`,
  afterAdd: (p) => `Se derefter efter, om den er der: sixfour persist check ${p.name}`,
  record: (p) => `${p.issuer}, udkast ${p.draft}, ${p.until === null ? 'uden ophør' : `indtil ${p.until}`}`,
  removed: (p) =>
    `${p.count === 1 ? '1 post' : `${p.count} poster`} for ${p.name} er fjernet fra fortegnelsen. Fjern også det offentliggjorte fra zonen: indtil da beviser det navnet.`,
  never: () => 'ikke endnu',
  good: () => 'i orden',
  wellAt: (p) => `${p.owner} er, som fortegnelsen siger, på alle navneservere.`,
  found: (p) => `${p.name}: ${p.count === 1 ? '1 fund' : `${p.count} fund`}`,
  looking: (p) => `Spørger navneserverne for ${p.name} ...`,
  more: (p) => `Der er flere: --after ${p.next}`,
};
