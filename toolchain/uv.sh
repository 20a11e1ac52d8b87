#!/bin/sh
# Runs uv: the one on the PATH, else the pinned one, which is put into .cache once.
set -eu
version=0.13.9
here=$(cd "$(dirname "$0")" && pwd)
home="$here/../.cache/uv-$version"

if command -v uv >/dev/null 2>&1; then
    exec uv "$@"
fi
if [ ! -x "$home/bin/uv" ]; then
    if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "Visio needs python3, 3.11 or newer, on the PATH." >&2
        exit 1
    fi
    echo "setup    | uv $version, once"
    rm -rf "$home.new"
    # Debian ships Python without pip and without ensurepip, each in a package of its own: either will do.
    if ! python3 -c 'import ensurepip' 2>/dev/null && python3 -m pip --version >/dev/null 2>&1; then
        python3 -m pip install --quiet --disable-pip-version-check --target "$home.new" "uv==$version"
    else
        python3 -c 'import ensurepip' 2>/dev/null || "$here/debian.sh" python3-venv
        python3 -m venv "$home.new"
        "$home.new/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$version"
    fi
    mv "$home.new" "$home"
fi
exec "$home/bin/uv" "$@"
