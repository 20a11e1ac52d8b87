#!/bin/sh
# Makes sure of a Debian package: installs it when we are root, otherwise says the command.
# debian.sh PACKAGE [WHAT-IT-BRINGS]: nothing is done when a command or a file (wildcards allowed) of that name is there.
set -eu
package=$1
if [ $# -gt 1 ]; then
    for found in $2; do
        if command -v "$found" >/dev/null 2>&1 || [ -e "$found" ]; then
            exit 0
        fi
    done
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "$package is needed: install it with this system's packages." >&2
    exit 1
fi
if [ "$(id -u)" != 0 ]; then
    echo "$package is needed: sudo apt-get install $package" >&2
    exit 1
fi
echo "setup    | $package, through apt"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt-get update --quiet && apt-get install --yes --quiet --no-install-recommends "$package"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
