#!/usr/bin/env bash
# Prints the root of a local mirror that holds Terraform's AWS provider for this platform, or nothing where terraform
# finds the provider by itself (its own configuration says where, or the public registry serves it).
# TF_PLUGIN_DIR names a mirror outright.
set -euo pipefail

platform=$(uname -s | tr '[:upper:]' '[:lower:]')_$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')

# A mirror lies unpacked (HOST/hashicorp/aws/VERSION/PLATFORM/terraform-provider-aws…) or packed (HOST/hashicorp/aws/….zip).
holds_provider() {
    compgen -G "$1/*/$platform/terraform-provider-aws*" >/dev/null || compgen -G "$1/terraform-provider-aws_*_$platform.zip" >/dev/null
}

if [ -n "${TF_PLUGIN_DIR:-}" ]; then
    echo "$TF_PLUGIN_DIR"
    exit
fi

config=${TF_CLI_CONFIG_FILE:-$HOME/.terraformrc}
if [ -e "$config" ] && grep -q provider_installation "$config"; then
    exit
fi

roots=("${XDG_DATA_HOME:-$HOME/.local/share}/terraform" "$HOME/.terraform.d" /usr/local/share /usr/share/terraform /usr/lib /usr/local/lib /opt /srv /var/lib)
while IFS= read -r folder; do
    if holds_provider "$folder"; then
        realpath "$folder/../../.." # HOST/hashicorp/aws
        exit
    fi
done < <(find -L "${roots[@]}" -maxdepth 6 \( -name .terraform -o -name .git -o -name node_modules \) -prune -o -type d -path '*/hashicorp/aws' -print 2>/dev/null)
