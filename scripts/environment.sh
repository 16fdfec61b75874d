# Sourced by the other scripts, from the checkout's root: makes .venv, once for each pyproject.toml, and puts it first in PATH.
# RECONCILER_VENV names another place for it; RECONCILER_PYTHON another interpreter (3.11 or newer).

venv="${RECONCILER_VENV:-.venv}"
case $venv in /*) ;; *) venv="$PWD/$venv" ;; esac

find_python() {
    local candidate
    for candidate in ${RECONCILER_PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer with its venv module is needed, and none was found (on Debian: apt-get install python3-venv)." >&2
    return 1
}

# use_environment demo|dev: `demo` needs the program only, `dev` its tests and checks as well.
use_environment() {
    local wanted=$1 python stamp group=()
    stamp="$wanted $(cksum <pyproject.toml) $PWD"
    if ! grep -qxF "$stamp" "$venv/.installed" 2>/dev/null; then
        echo "Installing into $venv (once) …" >&2
        if ! "$venv/bin/python" -c '' 2>/dev/null; then
            python=$(find_python)
            "$python" -m venv --clear "$venv"
        fi
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
        [ "$wanted" = dev ] && group=(--group dev)
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable . ${group[@]+"${group[@]}"}
        # What serves development serves the demo too.
        { echo "$stamp"; [ "$wanted" = dev ] && echo "${stamp/#dev/demo}"; } >"$venv/.installed"
    fi
    PATH="$venv/bin:$PATH"
    export PATH PIP_DISABLE_PIP_VERSION_CHECK=1
}

# use_editors: the language server that tests/editors talk to, where there are node (18 or newer) and npm. Without it these tests skip, and say so.
use_editors() {
    local directory="$venv/editors"
    node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' >/dev/null 2>&1 && command -v npm >/dev/null || return 0
    cmp -s tests/editors/package.json "$directory/installed.json" && return 0
    echo "Installing the language server into $directory (once) …" >&2
    mkdir -p "$directory"
    cp tests/editors/package.json "$directory/package.json"
    if npm install --prefix "$directory" --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel error --fetch-retries 1 --fetch-timeout 60000 >&2; then
        cp tests/editors/package.json "$directory/installed.json"
    else
        echo "npm could not install it: the tests of editors will skip." >&2
    fi
}
