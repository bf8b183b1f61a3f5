#!/usr/bin/env bash
# samples.sh ARCHITECTURE: packs the generator, builds samples/ with that package and NativeAOT, and writes a zip of each function into
# artifacts/samples. It is built as by somebody who copied the folder: outside the repository, whose settings do not apply there.
set -euo pipefail
source "$(dirname "$0")/env.sh"

architecture=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The package has the same version from build to build, so it must not stay in the machine's folder of packages. The others come from there.
machine_packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
options=(
    -p:RestoreAdditionalProjectSources="$work/feed"
    -p:RestorePackagesPath="$work/packages"
)
[ ! -d "$machine_packages" ] || options+=(-p:RestoreFallbackFolders="$machine_packages")

# The samples are held to the repository's rules, though nobody else's copy of them is. NU1603 and NU1900 are about feeds.
options+=(
    -p:TreatWarningsAsErrors=true -p:AnalysisLevel=latest-recommended -p:EnforceCodeStyleInBuild=true
    -p:GenerateDocumentationFile=true -p:NoWarn="NU1603%3BNU1900%3BCS1591"
)

step "packing the generator, and publishing the samples with it (NativeAOT, a minute)"
dotnet pack src/Generators.Package -c "$CONFIGURATION" -o "$work/feed" -p:NuspecOutputPath="$work/nuspec" -nologo -v quiet
tar --exclude=bin --exclude=obj -c samples .editorconfig | tar -C "$work" -x
dotnet publish "$work/samples/Samples.slnx" -c "$CONFIGURATION" -nologo -v quiet "${options[@]}"
mkdir -p "$ARTIFACTS/samples"
for project in "$work"/samples/*/*.csproj; do
    name=$(basename "$project" .csproj)
    published=("${project%/*}"/bin/"$CONFIGURATION"/*/*/publish)
    python3 build/write_zip.py "${published[0]}" "$ARTIFACTS/samples/$name-$architecture.zip"
done
