import { cnameRecord, delegate, DNS_01 } from '../../../delegation/names/index.ts';
import type { Leaf, Site } from '../types.ts';

const ZONE = 'acme.example.net';

/** The challenge's name leads once and for all into a zone of ours, where a client may write values and nothing else. */
export const delegation: Leaf = {
  id: 'delegation',
  steps: (site) => [
    { text: 'delegationZone', lines: zoneSettings(zoneOf(site)) },
    { text: 'delegationRecord', lines: [recordLine(site)] },
    {
      text: 'delegationClient',
      lines: [`sixfour client add ${clientOf(site)}`, `sixfour rule add ${clientOf(site)} ${site.name}`],
    },
    { text: 'delegationCheck', lines: [`sixfour name check ${site.name} --zone ${zoneOf(site)}`] },
  ],
  caveats: ['caveatDnsServers', 'caveatTokens', 'caveatSameProvider', 'caveatSecondAccount'],
};

/** One protected host orders all certificates by DNS and hands them on; no web server has a right to anything. */
export const central: Leaf = {
  id: 'central',
  steps: (site) => [
    { text: 'centralRecord', lines: [recordLine(site)] },
    {
      text: 'centralOrder',
      lines: [`lego --server ${site.directory ?? 'DIRECTORY-URL'} --domains ${site.name} --dns httpreq run`],
    },
    {
      text: 'centralHandOn',
      lines: [
        `rsync --chmod=F600 certificates/${site.name}.crt certificates/${site.name}.key deploy@${site.name}:/etc/ssl/acme/`,
        `ssh deploy@${site.name} systemctl reload nginx`,
      ],
    },
  ],
  caveats: ['caveatInsideChannel', 'caveatDnsServers', 'caveatTokens'],
};

/** One TXT record that stays, and names the account that may order. */
export const persist: Leaf = {
  id: 'persist',
  steps: (site) => [
    { text: 'persistVerify', lines: [`curl -s ${site.directory ?? 'DIRECTORY-URL'}`] },
    { text: 'persistRecord', lines: [persistRecord(site)] },
    {
      text: 'persistWatch',
      lines: [
        `sixfour persist add ${site.name} --issuer ${site.issuer ?? 'ISSUER-DOMAIN'} --account-uri ${site.accountUrl ?? 'ACCOUNT-URL'}`,
        `sixfour persist check ${site.name}`,
      ],
    },
  ],
  caveats: ['caveatAccountKey', 'caveatPersistDraft', 'caveatDnsServers'],
};

function recordLine(site: Site): string {
  const { owner, type, value } = cnameRecord(delegate(site.name, DNS_01, 'readable', zoneOf(site)));
  return `${owner} IN ${type} ${value}`;
}

function persistRecord({ name, issuer = 'ISSUER-DOMAIN', accountUrl = 'ACCOUNT-URL' }: Site): string {
  return `_validation-persist.${name}. IN TXT "${issuer}; accounturi=${accountUrl}"`;
}

function zoneOf({ zone = ZONE }: Site): string {
  return zone;
}

/** A client is known by a word: the name's first label. */
function clientOf({ name }: Site): string {
  return name.split('.')[0] ?? name;
}

function zoneSettings(zone: string): readonly string[] {
  return [
    '[delegation]',
    'addresses = ["2001:db8::53", "192.0.2.53"]',
    'port = 53',
    '',
    `[delegation.zones."${zone}".name_servers]`,
    `"ns1.${zone}" = ["2001:db8::53", "192.0.2.53"]`,
  ];
}
