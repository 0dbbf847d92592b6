#!/bin/sh
# Make the environment. Usage: make_venv.sh PYTHON FOLDER
set -eu
python=$1
folder=$2
if ! command -v "$python" >/dev/null 2>&1; then
    echo "Glosswire needs Python 3.11 or later; '$python' is not there. On Debian or Ubuntu: sudo apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Glosswire needs Python 3.11 or later; '$python' is $("$python" --version). Name another: make PYTHON=python3.12 run" >&2
    exit 1
fi
if command -v uv >/dev/null 2>&1; then
    exec uv venv --quiet --seed --python "$python" "$folder"
fi
if ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then
    # Debian keeps the venv module's other half in a package of its own.
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    echo "Python's venv module is incomplete; installing $package" >&2
    sh "$(dirname "$0")/apt_install.sh" "$package"
fi
"$python" -m venv "$folder"
