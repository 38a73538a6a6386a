import type { ListenFact } from '../../inside/index.ts';
import { type Change, edit, reverse } from '../diff.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { Patient, RemedyRule, Step } from '../types.ts';
import { NAMES } from './listens.ts';

/** One certificate for both families, and every process told when a new one is there. */
export const certificate: RemedyRule = (finding, patient) => {
  const { name, inside } = patient;
  const listens = (inside?.listens ?? []).filter((one) => one.tls && one.names.includes(name));
  const software = listens[0]?.software;
  const reload = software === undefined ? [] : (RELOAD[software] ?? []);
  const edits = sameCertificate(listens, patient);
  const seen = run(
    ...[6, 4].map(
      (family) =>
        `openssl s_client -${family} -connect ${name}:443 -servername ${name} -verify_return_error </dev/null | openssl x509 -noout -checkend 86400`,
    ),
  );
  const now: Step[] =
    edits.length > 0 || finding.id === OLD_SERVED
      ? [...edits, ...run(...reload)]
      : [byHand('one-certificate', { name }), ...run(...reload)];
  const hook = reload.at(-1);
  return [
    remedy(finding, patient, {
      id: 'W7',
      label: software && NAMES[software],
      at: 'host',
      now: now.length > 0 ? now : [byHand('one-certificate', { name })],
      permanent:
        hook === undefined ? [] : run(`certbot reconfigure --cert-name ${name} --deploy-hook '${hook}'`),
      verify: seen,
      undo: edits.length > 0 ? [...edits.map(reverse), ...run(...reload)] : [],
    }),
  ];
};

const OLD_SERVED = 'G7';

/** What has each take up its configuration, after it has read it. */
export const RELOAD: Partial<Record<ListenFact['software'], readonly string[]>> = {
  nginx: ['nginx -t', 'nginx -s reload'],
  apache: ['apachectl configtest', 'apachectl graceful'],
  haproxy: ['systemctl reload haproxy'],
  caddy: ['systemctl reload caddy'],
  traefik: ['systemctl restart traefik'],
};

/** nginx names certificates in blocks: where one family's block has another file, it gets that of the block that is good. */
function sameCertificate(
  listens: readonly ListenFact[],
  { inside, files }: Patient,
): Extract<Step, { do: 'edit' }>[] {
  const nginx = listens.filter(
    ({ software, certificate: path }) => software === 'nginx' && path !== undefined,
  );
  const newest = (inside?.certificates ?? []).toSorted((a, b) => b.notAfter - a.notAfter);
  const best = newest.find(({ file }) => nginx.some((one) => one.certificate === file))?.file;
  if (best === undefined || files === undefined) return [];
  const wrong = nginx.filter((one) => one.certificate !== best);
  const inFiles = [...new Set(wrong.map(({ file }) => file))];
  return inFiles.flatMap((file) => {
    const old = new Set(wrong.filter((one) => one.file === file).map((one) => one.certificate ?? ''));
    const changes = certificateLines(files[file] ?? '', old, best);
    return changes.length === 0 ? [] : [edit(file, changes, files)];
  });
}

/** The key stands beside its certificate, under the same name or certbot's. */
function certificateLines(text: string, old: ReadonlySet<string>, best: string): Change[] {
  const key = best.endsWith('fullchain.pem') ? best.replace(/fullchain\.pem$/, 'privkey.pem') : undefined;
  if (key === undefined) return [];
  return text.split('\n').flatMap((line, index): Change[] => {
    const [, directive, path = ''] = /^\s*(ssl_certificate(?:_key)?)\s+(\S+);/.exec(line) ?? [];
    if (directive === undefined) return [];
    const isKey = directive.endsWith('_key');
    const named = isKey ? path.replace(/privkey\.pem$/, 'fullchain.pem') : path;
    if (!old.has(named)) return [];
    return [{ from: index + 1, take: [line], put: [line.replace(path, isKey ? key : best)] }];
  });
}
