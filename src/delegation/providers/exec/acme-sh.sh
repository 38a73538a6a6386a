#!/bin/sh
# acme-sh.sh ACME_SH API add|rm NAME VALUE: calls one DNS API script as acme.sh itself would, with acme.sh's functions at hand.
our_program=$1 our_api=$2 our_action=$3 our_name=$4 our_value=$5
set -- : # acme.sh takes the arguments of who reads it for its own, and runs a function of that name: this one does nothing
. "$our_program" || exit
_initpath || exit
. "${our_program%/*}/dnsapi/$our_api.sh" || exit
# the credentials are not ours to write down in a file of acme.sh's, nor anybody's there ours to clear
for our_function in _saveaccountconf _saveaccountconf_mutable _savedomainconf \
  _clearaccountconf _clearaccountconf_mutable _cleardomainconf; do
  eval "$our_function() { :; }"
done
"${our_api}_$our_action" "$our_name" "$our_value"
