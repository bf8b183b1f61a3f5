# shellcheck shell=bash
# Sourced: what was given on make's command line becomes a file of values for Terraform. There it has the last word, over *.auto.tfvars too,
# where the environment's TF_VAR_… has the first, and it can be null. GIVEN_VARIABLES names them, TF_VAR_<name> holds each value.
# Sets given_file.

given_file=$ARTIFACTS/terraform/given.tfvars
mkdir -p "${given_file%/*}"
for name in ${GIVEN_VARIABLES:-}; do
    variable=TF_VAR_$name
    value=${!variable}
    unset "$variable"
    case $value in
        null | "["* | "{"*) ;;
        *)
            value=${value//\\/\\\\}
            value=${value//\"/\\\"}
            value=${value//\$\{/\$\$\{}
            value=\"${value//%\{/%%\{}\" ;;
    esac
    echo "$name = $value"
done >"$given_file"
