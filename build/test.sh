#!/usr/bin/env bash
# Runs every test, .NET's, Terraform's and the end-to-end ones; ends with the sum of all. FILTER narrows the .NET tests and leaves Terraform's out.
set -uo pipefail
source "$(dirname "$0")/env.sh"

results=$ARTIFACTS/test-results
rm -rf "$results"
mkdir -p "$results"
failed=0

step "building"
dotnet build Compressor.sln --no-restore -c "$CONFIGURATION" -nologo -v quiet || exit 1

# What is started in the background of a script ignores Ctrl-C's signal, and so do its children; some tests send it to theirs.
heeding_interrupts() {
    python3 -c 'import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])' "$@"
}

# The function for arm64 is tested on an emulated processor, where there are packages to build and to run it with.
if [ "$ARCHITECTURE" = x86_64 ] && [ -z "${FILTER:-}" ]; then
    step "the function for arm64"
    if bash -euo pipefail -c 'source build/env.sh; source build/arm64.sh'; then
        make package ARCHITECTURE=arm64 || failed=1
    else
        echo "What builds for arm64 cannot be installed here: its tests are skipped."
    fi
fi

step ".NET tests"
heeding_interrupts dotnet test Compressor.sln --no-build -c "$CONFIGURATION" -m:1 -nologo ${FILTER:+--filter "$FILTER"} || failed=1

if [ -z "${FILTER:-}" ]; then
    # Without what somebody wrote for a deployment of their own, which tests would take for values too.
    tested=$ARTIFACTS/terraform/tested
    rm -rf "$tested"
    mkdir -p "$tested"
    cp -r terraform "$tested"
    rm -f "$tested"/terraform/{*.tfvars,*.tfvars.json,*.tfstate,*.tfstate.*,backend.tf}

    for tests in "$tested"/terraform/tests "$tested"/terraform/modules/*/tests; do
        module=${tests%/tests}
        name=${module#"$tested/"}
        step "terraform test in $name"
        export TF_DATA_DIR=$ARTIFACTS/terraform/${module##*/}
        lock=()
        [ "$name" = terraform ] && lock=(-lockfile=readonly)
        terraform -chdir="$module" init -backend=false -input=false "${lock[@]}" >"$results/init.log" || { cat "$results/init.log"; failed=1; continue; }
        terraform -chdir="$module" test -json >"$results/${name//\//-}.terraform.json" || failed=1
    done
fi

python3 build/sum_tests.py "$results" || failed=1
exit $failed
