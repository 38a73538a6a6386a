import { shellWord } from '../../../core/index.ts';
import type { ListenFact } from '../../inside/index.ts';
import { type Change, edit, reverse } from '../diff.ts';
import { byHand, remedy, run, write } from '../steps.ts';
import type { Patient, RemedyRule, Step } from '../types.ts';
import { NAMES } from './listens.ts';
import { RELOAD } from './w7-certificate.ts';

/** TLS 1.2 and 1.3 where older versions alone are spoken: CAs that follow a redirect, and browsers, speak nothing below (RFC 8996). */
export const tlsVersions: RemedyRule = (finding, patient) => {
  const host = String(finding.values['host'] ?? patient.name);
  const listens = (patient.inside?.listens ?? []).filter((one) => one.tls && one.names.includes(host));
  const software = listens[0]?.software;
  const reload = software === undefined ? [] : (RELOAD[software] ?? []);
  const edits = software === 'nginx' ? protocolEdits(listens, patient) : [];
  const line = software && LINES[software];
  const now: readonly Step[] =
    edits.length > 0 ? edits : [byHand('tls-versions', { host }), ...(line === undefined ? [] : write(line))];
  return [
    remedy(finding, patient, {
      id: 'W9',
      label: software && NAMES[software],
      at: 'host',
      now: [...now, ...run(...reload)],
      // a redirect names the host: nothing of it is read by a shell
      verify: run(
        `openssl s_client -connect ${shellWord(`${host}:443`)} -servername ${shellWord(host)} -tls1_2 </dev/null`,
      ),
      undo: edits.length > 0 ? [...edits.map(reverse), ...run(...reload)] : [],
    }),
  ];
};

/** As each of them names the versions. */
const LINES: Partial<Record<ListenFact['software'], string>> = {
  nginx: 'ssl_protocols TLSv1.2 TLSv1.3;',
  apache: 'SSLProtocol -all +TLSv1.2 +TLSv1.3',
  haproxy: 'ssl-default-bind-options ssl-min-ver TLSv1.2',
  caddy: 'tls { protocols tls1.2 tls1.3 }',
  traefik: 'minVersion: VersionTLS12',
};

/** In the files of the blocks that answer: lines that name none of the versions that are still spoken. */
function protocolEdits(listens: readonly ListenFact[], { files }: Patient): Extract<Step, { do: 'edit' }>[] {
  return [...new Set(listens.map(({ file }) => file))].flatMap((file) => {
    const changes = (files?.[file] ?? '').split('\n').flatMap((line, index): Change[] => {
      const [whole, , versions = ''] = PROTOCOLS.exec(line) ?? [];
      if (whole === undefined || /TLSv1\.[23]\b/.test(versions)) return [];
      return [{ from: index + 1, take: [line], put: [line.replace(PROTOCOLS, '$1TLSv1.2 TLSv1.3;')] }];
    });
    return changes.length === 0 ? [] : [edit(file, changes, files)];
  });
}

const PROTOCOLS = /^([^#]*\bssl_protocols\s+)([^;]+);/;
