#!/bin/sh
# Install the pinned packages and Glosswire itself. Usage: install.sh VENV LOCK
set -eu
venv=$1
lock=$2
echo "Installing $lock"
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"
    uv pip install --quiet --python "$venv/bin/python" --no-deps -e .
else
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    # The build backend is pinned with the rest, so nothing unpinned is fetched to build Glosswire.
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
