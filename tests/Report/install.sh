#!/usr/bin/env bash
# Installs what the tests of HTML reports need: Chromium from Debian, and two packages from npm under artifacts/. Optional: without
# them those tests are skipped, and say so. Chromium is 300 MB unpacked, which is why `make setup` leaves it to you.
set -euo pipefail
cd "$(dirname "$0")"

folder=../../artifacts/report-check
mkdir -p "$folder"
cp package.json package-lock.json "$folder"
npm ci --prefix "$folder" --no-audit --no-fund --silent

if ! command -v chromium >/dev/null; then
    sudo=()
    [ "$(id -u)" = 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
fi
