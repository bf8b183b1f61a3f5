#!/usr/bin/env bash
# Installs what the other verbs need: tools, Debian packages, NuGet packages, moto, and a way to Terraform's AWS provider.
set -euo pipefail
source "$(dirname "$0")/env.sh"
source build/packages.sh

need_dotnet() {
    local found
    found=$(dotnet --version 2>/dev/null) ||
        fail "The .NET SDK 10 is needed: https://dotnet.microsoft.com/download/dotnet/10.0 (or its dotnet-install.sh), then have dotnet on PATH."
    echo ".NET SDK $found"
}

need_terraform() {
    command -v "$TF" >/dev/null ||
        fail "Terraform 1.11 or later is needed: https://developer.hashicorp.com/terraform/install, then have $TF on PATH."
    local found
    found=$("$TF" version -json | sed -n 's/.*"terraform_version": "\([0-9.]*\).*/\1/p')
    [ "$(printf '1.11.0\n%s\n' "$found" | sort -V | head -n 1)" = 1.11.0 ] ||
        fail "Terraform 1.11 or later is needed, this is $found: https://developer.hashicorp.com/terraform/install."
    echo "Terraform $found"
}

need_python() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null ||
        fail "Python 3.9 or later is needed: install Debian's python3, or https://www.python.org/downloads/."
    python3 --version
}

install_moto() {
    if python3 -c 'import moto.server, flask' 2>/dev/null; then
        python3 -c 'import moto; print("moto", moto.__version__)'
        return
    fi
    step "installing moto into artifacts/venv"
    python3 -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
    python3 -m venv "$ARTIFACTS/venv"
    "$ARTIFACTS/venv/bin/pip" install --quiet 'moto[server]>=5.2,<6' || fail "Could not install moto: pip install 'moto[server]' must work, or Python must have it."
}

need_dotnet
need_terraform
need_python
compilers=()
command -v clang >/dev/null || command -v gcc >/dev/null || compilers=(gcc)
install_packages "${build_packages[@]}" "${test_packages[@]}" "${compilers[@]}"
install_moto
mkdir -p "$ARTIFACTS/setup"
build/find-provider-mirror.sh >"$ARTIFACTS/setup/terraform-plugin-dir"
step "restoring NuGet packages"
dotnet restore Compressor.sln --verbosity quiet
