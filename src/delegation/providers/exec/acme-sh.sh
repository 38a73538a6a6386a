#!/bin/sh
# acme-sh.sh ACME_SH API add|rm NAME VALUE: calls one DNS API script as acme.sh itself would, with acme.sh's functions at hand.
our_program=$1 our_api=$2 our_action=$3 our_name=$4 our_value=$5
set -- # acme.sh takes the arguments of who reads it for its own; without any it only prints its help
. "$our_program" >/dev/null || exit
. "${our_program%/*}/dnsapi/$our_api.sh" || exit
"${our_api}_$our_action" "$our_name" "$our_value"
