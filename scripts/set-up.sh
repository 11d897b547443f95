#!/bin/sh
# set-up.sh VENV LOCK [PYTHON]: make VENV hold what LOCK names, and this project itself. Safe to run again.
set -u
venv=$1
lock=$2
python=${3-}

fail() {
    echo "$1" >&2
    exit 1
}

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    python=${python:-$(sh scripts/find-python.sh)} ||
        fail "Fenjian needs Python 3.11 or newer, and none was found. Install one (on Debian or Ubuntu: apt install python3 python3-venv), or name it: make run PYTHON=/path/to/python3.12"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Fenjian needs Python 3.11 or newer; $python is not."
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python lacks its module venv or ensurepip. On Debian or Ubuntu: apt install python3-venv"
    "$python" -m venv --clear "$venv" || fail "The environment $venv could not be made: is the disk full, or read-only?"
fi

echo "Setting up $venv with $("$venv/bin/python" --version), from $lock (about a minute, once) …"
pip() {
    "$venv/bin/python" -m pip --quiet --quiet --disable-pip-version-check --no-input "$@"
}
pip install --require-hashes --requirement "$lock" && pip install --no-deps --no-build-isolation --editable . ||
    fail "Setting up did not finish; the reason stands above. The first time it needs the network. Then call make again: what was done is kept."
echo "Ready."
