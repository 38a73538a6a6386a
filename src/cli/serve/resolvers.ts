import { readFileSync } from 'node:fs';
import { parse as parseDomain } from 'tldts';
import { parseServer, type Settings } from '../../config/index.ts';
import { type ChallengeType, type Clock, type Identifier, isAtOrBelow } from '../../core/index.ts';
import {
  type AddressPolicy,
  createIterativeResolver,
  createStubResolver,
  createValidatingResolver,
  createZoneResolver,
  type Resolver,
  systemServers,
} from '../../net/index.ts';
import { type Name, nameFromText, nameIsUnder } from '../../wire/dns/index.ts';
import { planDnssec } from './dnssec.ts';

/**
 * Who answers for a name. A zone of the settings goes to its own servers; a dns-01 question about a public name is worked out
 * from the root, with nothing kept between validations; everything else goes to the resolvers of the settings or the system.
 * DNSSEC is validated here, where the settings want it (`planDnssec`), with keys proven anew for every validation.
 */
export function chooseResolver(
  settings: Settings['validation'],
  clock: Clock,
  policy: AddressPolicy,
): (identifier: Identifier, purpose: ChallengeType | 'caa') => Resolver {
  const stub = createStubResolver({ clock, servers: recursiveServers(settings.dns_servers) });
  const plan = planDnssec(settings);
  const zones = Object.entries(settings.zones).map(([zone, servers]) => ({
    zone,
    name: nameFromText(zone),
    dnssec: plan.zone(zone),
    stub: createStubResolver({ clock, servers: parseAll(servers), onlyUnder: zone }),
  }));
  const deepestFirst = zones.toSorted((a, b) => b.name.length - a.name.length);
  const holderOf = (name: Name) => deepestFirst.find((one) => nameIsUnder(name, one.name));
  const elsewhere = (name: Name) => holderOf(name) !== undefined;
  const stubs = Object.entries(settings.stubs).map(([zone, servers]) => ({
    zone,
    servers: parseAll(servers),
  }));
  const hints = parseAll(settings.root_hints);
  const iterative = createIterativeResolver({ clock, policy, stubs, ...(hints.length > 0 && { hints }) });
  return ({ value }, purpose) => {
    const known = stubs.some(({ zone }) => zone === '.' || isAtOrBelow(value, zone));
    const walk =
      settings.iterative &&
      purpose !== 'http-01' &&
      purpose !== 'tls-alpn-01' &&
      (known || parseDomain(value).isIcann === true);
    const entries = zones.map((zone) => ({
      zone: zone.zone,
      resolver:
        zone.dnssec === undefined
          ? zone.stub.session()
          : createValidatingResolver({
              ...zone.dnssec,
              clock,
              source: zone.stub.session().signed,
              elsewhere: (name) => holderOf(name) !== zone,
            }),
    }));
    const dnssec = walk ? plan.walk : plan.stub;
    if (dnssec === undefined) return createZoneResolver(entries, walk ? iterative.session() : stub.session());
    const source = walk ? iterative.signedSession() : stub.session().signed;
    return createZoneResolver(entries, createValidatingResolver({ ...dnssec, clock, source, elsewhere }));
  };
}

const RESOLV_CONF = '/etc/resolv.conf';
const WITHOUT_ANY = [
  { address: '::1', port: 53 },
  { address: '127.0.0.1', port: 53 },
]; // resolv.conf(5): the local one

/** Recursive servers: those of the settings, or the system's. */
export function recursiveServers(configured: readonly string[]) {
  if (configured.length > 0) return parseAll(configured);
  let text = '';
  try {
    text = readFileSync(RESOLV_CONF, 'utf8');
  } catch {
    // no such file: as if it were empty
  }
  const { servers } = systemServers(text);
  return servers.length > 0 ? servers : WITHOUT_ANY;
}

function parseAll(servers: readonly string[]) {
  return servers.map(parseServer).filter((server) => server !== undefined);
}
