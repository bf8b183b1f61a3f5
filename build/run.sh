#!/usr/bin/env bash
# Runs the main job on this machine. INPUT=folder takes that folder's files instead of generated ones.
set -euo pipefail
source "$(dirname "$0")/env.sh"
source build/variables.sh

[ "$ARCHITECTURE" = "$MACHINE_ARCHITECTURE" ] ||
    fail "This machine is $MACHINE_ARCHITECTURE and cannot run a function for $ARCHITECTURE: leave ARCHITECTURE out."
# Terraform's default is x86_64; here it is the machine that decides.
grep -q '^architecture = ' "$given_file" || echo "architecture = \"$ARCHITECTURE\"" >>"$given_file"

export TF_CLI_ARGS_apply="-var-file='$given_file'"

arguments=()
if [ -n "${INPUT:-}" ]; then
    # Not every shell expands the tilde after an equals sign.
    arguments=(--input "${INPUT/#\~\//$HOME/}")
fi
if [ -n "${FOLLOW_LINKS:-}" ]; then
    arguments+=(--follow-links)
fi
exec "$CLI" run --package "$ROOT/$PACKAGE" "${arguments[@]}"
