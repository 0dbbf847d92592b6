#!/bin/sh
# Pin the dependencies with their hashes, naming no registry. Usage: lock.sh VENV
set -eu
uv=$(command -v uv || echo "$1/bin/uv")
[ -x "$uv" ] || { "$1/bin/python" -m pip install --quiet uv; uv="$1/bin/uv"; }
pin="$uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate"
$pin pyproject.toml --group build -o requirements.lock
$pin pyproject.toml --group build --group test -c requirements.lock -o requirements-test.lock
