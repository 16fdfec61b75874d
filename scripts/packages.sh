# Sourced by .ci/run alone, from the checkout's root: installs the packages of the system that some tests use, where that is possible (Debian's apt-get, as root).
# Nothing fails without them: the tests concerned skip, and say so.

# use_packages: Chromium and its driver, for tests/browser.
use_packages() {
    if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then
        return 0
    fi
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "There is no Chromium with its driver, and apt-get cannot install it here: the tests of pages in a browser will skip." >&2
        return 0
    fi
    echo "Installing chromium and chromium-driver (once) …" >&2
    if ! timeout 120 apt-get update -qq >&2 ||
        ! DEBIAN_FRONTEND=noninteractive timeout 420 apt-get install -qq --yes --no-install-recommends chromium chromium-driver fonts-dejavu-core >/dev/null; then
        echo "apt-get could not install them: the tests of pages in a browser will skip." >&2
    fi
}
