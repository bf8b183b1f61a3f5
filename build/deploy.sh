#!/usr/bin/env bash
# deploy.sh plan|apply|destroy: Terraform's root module in the AWS account of the environment's credentials.
set -euo pipefail
source "$(dirname "$0")/env.sh"

verb=$1
export TF_DATA_DIR=$ARTIFACTS/terraform/root
export TF_VAR_function_package=${TF_VAR_function_package:-$ROOT/$PACKAGE}
log=$ARTIFACTS/terraform/$verb.log
mkdir -p "$TF_DATA_DIR"

# Terraform's own words are shown; the errors that every newcomer meets also get a line that says what to do.
terraform_in_root() {
    local status=0
    terraform -chdir=terraform "$@" 2>&1 | tee "$log" || status=$?
    # With -detailed-exitcode, 2 says that there is something to change.
    [ $status = 0 ] || { [ $status = 2 ] && [[ " $* " == *" -detailed-exitcode "* ]]; } && return $status
    case $(<"$log") in
        *"No valid credential sources found"* | *"failed to refresh cached credentials"*)
            fail "No AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (aws sts get-caller-identity must work)." ;;
        *ExpiredToken* | *InvalidClientTokenId* | *SignatureDoesNotMatch*)
            fail "AWS refuses the credentials: they are wrong or have expired." ;;
        *"Missing region"* | *"invalid AWS Region"* | *"Missing Region"*)
            fail "No AWS region: add REGION=eu-central-1, or set AWS_REGION." ;;
        *"decreases account's UnreservedConcurrentExecution"*)
            fail "The account has too little concurrency for RESERVED_CONCURRENCY: lower it (RESERVED_CONCURRENCY=null reserves none) or raise quota L-B99A9384." ;;
        *) fail "terraform ${1} failed: see above." ;;
    esac
}

confirm() {
    [ "${AUTO_APPROVE:-}" = 1 ] && return
    [ -t 0 ] || fail "Nobody to ask: add AUTO_APPROVE=1 to go on without."
    read -r -p "$1 [yes/no] " answer
    [ "$answer" = yes ] || fail "Left as it was."
}

output() { terraform -chdir=terraform output -raw "$1"; }

terraform_in_root init -input=false -lockfile=readonly >/dev/null

case $verb in
    plan) terraform_in_root plan -input=false ;;

    apply)
        plan=$ARTIFACTS/terraform/deploy.tfplan
        changes=0
        terraform_in_root plan -input=false -detailed-exitcode -out="$plan" || changes=$?
        if [ $changes = 2 ]; then
            confirm "Deploy this?"
            terraform_in_root apply -input=false "$plan"
        fi
        rm -f "$plan"
        cat <<END

Deployed. Upload to  s3://$(output bucket_name)/$(output incoming_prefix)…$(output source_suffix)
  artifacts/compressor upload FOLDER --bucket $(output bucket_name) --region $(output region)
Archives appear in   s3://$(output bucket_name)/$(output processed_prefix)
Logs                 aws logs tail $(output log_group_name) --follow --region $(output region)
Events that failed   $(output dead_letter_queue_url)
END
        if terraform -chdir=terraform output -json function_environment | grep -q '"COMPRESSOR_SOURCE_AFTER_SUCCESS":"keep"'; then
            echo "Sources are kept until they expire: at 1,000,000 files of 10 MB an hour that costs about \$35,800 a month, and"
            echo "SOURCE_AFTER_SUCCESS=delete, which deletes each source once its archive was read back and agreed, costs nothing."
        fi
        ;;

    destroy)
        status=0
        "$CLI" holds-data || status=$?
        if [ $status = 1 ] && [ "${FORCE:-}" != 1 ]; then
            fail "The bucket holds data: nothing was destroyed. FORCE=1 destroys it with all its objects."
        elif [ $status -gt 1 ]; then
            exit $status
        fi
        terraform_in_root plan -destroy -input=false
        confirm "Destroy all this$([ $status = 1 ] && echo " AND ALL DATA IN THE BUCKET" || true)?"
        if [ $status = 1 ]; then
            # Whether a bucket may be destroyed with its data is read from the state, so it must get there first.
            terraform_in_root apply -input=false -auto-approve -target=module.bucket -var force_destroy=true
        fi
        terraform_in_root destroy -input=false -auto-approve
        ;;
esac
