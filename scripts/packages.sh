# Sourced by .ci/run alone, from the checkout's root: installs the packages of the system that some tests use, where that is possible (Debian's apt-get, as root).
# Nothing fails without them: the tests concerned skip, and say so.

# use_packages: Chromium and its driver, for tests/browser; promtool, for the metrics and alerts of watch.
use_packages() {
    local missing=()
    command -v chromium >/dev/null && command -v chromedriver >/dev/null || missing+=(chromium chromium-driver fonts-dejavu-core)
    command -v promtool >/dev/null || missing+=(prometheus)
    if [ "${#missing[@]}" = 0 ]; then
        return 0
    fi
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "Not there, and apt-get cannot install it here: ${missing[*]}. The tests that use it will skip." >&2
        return 0
    fi
    echo "Installing ${missing[*]} (once) …" >&2
    # A package may want to start a service of its own; here it is wanted for its tools alone.
    if ! timeout 120 apt-get update -qq >&2 ||
        ! RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive timeout 420 apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null; then
        echo "apt-get could not install them: the tests that use them will skip." >&2
    fi
}
