import { systemClock } from '../../src/core/index.ts';
import {
  createBuiltInResolver,
  createIterativeResolver,
  createStubResolver,
  createZoneResolver,
} from '../../src/net/index.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { CONTRACT_NAMES, resolverContract } from './resolver.ts';

const clock = systemClock;

resolverContract('built-in', async () => {
  const names = Object.entries(CONTRACT_NAMES).map(
    ([name, data]) => [name, [...('AAAA' in data ? data.AAAA : []), ...data.A]] as const,
  );
  return { resolver: createBuiltInResolver(Object.fromEntries(names), clock), close: async () => {} };
});

resolverContract('stub', async () => {
  const dns = await startDnsServer({ names: CONTRACT_NAMES });
  return { resolver: createStubResolver({ servers: dns.servers, clock }), close: () => dns.close() };
});

resolverContract('zones', async () => {
  const dns = await startDnsServer({ names: CONTRACT_NAMES, zones: ['contract.test'] });
  const other = await startDnsServer();
  const entry = { zone: 'contract.test', resolver: createStubResolver({ servers: dns.servers, clock }) };
  return {
    resolver: createZoneResolver([entry], createStubResolver({ servers: other.servers, clock })),
    async close() {
      await dns.close();
      await other.close();
    },
  };
});

// one address serves parent and child: the walk is the same, and no second loopback address is needed
resolverContract('iterative', async () => {
  const dns = await startDnsServer({ names: CONTRACT_NAMES, zones: ['.', 'contract.test'] });
  return { resolver: createIterativeResolver({ hints: dns.servers, clock }), close: () => dns.close() };
});

resolverContract('iterative, with a stub zone', async () => {
  const dns = await startDnsServer({ names: CONTRACT_NAMES, zones: ['contract.test'] });
  const root = await startDnsServer({ zones: ['.'] });
  return {
    resolver: createIterativeResolver({
      hints: root.servers,
      stubs: [{ zone: 'contract.test', servers: dns.servers }],
      clock,
    }),
    async close() {
      await dns.close();
      await root.close();
    },
  };
});
