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

/** acme.sh in what matters here: its main and some functions, as they are there, and `dnsapi/` beside it. */
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
  _saveaccountconf_mutable FILE_State "$FILE_State"
  grep -qxFe "$txtvalue" "$FILE_State/$fulldomain" 2>/dev/null || printf '%s\\n' "$txtvalue" >>"$FILE_State/$fulldomain"
}
dns_file_rm() {
  fulldomain=$1
  txtvalue=$2
  _clearaccountconf_mutable FILE_Other
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
_startswith() { case $1 in "$2"*) return 0 ;; *) return 1 ;; esac; }
_initpath() {
  if [ -z "$LE_WORKING_DIR" ]; then LE_WORKING_DIR="$HOME/.acme.sh"; fi
  if [ -z "$LE_CONFIG_HOME" ]; then LE_CONFIG_HOME="$LE_WORKING_DIR"; fi
  ACCOUNT_CONF_PATH="$LE_CONFIG_HOME/account.conf"
}
_readaccountconf_mutable() { [ ! -e "$ACCOUNT_CONF_PATH" ] || sed -n "s/^SAVED_$1='\\(.*\\)'$/\\1/p" "$ACCOUNT_CONF_PATH"; }
_saveaccountconf_mutable() { printf "SAVED_%s='%s'\\n" "$1" "$2" >>"$ACCOUNT_CONF_PATH"; }
_clearaccountconf_mutable() { sed -i "/^SAVED_$1=/d" "$ACCOUNT_CONF_PATH"; }
showhelp() {
  _initpath
  echo "Usage: acme.sh <command> ... [parameters ...]"
}
_process() { exit 9; }
main() {
  [ -z "$1" ] && showhelp && return
  if _startswith "$1" '-'; then _process "$@"; else "$@"; fi
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
