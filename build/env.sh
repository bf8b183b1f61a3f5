# shellcheck shell=bash disable=SC2034
# Sourced by make's scripts: where things are, and how terraform and dotnet should behave.
# Sets ROOT, ARTIFACTS, CONFIGURATION, TF and keep_lock; puts moto's virtual environment on PATH where set-up made one.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ARTIFACTS=$ROOT/artifacts
CONFIGURATION=Release
cd "$ROOT" || exit

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1

if [ -x "$ARTIFACTS/venv/bin/python3" ]; then
    PATH=$ARTIFACTS/venv/bin:$PATH
fi

# Terraform, or a program that takes its arguments: TF=tofu. The lock file has the providers of Terraform's registry, so that another
# program, which has a registry of its own, has to write its own entries.
export TF=${TF:-terraform}
keep_lock=()
[ "${TF##*/}" != terraform ] || keep_lock=(-lockfile=readonly)

# Terraform warns at each call if its configuration file does not exist.
if [ -n "${TF_CLI_CONFIG_FILE:-}" ] && [ ! -e "$TF_CLI_CONFIG_FILE" ]; then
    unset TF_CLI_CONFIG_FILE
fi

# If the public registry cannot be reached, init takes the provider from a mirror that setup found.
if [ -s "$ARTIFACTS/setup/terraform-plugin-dir" ]; then
    TF_CLI_ARGS_init=-plugin-dir=$(<"$ARTIFACTS/setup/terraform-plugin-dir")
    export TF_CLI_ARGS_init
fi

fail() { # one line, and the exit code of a missing prerequisite
    echo "$*" >&2
    exit 2
}

step() { echo "==> $*"; }
