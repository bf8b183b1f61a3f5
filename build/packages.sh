# shellcheck shell=bash
# Sourced: install_packages NAME… installs the Debian packages that are missing.

install_packages() {
    if ! command -v apt-get >/dev/null; then
        echo "No Debian: have libdeflate, ISA-L (libisal.so.2), zlib's headers, a C compiler and binutils installed."
        return
    fi
    local wanted=("$@") missing=() package
    for package in "${wanted[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local sudo=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "Install these Debian packages first, as root: apt-get install ${missing[*]}"
        sudo=(sudo)
    fi
    step "installing ${missing[*]}"
    "${sudo[@]}" apt-get update -q || echo "apt-get update failed; trying with the lists that are there"
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}" ||
        fail "Could not install the Debian packages: ${missing[*]}"
}
