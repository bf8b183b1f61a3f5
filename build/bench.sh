#!/usr/bin/env bash
# bench.sh [OPTIONS]: publishes what the handler is compared with (NativeAOT, once), then runs `compressor bench OPTIONS`.
set -euo pipefail
source "$(dirname "$0")/env.sh"

references=$ARTIFACTS/bench
for project in Floor:floor PlainHttp:plain-http UsualWay:usual-way; do
    folder=tests/Benchmarks/${project%%:*}
    program=$references/${project##*:}
    if [ ! -x "$program" ] || [ -n "$(find "$folder" tests/Benchmarks/References.props tests/Benchmarks/Floor Directory.Packages.props -newer "$program" -type f -print -quit)" ]; then
        step "publishing ${project##*:} (NativeAOT, half a minute)"
        dotnet publish "$folder" -c "$CONFIGURATION" -r "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" -o "$references/published/${project##*:}" -nologo -v quiet
        install -T "$references/published/${project##*:}/${project##*:}" "$program"
    fi
done

# Relative, since the results have the command line in them.
exec "$LAB" bench --references "${references#"$ROOT"/}" --package "$PACKAGE" "$@"
