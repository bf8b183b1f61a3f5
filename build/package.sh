#!/usr/bin/env bash
# package.sh x86_64|arm64: publishes the handler with NativeAOT and packs artifacts/package/function-<architecture>.zip.
set -euo pipefail
source "$(dirname "$0")/env.sh"

# What Amazon Linux 2023 has; a binary that wants more does not start there.
newest_glibc=2.34

architecture=$1
published=$ARTIFACTS/package/$architecture
options=()
case $architecture in
    x86_64) runtime=linux-x64 machine=x86_64 objdump=objdump ;;
    arm64) runtime=linux-arm64 machine=aarch64 objdump=llvm-objdump ;;
    *) fail "ARCHITECTURE must be x86_64 or arm64, not '$architecture'." ;;
esac
libraries=/usr/lib/$machine-linux-gnu
if [ "$(uname -m)" = $machine ]; then
    objdump=objdump
elif [ $machine = aarch64 ]; then
    source build/arm64.sh
else
    fail "ARCHITECTURE=$architecture must be built on an $architecture machine."
fi

objects=$ARTIFACTS/obj/native-$architecture
mkdir -p "$objects"
compiler=$(command -v clang || command -v gcc)
[ "$(uname -m)" = $machine ] || compiler="clang --target=$machine-linux-gnu"
for source in src/Handler/libzstd_unused.c src/Handler/Startup/before_main.c; do
    $compiler -Os -Wall -Werror -fno-asynchronous-unwind-tables -c "$source" -o "$objects/$(basename "$source" .c).o"
done

step "publishing the handler for $runtime (NativeAOT, half a minute)"
rm -rf "$published"
dotnet publish src/Handler -c "$CONFIGURATION" -r "$runtime" -o "$published" -nologo -v quiet \
    -p:NativeLibraryFolder="$libraries" -p:NativeObjects="$objects" "${options[@]}"
cp -L "$libraries/libisal.so.2" "$published/"
source build/trust.sh
write_amazon_roots "$published/amazon-roots.pem"

# What was fetched for another machine, or is installed; nothing if this is not Debian.
debian_version() {
    local fetched=("${foreign:-/none}/cache/archives/$1"_*.deb)
    if [ -e "${fetched[0]}" ]; then
        dpkg-deb -f "${fetched[0]}" Version
    elif command -v dpkg-query >/dev/null; then
        dpkg-query -W -f='${Version}' "$1"
    fi
}

assets=$ARTIFACTS/obj/Compressor.Handler/project.assets.json
python3 build/notices.py "$assets" "$runtime" "$published/NOTICES.txt" /usr/share/doc/{libdeflate-dev,libzstd-dev,libisal2}/copyright
components=()
for package in libdeflate-dev libzstd-dev libisal2 ca-certificates; do
    components+=("$package=$(debian_version "$package")")
done
python3 build/sbom.py "$assets" "$runtime" "$published" "${components[@]}"

# On a newer system the function runs on this machine, but not on Lambda: deploy.sh refuses it then, with this file's text.
too_new=$ARTIFACTS/package/function-$architecture.too-new
rm -f "$too_new"
for binary in "$published"/bootstrap "$published"/*.so*; do
    glibc=$($objdump -T "$binary" | grep -o 'GLIBC_2\.[0-9]*' | sort -Vu | tail -n 1)
    [ "$(printf '%s\nGLIBC_%s\n' "$glibc" "$newest_glibc" | sort -V | tail -n 1)" = "GLIBC_$newest_glibc" ] ||
        echo "${binary##*/} needs $glibc, and Lambda's Amazon Linux 2023 has GLIBC_$newest_glibc: build it on Debian 12 or Ubuntu 22.04, or in .devcontainer." >"$too_new"
done

[ ! -e "$too_new" ] || cat "$too_new"
python3 build/write_zip.py "$published" "$ARTIFACTS/package/function-$architecture.zip"
