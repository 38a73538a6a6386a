// Programs of an administrator's, as files: one by the convention of lego's exec, one of acme.sh's with a script for a DNS API.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a script that can be run, and tells its path. */
export function script(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

/** Keeps the values of each name in a file of `$STATE`. */
export function legoProgram(folder: string): string {
  return script(
    folder,
    'update-dns',
    `#!/bin/sh
set -eu
[ $# = 3 ]
file=$STATE/\${2%.}
case $1 in
  present) grep -qxFe "$3" "$file" 2>/dev/null || printf '%s\\n' "$3" >>"$file" ;;
  cleanup) [ ! -e "$file" ] || { grep -vxFe "$3" "$file" >"$file.new" || :; mv "$file.new" "$file"; } ;;
  *) exit 9 ;;
esac
`,
  );
}

/** acme.sh in what matters here: its functions, a main that is called with whatever there is, and \`dnsapi/\` beside it. */
export function acmeShProgram(folder: string): string {
  mkdirSync(join(folder, 'dnsapi'));
  writeFileSync(
    join(folder, 'dnsapi', 'dns_file.sh'),
    `dns_file_add() {
  fulldomain=$1
  txtvalue=$2
  _info "Adding $fulldomain"
  FILE_State="\${FILE_State:-$(_readaccountconf_mutable FILE_State)}"
  [ -n "$FILE_State" ] || return 1
  grep -qxFe "$txtvalue" "$FILE_State/$fulldomain" 2>/dev/null || printf '%s\\n' "$txtvalue" >>"$FILE_State/$fulldomain"
}
dns_file_rm() {
  fulldomain=$1
  txtvalue=$2
  [ -e "$FILE_State/$fulldomain" ] || return 0
  grep -vxFe "$txtvalue" "$FILE_State/$fulldomain" >"$FILE_State/$fulldomain.new"
  mv "$FILE_State/$fulldomain.new" "$FILE_State/$fulldomain"
}
`,
  );
  return script(
    folder,
    'acme.sh',
    `#!/usr/bin/env sh
_info() { printf '%s\\n' "$1"; }
_readaccountconf_mutable() { printf ''; }
showhelp() { echo "Usage: acme.sh <command> ... [parameters ...]"; }
main() {
  [ -z "$1" ] && showhelp && return
  echo "Unknown parameter: $1" >&2
  exit 1
}
main "$@"
`,
  );
}

export function keptValues(state: string, name: string): readonly string[] {
  try {
    return readFileSync(join(state, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}
