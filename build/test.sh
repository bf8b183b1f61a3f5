#!/usr/bin/env bash
# Runs every test, and ends with the sum of all. FILTER narrows the .NET tests and leaves Terraform's out. What mostly waits (end to
# end, for Terraform's provider and a local AWS) runs beside what computes. `test.sh JOB` runs one of the jobs below by itself.
set -uo pipefail
source "$(dirname "$0")/env.sh"
source build/packages.sh

# Terraform and its provider run for seconds each: garbage collection takes a quarter of their time, and saves memory that is there.
export GOGC=${GOGC:-400}

results=$ARTIFACTS/test-results
tested=$ARTIFACTS/terraform/tested
providers=$ARTIFACTS/terraform/tested-data/terraform/providers

# dotnet_test PROJECT FILTER OPTIONS…: FILTER is joined with the one that was given.
dotnet_test() {
    local filter=$2${FILTER:+${2:+&}($FILTER)}
    dotnet test "$1" --no-build -c "$CONFIGURATION" -m:1 -nologo ${filter:+--filter "$filter"} "${@:3}"
}

build() {
    dotnet build Compressor.sln --no-restore -c "$CONFIGURATION" -nologo -v quiet
}

# The module without what somebody wrote for a deployment of their own, which tests would take for values too; and its providers, once.
terraform_init() {
    rm -rf "$tested"
    mkdir -p "$tested"
    tar --exclude=.terraform -c terraform | tar -C "$tested" -x
    rm -f "$tested"/terraform/{*.tfvars,*.tfvars.json,*.tfstate,*.tfstate.*,backend.tf}
    TF_DATA_DIR=${providers%/*} "$TF" -chdir="$tested/terraform" init -backend=false -input=false "${keep_lock[@]}"
}

# One provider serves all of them. Terraform would verify the 700 MB of it and start it anew for every run.
terraform_modules() {
    local tests started=$results/terraform_provider.log
    "$(find -L "$providers" -type f -name 'terraform-provider-aws_*')" -debug >"$started" 2>&1 &
    provider=$!
    trap 'kill "$provider"' EXIT
    until TF_REATTACH_PROVIDERS=$(grep -so '{"registry.*}' "$started"); do
        kill -0 "$provider" || { cat "$started"; return 1; }
        sleep 0.1
    done
    export TF_REATTACH_PROVIDERS

    for tests in "$tested"/terraform/tests "$tested"/terraform/modules/*/tests "$tested"/terraform/examples/*/tests; do
        echo "${tests%/tests}"
    done | xargs -P 2 -n 1 nice build/test.sh terraform_module
}

terraform_module() {
    local name=${1#"$tested/"}
    export TF_DATA_DIR=$ARTIFACTS/terraform/tested-data/$name
    [ "$name" = terraform ] || "$TF" -chdir="$1" init -backend=false -input=false || return
    "$TF" -chdir="$1" test -json >"$results/${name//\//-}.terraform.json"
}

# All .NET tests but the end-to-end ones. Without a browser or Java, theirs are skipped.
components() {
    make artifacts/setup/browser artifacts/setup/java
    dotnet_test build/unit_tests.proj ""
}

# The function for arm64 is built meanwhile, and tested last, on an emulated processor.
end_to_end() {
    local status=0 every_package
    # shellcheck disable=SC2153 # make exports it
    make "$PACKAGE" || return
    arm64 &
    dotnet_test tests/EndToEnd.Tests "Packages!=Every&Packages!=Samples" || status=1
    wait "$!" || status=1
    every_package="trx;LogFileName=Compressor.EndToEnd.Tests.packages.trx"
    dotnet_test tests/EndToEnd.Tests "Packages=Every" --logger "$every_package" || status=1
    return "$status"
}

# What builds it is minutes of Debian packages to install: ARM64=1 (make test-long, CI) installs them, else they must be there.
arm64() {
    [ "$ARCHITECTURE" = x86_64 ] && [ -z "${FILTER:-}" ] || return 0
    if [ "${ARM64:-}" != 1 ] && [ -n "$(missing_packages "${arm64_packages[@]}")" ]; then
        echo "The function for arm64 is not tested here; ARM64=1 installs the packages that build it."
    elif bash -euo pipefail -c 'source build/env.sh; source build/arm64.sh'; then
        nice make package ARCHITECTURE=arm64
    else
        echo "What builds for arm64 cannot be installed here: its tests are skipped."
    fi
}

samples() {
    make samples || return
    dotnet_test tests/EndToEnd.Tests "Packages=Samples" --logger "trx;LogFileName=Compressor.EndToEnd.Tests.samples.trx"
}

# What is started in the background of a script ignores Ctrl-C's signal, and so do its children; some tests send it to theirs. So each
# job is a process that heeds it.
start() {
    step "$1"
    python3 -c 'import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])' \
        build/test.sh "$1" >"$results/$1.log" 2>&1 &
    running[$!]=$1
}

# Waits for the jobs, and shows what each printed when it is over.
finish() {
    local process status
    while [ ${#running[@]} -gt 0 ]; do
        wait -n -p process "${!running[@]}"
        status=$?
        step "${running[$process]}: $([ $status = 0 ] && echo "done" || echo "failed") after $SECONDS s"
        cat "$results/${running[$process]}.log"
        [ $status = 0 ] || failed=1
        unset "running[$process]"
        [ -z "$later" ] || start "$later"
        later=
    done
}

if [ $# -gt 0 ]; then
    "$@"
    exit
fi

rm -rf "$results"
mkdir -p "$results"
declare -A running
later= # The job that starts when another is over: more at once would only wait for each other.
failed=0

start build
[ -n "${FILTER:-}" ] || start terraform_init
finish
[ $failed = 0 ] || exit 1

# One download of the provider is enough.
if [ -z "${TF_CLI_ARGS_init:-}" ] && [ -d "$providers" ]; then
    export TF_CLI_ARGS_init=-plugin-dir=$providers
fi

start end_to_end
start components
later=samples
[ -n "${FILTER:-}" ] || start terraform_modules
finish
python3 build/sum_tests.py "$results" || failed=1
exit $failed
