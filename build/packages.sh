# shellcheck shell=bash disable=SC2034
# Sourced: install_packages NAME… installs the Debian packages that are missing; missing_packages NAME… prints them.

# What builds the function. The development container installs these two lists as well.
build_packages=(libdeflate-dev libisal2 zlib1g-dev binutils ca-certificates)

# The tests open archives with what others would use.
test_packages=(unzip p7zip-full libarchive-tools)

# What an x86_64 machine needs to publish for arm64, and to run the result in its tests.
arm64_packages=(clang lld llvm gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static)

missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
    done
}

install_packages() {
    if ! command -v apt-get >/dev/null; then
        echo "This is not Debian: make sure to have libdeflate, ISA-L (libisal.so.2), zlib's headers, a C compiler and binutils installed."
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    local sudo=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "Install these Debian packages first, as root: apt-get install ${missing[*]}"
        sudo=(sudo)
    fi
    step "installing ${missing[*]}"
    "${sudo[@]}" apt-get update -q || echo "apt-get update failed; trying with the existing lists"
    # Another job of make may be installing something at the same time.
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends -o DPkg::Lock::Timeout=600 "${missing[@]}" ||
        fail "Could not install the Debian packages: ${missing[*]}"
}
