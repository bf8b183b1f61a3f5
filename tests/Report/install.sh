#!/usr/bin/env bash
# Installs what the tests of HTML reports need: a headless Chromium from Debian (100 MB to fetch, 306 MB on disk) and two packages from
# npm under artifacts/. `make setup` and `make test` call it. What cannot be had here is said, and those tests are then skipped by name.
set -euo pipefail
source "$(dirname "$0")/../../build/env.sh"
source build/packages.sh

without() {
    echo "Reports will not be looked at in a browser: $*"
    exit 0
}

node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null ||
    without "Node 20 or later with npm is needed: https://nodejs.org/en/download, then have node and npm on PATH."

if ! command -v chromium-headless-shell chromium >/dev/null; then
    # Older and other distributions have the whole browser only.
    (install_packages chromium-headless-shell fonts-dejavu-core) || (install_packages chromium fonts-dejavu-core) || true
    command -v chromium-headless-shell chromium >/dev/null || without "chromium is needed: install the Debian package chromium."
fi

folder=$ARTIFACTS/report-check
mkdir -p "$folder"
cp tests/Report/package.json tests/Report/package-lock.json "$folder"
npm ci --prefix "$folder" --no-audit --no-fund --silent || without "npm ci must work in tests/Report."
touch "$ARTIFACTS/setup/browser"
