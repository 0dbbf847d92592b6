#!/bin/sh
# Install packages of Debian or Ubuntu where this user may. Usage: apt_install.sh PACKAGE...
set -eu
if ! command -v apt-get >/dev/null 2>&1; then
    echo "This needs $*, and there is no apt-get here: install it by your system's own means, then try again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo "This needs $*. Install it first: sudo apt-get install $*" >&2
        exit 1
    fi
    as_root="sudo -n"
fi
log=$(mktemp)
if ! { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq "$@"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    exit 1
fi
rm -f "$log"
