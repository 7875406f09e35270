#!/usr/bin/env bash
# Make this folder ready for work.
#
#   tools/setup.sh app     .venv with what runs the tool
#   tools/setup.sh dev     .venv with what checks it too, and the two programs that the tests drive
#
# Needs python3 3.11 or newer and pip, nothing else. What is ready already is left as it is: a second run
# takes no time. PYTHON names another interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
    printf '\nsetup: %s\n' "$1" >&2
    exit 1
}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    local name
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11 python; do
        if is_recent "$name"; then
            printf '%s\n' "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is missing. Install it, or name it: make ... PYTHON=/path/to/python3"
}

make_venv() {
    local python
    if is_recent .venv/bin/python; then
        return
    fi
    python=$(find_python)
    printf 'setup: .venv of %s\n' "$("$python" --version)"
    # Debian keeps ensurepip in a package of its own. Without it the pip outside installs into .venv.
    "$python" -m venv --clear .venv >/dev/null 2>&1 || "$python" -m venv --clear --without-pip .venv
}

install_pinned() {
    local requirements=$1 stamp=.venv/installed-$1 pip
    if cmp -s "$requirements" "$stamp"; then
        return
    fi
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        pip=(.venv/bin/python -m pip)
    else
        pip=("$(find_python)" -m pip --python .venv/bin/python)
    fi
    printf 'setup: installing %s (some minutes the first time)\n' "$requirements"
    "${pip[@]}" install --quiet --no-input --disable-pip-version-check --requirement "$requirements" ||
        fail "pip could not install $requirements. Is PyPI, or a mirror of it, within reach?"
    cp "$requirements" "$stamp"
}

install_programs() {
    local missing=()
    command -v soffice >/dev/null || command -v libreoffice >/dev/null || missing+=(libreoffice-calc)
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        command -v google-chrome >/dev/null || missing+=(chromium)
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        fail "The tests need ${missing[*]}. On Debian: sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
    printf 'setup: apt-get install %s\n' "${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || fail "apt-get update failed. The tests need ${missing[*]}."
    apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null ||
        fail "apt-get could not install ${missing[*]}."
}

case "${1:-}" in
app)
    make_venv
    install_pinned requirements.txt
    ;;
dev)
    make_venv
    install_pinned requirements-dev.txt
    cp requirements.txt .venv/installed-requirements.txt # all of it is in the other
    install_programs
    ;;
*) fail "say app or dev" ;;
esac
