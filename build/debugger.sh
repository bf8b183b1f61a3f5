#!/usr/bin/env bash
# Stands in for the function while a debugger starts the handler itself: compressor local --bootstrap build/debugger.sh.
# Writes the variables that Lambda gives a function to artifacts/debug.env, for the debugger, and waits until it is ended.
set -euo pipefail
artifacts=$(cd "$(dirname "$0")/.." && pwd)/artifacts
env | grep -vE '^(_|SHLVL|PWD|OLDPWD)=' >"$artifacts/debug.env"
echo "Start the handler with the variables in $artifacts/debug.env."
exec sleep infinity
