# shellcheck shell=bash disable=SC2034
# Sourced by package.sh: what an x86_64 machine needs to publish for arm64, and to run the result in its tests (qemu-user, with
# arm64's C library and OpenSSL). Sets libraries and options.
# Debian's arm64 libraries are unpacked under artifacts/arm64, so that the system stays what it is.

source build/packages.sh
install_packages "${arm64_packages[@]}"

foreign=$ARTIFACTS/arm64
if [ ! "$foreign/done" -nt build/arm64.sh ]; then
    step "fetching arm64 libraries into artifacts/arm64"
    command -v apt-get >/dev/null || fail "ARCHITECTURE=arm64 needs Debian's arm64 packages, or a build on an arm64 machine."
    mkdir -p "$foreign"/{lists,cache/archives,root}/partial
    apt=(apt-get -q -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o Debug::NoLocking=1
        -o Dir::State::lists="$foreign/lists" -o Dir::Cache="$foreign/cache" -o APT::Sandbox::User="$(id -un)")
    # Debian's servers have every architecture; Ubuntu has arm64 on others than x86_64.
    distribution=$(sed -n 's/^ID=//p' /etc/os-release)
    if [ "$distribution" = ubuntu ]; then
        release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
        printf 'deb [signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg] http://ports.ubuntu.com/ubuntu-ports %s main universe\n' \
            "$release" "$release-updates" "$release-security" >"$foreign/sources.list"
        apt+=(-o Dir::Etc::SourceList="$foreign/sources.list" -o Dir::Etc::SourceParts=/dev/null)
    fi
    "${apt[@]}" update >/dev/null
    (cd "$foreign/cache/archives" && "${apt[@]}" download libdeflate-dev:arm64 libzstd-dev:arm64 libisal2:arm64 libc6:arm64 libgcc-s1:arm64 libssl3:arm64)
    for package in "$foreign"/cache/archives/*.deb; do
        dpkg-deb -x "$package" "$foreign/root"
    done
    touch "$foreign/done"
fi

libraries=$foreign/root/usr/lib/aarch64-linux-gnu
options=(-p:CppCompilerAndLinker=clang -p:LinkerFlavor=lld)
