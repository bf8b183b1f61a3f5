#!/usr/bin/env bash
# Runs the main job on this machine: INPUT=folder takes that folder's files in place of generated ones.
set -euo pipefail
source "$(dirname "$0")/env.sh"

arguments=()
if [ -n "${INPUT:-}" ]; then
    arguments=(--input "$INPUT")
fi
exec "$ARTIFACTS/bin/Compressor.Cli/release/compressor" run --package "$ROOT/$PACKAGE" "${arguments[@]}"
