#!/usr/bin/env bash
# Runs the main job on this machine: INPUT=folder takes that folder's files in place of generated ones.
set -euo pipefail
source "$(dirname "$0")/env.sh"
source build/variables.sh

case $ARCHITECTURE-$(uname -m) in
    x86_64-x86_64 | arm64-aarch64) ;;
    *) fail "This machine is $(uname -m) and cannot run a function for $ARCHITECTURE: leave ARCHITECTURE out." ;;
esac

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
