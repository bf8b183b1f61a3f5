#!/usr/bin/env bash
# deploy.sh doctor|plan|apply|destroy: Terraform's root module in the AWS account of the environment's credentials.
set -euo pipefail
source "$(dirname "$0")/env.sh"
source build/variables.sh

verb=$1
# From the folder of whoever calls make, not from Terraform's.
plan_file=${PLAN_FILE:+$(realpath -m "$PLAN_FILE")}
# Relative to the root module, so that a plan of one checkout is that of another.
export TF_VAR_function_package=${TF_VAR_function_package:-../$PACKAGE}
log=$ARTIFACTS/terraform/$verb.log
mkdir -p "$ARTIFACTS/terraform"
[ -t 1 ] || export TF_CLI_ARGS="${TF_CLI_ARGS:-} -no-color"

# Terraform's own messages are shown. Common errors also get a line that says what to do.
terraform_in_root() {
    local status=0
    "$TF" -chdir=terraform "$@" 2>&1 | tee "$log" || status=$?
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
            fail "The account has too little concurrency for RESERVED_CONCURRENCY: lower it (RESERVED_CONCURRENCY=null reserves none), or raise the quota L-B99A9384." ;;
        *"Alias with weights can not be used with Provisioned Concurrency"*)
            fail "Lambda is still moving the warm environments to the new version: run this again in a few minutes." ;;
        *) fail "$TF ${1} failed: see above." ;;
    esac
}

confirm() {
    [ "${AUTO_APPROVE:-}" = 1 ] && return
    [ -t 0 ] || fail "There is no terminal to ask: add AUTO_APPROVE=1 to continue without asking."
    read -r -p "$1 [yes/no] " answer
    [ "$answer" = yes ] || fail "Nothing was changed."
}

# Finds what would fail minutes later, before anything is changed.
doctor() {
    step "checking what the deployment needs"
    local status=0
    "$CLI" doctor --var-file "$given_file" || status=$?
    [ $status != 1 ] || fail "Nothing was changed. To continue anyway, set SKIP_DOCTOR=1."
    return $status
}

# Deleting more objects one by one takes hours and stops halfway. The lifecycle deletes them free of charge.
most_deleted_objects=1000000

fail_above_most_deleted() {
    cat >&2 <<END
The bucket holds more than $most_deleted_objects objects: too many to delete one by one. Let S3 delete them, free of charge, within a day or two:
  aws s3api put-bucket-lifecycle-configuration --region $(output region) --bucket $(output bucket_name) --lifecycle-configuration '{"Rules": [
    {"ID": "empty", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
    {"ID": "markers", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"ExpiredObjectDeleteMarker": true}}]}'
END
    fail "Nothing was destroyed. Stop the uploads, do that, and run this again when the bucket is empty."
}

output() { "$TF" -chdir=terraform output -raw "$1"; }

# In another region the plan would make everything anew, and forget what is in this one.
stay_in_region() {
    local deployed given=${AWS_REGION:-${AWS_DEFAULT_REGION:-}}
    deployed=$(output region 2>/dev/null) || return 0
    [[ $deployed =~ ^[a-z0-9-]+$ ]] || return 0 # A warning that there are no outputs yet.
    [ "${given:-$deployed}" = "$deployed" ] ||
        fail "This deployment is in $deployed, and the region is $given: set REGION=$deployed, or give the other one a state of its own."
    export AWS_REGION=$deployed
}

