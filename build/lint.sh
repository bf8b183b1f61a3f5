#!/usr/bin/env bash
# Checks formatting and Terraform code; every check runs, and one that fails makes the whole fail.
set -uo pipefail
source "$(dirname "$0")/env.sh"

failed=0
check() {
    step "$*"
    "$@" || failed=1
}

# The build holds code to the rules of names and style, whose breach is an error; what it does not look at are spaces and the order of
# usings.
check dotnet build Compressor.sln --no-restore -c "$CONFIGURATION" -nologo -v quiet -clp:ErrorsOnly
check dotnet format Compressor.sln --no-restore --verify-no-changes --diagnostics IMPORTS
# The samples build only with the packed generator: make test holds them to the other rules (build/samples.sh).
check dotnet format whitespace samples --folder --verify-no-changes
check "$TF" fmt -check -diff -recursive terraform
export TF_DATA_DIR=$ARTIFACTS/terraform/root
check "$TF" -chdir=terraform init -backend=false -input=false "${keep_lock[@]}" >/dev/null
check "$TF" -chdir=terraform validate
check python3 build/terraform_docs.py --check
check python3 build/readme_tables.py --check
check python3 build/folder_circles.py 0
check python3 build/code_limits.py
check python3 build/prose.py
if command -v shellcheck >/dev/null; then
    check shellcheck build/*.sh
else
    echo "shellcheck is not installed: its checks were left out (https://www.shellcheck.net)"
fi
check build/tflint.sh
exit $failed
