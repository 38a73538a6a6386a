import { generateKeyPairSync } from 'node:crypto';
import {
  createPerspectiveAuthority,
  openPerspectiveRoot,
  type PerspectiveAuthority,
} from '../../src/authority/ca/index.ts';
import { openKeyAtRest } from '../../src/authority/signer/index.ts';
import { type Clock, silentLog } from '../../src/core/index.ts';
import { type Credentials, type PeerRole, peerUri } from '../../src/validation/index.ts';
import { pemEncode } from '../../src/wire/x509/index.ts';
import { must } from './ca.ts';
import { tempDir } from './temp-dir.ts';

/** A perspectives' authority with keys of its own, and whatever it certifies. */
export type TestPerspectiveAuthority = {
  readonly authority: PerspectiveAuthority;
  readonly root: string;
  credentials(role: PeerRole, name: string): Promise<Credentials>;
};

export async function makePerspectiveAuthority(
  test: { after(run: () => void): void },
  clock: Clock,
): Promise<TestPerspectiveAuthority> {
  const data = tempDir(test);
  const kek = must(await openKeyAtRest(data, { kind: 'data-directory' }));
  const opened = must(await openPerspectiveRoot(data, kek, 'Test Works', clock.now()));
  const authority = createPerspectiveAuthority({ root: opened, clock, log: silentLog });
  const root = pemEncode('CERTIFICATE', authority.root);
  return {
    authority,
    root,
    async credentials(role, name) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      const subject = { role, uri: peerUri(role, name), spki };
      const signed = must(await authority.sign(authority.plan(subject), subject));
      const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return { key, certificate: pemEncode('CERTIFICATE', signed), root };
    },
  };
}