# A reviewed plan has its values, and its package.
check_plan_file() {
    local planned found
    [ -e "$plan_file" ] || fail "There is no plan $plan_file: make plan PLAN_FILE=… writes one."
    [ -z "${GIVEN_VARIABLES:-}" ] || fail "The plan has its values: leave out $GIVEN_VARIABLES, or make another plan."
    planned=$("$TF" -chdir=terraform show -json "$plan_file" | python3 -c '
import json, sys
for resource in json.load(sys.stdin)["planned_values"]["root_module"].get("child_modules", []):
    for each in resource.get("resources", []):
        if each["type"] == "aws_lambda_function":
            print(each["values"]["filename"] or "", each["values"]["source_code_hash"])')
    read -r file hash <<<"$planned"
    [[ $planned != " "* ]] || return 0 # From S3, by its version.
    found=$(cd terraform && openssl dgst -sha256 -binary "$file" | base64) || fail "The plan's package terraform/$file is not there."
    [ "$found" = "$hash" ] || fail "terraform/$file is not the package of the plan: its SHA-256 is $found, and $hash was planned."
}

# A canary stands beside the version that is live now, whatever made it that.
add_live_version() {
    [[ " ${GIVEN_VARIABLES:-} " == *" canary_percent "* && " ${GIVEN_VARIABLES:-} " != *" live_version "* ]] || return 0
    [[ $("$CLI" release show) =~ ^Version\ ([0-9]+) ]] || fail "There is no version to set a canary beside: deploy without CANARY_PERCENT first."
    echo "live_version = \"${BASH_REMATCH[1]}\"" >>"$given_file"
}

[ -z "$plan_file" ] || [ "$verb" != apply ] || SKIP_DOCTOR=1
[ "$verb" = destroy ] || { [ "${SKIP_DOCTOR:-}" = 1 ] && [ "$verb" != doctor ]; } || doctor
too_new=${PACKAGE%.zip}.too-new
[ "$verb" = destroy ] || [ ! -e "$too_new" ] || fail "$(<"$too_new")"
[ "$verb" != doctor ] || exit 0
terraform_in_root init -input=false "${keep_lock[@]}" >/dev/null
stay_in_region
[ "$verb" = destroy ] || add_live_version

case $verb in
    plan) terraform_in_root plan -input=false -var-file="$given_file" ${plan_file:+-out="$plan_file"} ;;

    apply)
        if [ -n "$plan_file" ]; then
            check_plan_file
            terraform_in_root show "$plan_file"
            confirm "Deploy this?"
            terraform_in_root apply -input=false "$plan_file"
        else
            plan=$ARTIFACTS/terraform/deploy.tfplan
            changes=0
            terraform_in_root plan -input=false -var-file="$given_file" -detailed-exitcode -out="$plan" || changes=$?
            if [ $changes = 2 ]; then
                confirm "Deploy this?"
                terraform_in_root apply -input=false "$plan"
            fi
            rm -f "$plan"
        fi
        # Old versions take room, and pin the subnets that they were published with. Where that may not be, they stay.
        "$CLI" release prune || true
        cat <<END

Deployed. Upload to  s3://$(output bucket_name)/$(output incoming_prefix)…$(output source_suffix)
  artifacts/compressor upload FOLDER --bucket $(output bucket_name) --region $(output region)
Try all of it        artifacts/compressor doctor --deployed
Archives appear in   s3://$(output bucket_name)/$(output processed_prefix)
Check the archives   artifacts/compressor verify
Logs                 aws logs tail $(output log_group_name) --follow --region $(output region)
Graphs               CloudWatch, dashboard $(output dashboard_name), region $(output region)
Events that failed   $(output dead_letter_queue_url)
END
        if "$TF" -chdir=terraform output -json bucket_json_to_merge | grep -q '"notification":"'; then
            echo "This deployment does not manage the bucket's notification. Nothing is compressed until its owners have merged the output of this into it:"
            echo "  $TF -chdir=terraform output -json bucket_json_to_merge"
        fi
        if "$TF" -chdir=terraform output -json function_environment | grep -q '"COMPRESSOR_SOURCE_AFTER_SUCCESS":"keep"'; then
            echo "Sources are kept until they expire: at 1,000,000 files of 10 MB an hour that costs about \$35,800 a month, and"
            echo "SOURCE_AFTER_SUCCESS=delete costs nothing: it deletes each source after its archive was read back and compared."
        fi
        ;;

    destroy)
        state=$(terraform_in_root state pull)
        if ! grep -q '"mode": "managed"' <<<"$state"; then
            echo "Nothing is deployed."
            exit 0
        fi
        # A bucket that existed before stays, with everything in it.
        status=0
        if grep -q '"type": "aws_s3_bucket",' <<<"$state"; then
            "$CLI" holds-data --at-most "$(if [ "${FORCE:-}" = 1 ]; then echo $most_deleted_objects; else echo 1; fi)" || status=$?
        fi
        if [[ $status = [13] ]] && [ "${FORCE:-}" != 1 ]; then
            fail "The bucket holds data: nothing was destroyed. FORCE=1 destroys it with all its objects."
        elif [ $status = 3 ]; then
            fail_above_most_deleted
        elif [ $status -gt 1 ]; then
            exit $status
        fi
        emptying=$ARTIFACTS/terraform/emptying.tfplan
        if [ $status = 1 ]; then
            # Terraform reads from the state whether it may destroy a bucket with its data, so that must be stored first.
            terraform_in_root plan -input=false -target=module.bucket -var-file="$given_file" -var force_destroy=true -out="$emptying"
        fi
        terraform_in_root plan -destroy -input=false -var-file="$given_file"
        confirm "Destroy all this$(if [ $status = 1 ]; then echo " AND ALL DATA IN THE BUCKET"; fi)?"
        [ $status != 1 ] || terraform_in_root apply -input=false "$emptying"
        rm -f "$emptying"
        terraform_in_root destroy -input=false -auto-approve -var-file="$given_file"
        ;;
esac
