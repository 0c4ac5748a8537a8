# The Debian packages that Slipway needs, by purpose, and how they get here. Sourced
# by the other scripts of this folder.
# shellcheck disable=SC2034 # the sourcing scripts use them

# To build; CMakeLists.txt asks for each of them.
packages_build='g++ cmake ninja-build ccache mold pkg-config git
    qt6-base-dev qtkeychain-qt6-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl-dev
    libssh2-1-dev libgit2-dev libcurl4-openssl-dev libyaml-cpp-dev libical-dev libexpected-dev
    libzstd-dev libssl-dev libsqlite3-dev'
# To run, and for the demo's hosts.
packages_run='libqt6sql6-sqlite qt6-qpa-plugins openssh-client openssh-server python3
    tzdata fonts-inter fonts-open-sans fonts-dejavu-core fonts-jetbrains-mono'
# For the tests and pictures.
packages_test='clang-format xvfb xauth dbus at-spi2-core busybox tcsh fish zstd sqlite3
    python3-jsonschema python3-yaml poppler-utils gnome-keyring openssl'

# install_packages WHY NAME...: installs those that are missing, saying what and why.
install_packages() {
    why=$1
    shift
    missing=
    for package in "$@"; do
        state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
        case $state in ii*) ;; *) missing="$missing $package" ;; esac
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Slipway needs these Debian packages, and this system has no apt-get:$missing" >&2
        return 1
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "Slipway needs packages that only root may install, and sudo is missing. As root, run:" >&2
            echo "    apt-get install --no-install-recommends$missing" >&2
            return 1
        fi
        as_root='sudo'
    fi
    echo "Installing$missing"
    echo "($why${as_root:+; sudo asks for your password because only root may install})"
    case "$missing " in
        *" openssh-server "*)
            echo "(openssh-server is for the demo's hosts, which use ports of their own on loopback. Debian also"
            echo " starts its SSH service on port 22; to turn that off: systemctl disable --now ssh)" ;;
    esac
    # The lists may be missing or old on a fresh machine; without them nothing is found.
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null ||
        echo "The package lists could not be refreshed; trying with those that are here." >&2
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing </dev/null
}
