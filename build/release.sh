#!/usr/bin/env bash
# release.sh build: puts all that a release consists of into artifacts/release.
# release.sh publish: publishes it on GitHub. HEAD must have the tag v<version>, and GH_TOKEN must allow it.
set -euo pipefail
source "$(dirname "$0")/env.sh"

version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
release=$ARTIFACTS/release
notes=$ARTIFACTS/release-notes.md

# The same files always give the same bytes.
pack_tool() {
    local runtime=$1 name=compressor-$version-$1
    local folder=$ARTIFACTS/publish/tool/$name
    step "publishing the compressor tool for $runtime"
    rm -rf "$folder"
    dotnet publish src/Cli -c "$CONFIGURATION" -r "$runtime" --self-contained -o "$folder" -nologo -v quiet
    find "$folder" -name '*.pdb' -delete
    cp LICENSE "$folder"
    tar -C "${folder%/*}" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -c "$name" | gzip -9n >"$release/$name.tar.gz"
}

build_release() {
    local architecture
    rm -rf "$release"
    mkdir -p "$release"
    for architecture in x86_64 arm64; do
        make package ARCHITECTURE=$architecture
        cp "$ARTIFACTS/package/function-$architecture.zip" "$release/"
        unzip -p "$release/function-$architecture.zip" sbom.cdx.json >"$release/function-$architecture.cdx.json"
    done
    pack_tool linux-x64
    pack_tool linux-arm64
    step "packing the generator"
    dotnet pack src/Generators.Package -c "$CONFIGURATION" -o "$release" -nologo -v quiet
    (cd "$release" && sha256sum -- * >SHA256SUMS)
    python3 build/changelog.py "$version" >"$notes"
    ls -l "$release"
}

publish_release() {
    local tag=v$version
    [ "$(git tag --points-at HEAD --list "$tag")" = "$tag" ] ||
        fail "HEAD does not have the tag $tag: tag the commit whose version is $version."
    [ -s "$release/SHA256SUMS" ] || fail "Nothing to publish: run make release first."
    (cd "$release" && sha256sum --check --quiet SHA256SUMS) || fail "artifacts/release has changed since make release."
    python3 build/changelog.py --released "$version" >"$notes"
    command -v gh >/dev/null || fail "GitHub's command line tool gh is needed: https://cli.github.com"
    gh release create "$tag" --verify-tag --title "Compressor $version" --notes-file "$notes" "$release"/*
}

case ${1:-} in
    build) build_release ;;
    publish) publish_release ;;
    *) fail "release.sh build|publish" ;;
esac
