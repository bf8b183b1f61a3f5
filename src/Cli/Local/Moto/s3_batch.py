"""Jobs of S3 Batch Operations that invoke a function, for `compressor local`: the manifest, the tasks, the report."""
import base64
import csv
import datetime
import hashlib
import io
import json
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import function_versions
import iam_policies
from moto.awslambda.models import lambda_backends
from moto.core.exceptions import JsonRESTError, ServiceException
from moto.iam.models import iam_backends
from moto.s3.models import s3_backends
from werkzeug.exceptions import HTTPException

SERVICE = "batchoperations.s3.amazonaws.com"
PATTERNS = {
    "FunctionArnString": r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?",
    "IAMRoleArn": r"arn:[^:]+:iam::\d{12}:role/.*",
    "S3BucketArnString": r"arn:[^:]+:s3:.*",
    "S3KeyArnString": r"arn:[^:]+:s3:.*",
}
CSV_FORMAT = "S3BatchOperations_CSV_20180820"
REPORT_SCHEMA = "Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage"
TASKS_AT_A_TIME = 8
TRIES = 3  # AWS does not say how often it redrives a temporary failure.
THROTTLE_SECONDS = (0.05, 1.0)  # The first wait after a throttle, and the longest.
# "If more than 50 % of a job's object operations fail after more than 1,000 operations have been attempted, the job automatically
# fails": https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-job-status.html
MANY_TASKS = 1000
MOTO_SAYS_NO = (HTTPException, ServiceException)
OVER = ("Complete", "Cancelled", "Failed")


class JobFailed(Exception):
    def __init__(self, code, reason):
        super().__init__(reason)
        self.code = code


def find_problem(request, account):
    """Says what no job may be like although the model's shapes allow it; None where all is well."""
    operation, report, manifest = request["Operation"], request["Report"], request.get("Manifest")
    invoke = operation.get("LambdaInvoke", {})
    if list(operation) != ["LambdaInvoke"] or "FunctionArn" not in invoke:
        return "Operation must be LambdaInvoke with a FunctionArn: nothing else is run here"
    if invoke.get("InvocationSchemaVersion", "1.0") not in ("1.0", "2.0"):
        return "InvocationSchemaVersion must be 1.0 or 2.0"
    if invoke.get("UserArguments") and invoke.get("InvocationSchemaVersion") != "2.0":
        return "UserArguments need InvocationSchemaVersion 2.0"
    if report["Enabled"] and not {"Bucket", "Format", "ReportScope"} <= set(report):
        return "An enabled Report needs Bucket, Format and ReportScope"
    if manifest is None or "ManifestGenerator" in request:
        return "Manifest is needed: none is generated here"
    fields = manifest["Spec"].get("Fields", [])
    if manifest["Spec"]["Format"] != CSV_FORMAT or not {"Bucket", "Key"} <= set(fields) or len(set(fields)) != len(fields):
        return f"Manifest must be {CSV_FORMAT} with the fields Bucket and Key"
    if request["RoleArn"].split(":")[4] != account:
        return "RoleArn is of another account"
    return None


def csv_bytes(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


class Job:
    def __init__(self, account, region, request, record):
        self.account, self.region, self.request, self.record = account, region, request, record
        self.id, self.created, self.ended = str(uuid.uuid4()), datetime.datetime.utcnow(), None
        self.status, self.failures, self.active_seconds = "New", [], 0
        self.total = self.succeeded = self.failed = 0
        self.rows = {"succeeded": [], "failed": []}
        self.confirmed, self.stopped, self.lock = threading.Event(), threading.Event(), threading.Lock()
        self.thread = threading.Thread(target=self.run, name=self.id, daemon=True)
        self.partition = request["RoleArn"].split(":")[1]
        self.s3 = s3_backends[account][self.partition]

    def describe(self):
        progress = {"TotalNumberOfTasks": self.total, "NumberOfTasksSucceeded": self.succeeded, "NumberOfTasksFailed": self.failed}
        manifest = self.request["Manifest"]
        return {
            "JobId": self.id,
            "ConfirmationRequired": self.request.get("ConfirmationRequired", False),
            "Description": self.request.get("Description"),
            "JobArn": self.arn(),
            "Status": self.status,
            "Manifest": manifest,
            "Operation": self.request["Operation"],
            "Priority": self.request["Priority"],
            "ProgressSummary": {**progress, "Timers": {"ElapsedTimeInActiveSeconds": int(self.active_seconds)}},
            "FailureReasons": [{"FailureCode": code, "FailureReason": reason[:256]} for code, reason in self.failures] or None,
            "Report": self.request["Report"],
            "CreationTime": self.created,
            "TerminationDate": self.ended,
            "RoleArn": self.request["RoleArn"],
        }

    def arn(self):
        return f"arn:{self.partition}:s3:{self.region}:{self.account}:job/{self.id}"

    def update(self, wanted):
        """Cancels or confirms it; returns whether it could."""
        with self.lock:
            if wanted == "Ready" and self.status == "Suspended":
                self.status = "Ready"
                self.confirmed.set()
                return True
            if wanted == "Cancelled" and self.status not in (*OVER, "Cancelling", "Failing", "Completing"):
                self.status = "Cancelling"
                self.stopped.set()
                self.confirmed.set()
                return True
            return False

    def become(self, status):
        """Goes on to a status, if nobody cancelled it; returns whether it did."""
        with self.lock:
            if self.stopped.is_set():
                return False
            self.status = status
            return True

    def run(self):
        end = "Failed"
        try:
            self.become("Preparing")
            tasks = self.prepare()
            if self.request.get("ConfirmationRequired"):
                self.become("Suspended")
                self.confirmed.wait()
            if self.become("Ready") and self.become("Active"):
                self.work(tasks)
            end = "Cancelled" if self.status == "Cancelling" else "Failed" if self.status == "Failing" else "Complete"
            self.become("Completing")
            self.report()
        except JobFailed as failure:
            end = "Failed"
            self.failures.append((failure.code, str(failure)))
        except Exception as error:  # Somebody follows the job: it must end, and say why.
            end = "Failed"
            self.failures.append(("InternalError", repr(error)))
        self.ended, self.status = datetime.datetime.utcnow(), end

    def check(self, action, resource, context=None, policy=None):
        if not iam_policies.may(self.role, action, resource, {"s3:ResourceAccount": self.account, **(context or {})}, policy):
            raise JobFailed("AccessDenied", f"{self.role.arn} is not allowed to perform {action} on {resource}")

    def note(self, service, method, path, query=""):
        """Writes into the access record what AWS does in the name of the job's role."""
        self.record.note(self.role.name, service, method, path, query)

    def policy_of(self, bucket):
        try:
            policy = self.s3.get_bucket(bucket).policy
            return policy.decode() if isinstance(policy, bytes) else policy
        except MOTO_SAYS_NO as error:
            raise JobFailed("NoSuchBucket", f"there is no bucket {bucket}") from error

    def prepare(self):
        """Takes the role, finds the function and reads the manifest; returns a list of bucket, key and version."""
        try:
            self.role = iam_backends[self.account][self.partition].get_role_by_arn(self.request["RoleArn"])
        except MOTO_SAYS_NO as error:
            raise JobFailed("AccessDenied", f"there is no role {self.request['RoleArn']}") from error
        if not iam_policies.may_take(self.role, SERVICE, {"aws:SourceAccount": self.account, "aws:SourceArn": self.arn()}):
            raise JobFailed("AccessDenied", f"{SERVICE} may not take the role {self.role.arn}")
        self.find_function()
        return self.read_manifest()

    def find_function(self):
        self.invoke = self.request["Operation"]["LambdaInvoke"]
        arn = self.invoke["FunctionArn"]
        self.check("lambda:InvokeFunction", arn)
        parts = arn.split(":")
        try:
            backend = lambda_backends[parts[4]][parts[3]]
            self.qualifier = parts[7] if len(parts) > 7 else function_versions.LATEST
            self.function = backend.get_function(parts[6], self.qualifier)
        except (*MOTO_SAYS_NO, IndexError) as error:
            raise JobFailed("InvalidFunction", f"there is no function {arn}") from error

    def read_manifest(self):
        location, spec = self.request["Manifest"]["Location"], self.request["Manifest"]["Spec"]
        bucket, _, key = location["ObjectArn"].split(":::", 1)[1].partition("/")
        action = "s3:GetObjectVersion" if "ObjectVersionId" in location else "s3:GetObject"
        self.check(action, location["ObjectArn"], policy=self.policy_of(bucket))
        version = location.get("ObjectVersionId")
        self.note("s3", "GET", f"/{bucket}/{key}", f"versionId={version}" if version else "")
        stored = self.s3.get_object(bucket, key, version)
        if stored is None:
            raise JobFailed("NoSuchKey", f"there is no manifest {key}")
        if stored.etag.strip('"') != location["ETag"].strip('"'):
            raise JobFailed("InvalidManifest", f"the manifest's ETag is {stored.etag}, not {location['ETag']}")
        tasks = []
        for number, row in enumerate(csv.reader(io.StringIO(stored.value.decode("utf-8"))), 1):
            if len(row) != len(spec["Fields"]):
                raise JobFailed("InvalidManifest", f"line {number} has {len(row)} columns, not {len(spec['Fields'])}")
            named = dict(zip(spec["Fields"], row))
            if not named["Bucket"] or not named["Key"] or not named["Key"].isascii():
                raise JobFailed("InvalidManifest", f"line {number} names no bucket, or a key that is not URL-encoded")
            tasks.append((named["Bucket"], named["Key"], named.get("VersionId") or None))
        if not tasks:
            raise JobFailed("InvalidManifest", "the manifest is empty")
        if len({version is None for _, _, version in tasks}) > 1:
            raise JobFailed("InvalidManifest", "either every line has a version or none")
        self.total = len(tasks)
        return tasks

    def work(self, tasks):
        begun = time.monotonic()
        with ThreadPoolExecutor(TASKS_AT_A_TIME) as pool:
            for _ in pool.map(self.perform, tasks):
                self.active_seconds = time.monotonic() - begun

    def perform(self, task):
        if self.stopped.is_set() or self.status == "Failing":
            return
        code, message = "TemporaryFailure", ""
        for _ in range(TRIES):
            code, message = self.try_once(task)
            if code != "TemporaryFailure":
                break
        good = code == "Succeeded"
        with self.lock:
            self.succeeded, self.failed = self.succeeded + good, self.failed + (not good)
            bucket, key, version = task
            row = [bucket, key, version or "", "succeeded" if good else "failed", "200", "" if good else "PermanentFailure", message]
            self.rows["succeeded" if good else "failed"].append(row)
            if self.succeeded + self.failed >= MANY_TASKS and self.failed > self.succeeded and self.status == "Active":
                self.status = "Failing"
                self.failures.append(("JobFailureThresholdExceeded", "more than 50 % of the tasks failed"))

    def try_once(self, task):
        """Invokes the function for one task, as often as Lambda throttles it; returns the result's code and text."""
        bucket, key, version = task
        schema, task_id = self.invoke.get("InvocationSchemaVersion", "1.0"), base64.b64encode(uuid.uuid4().bytes).decode()
        where = {"s3Bucket": bucket} if schema == "2.0" else {"s3BucketArn": f"arn:{self.partition}:s3:::{bucket}"}
        job = {"id": self.id, **({"userArguments": self.invoke.get("UserArguments", {})} if schema == "2.0" else {})}
        request = {
            "invocationSchemaVersion": schema,
            "invocationId": base64.b64encode(uuid.uuid4().bytes).decode(),
            "job": job,
            "tasks": [{"taskId": task_id, "s3Key": key, "s3VersionId": version, **where}],
        }
        wait, longest = THROTTLE_SECONDS
        while not self.stopped.is_set():
            headers = {}
            self.note("lambda", "POST", f"/2015-03-31/functions/{self.invoke['FunctionArn']}/invocations")
            try:
                kind = {"X-Amz-Invocation-Type": "RequestResponse"}
                body = function_versions.invoke(self.function.function_name, self.qualifier, json.dumps(request), kind, headers)
            except JsonRESTError as error:
                if error.code != 429:
                    return "TemporaryFailure", f"Lambda answered {error.code}: {error.message}"
                time.sleep(wait)
                wait = min(2 * wait, longest)
                continue
            text = body.decode() if isinstance(body, bytes) else str(body)
            if any(name.lower() == "x-amz-function-error" for name in headers):
                return "TemporaryFailure", f"Lambda returned function error: {text}"
            return read_answer(text, request, task_id)
        return "TemporaryFailure", "the job was cancelled"

    def report(self):
        """Writes what there is to report, as soon as a task was performed at all."""
        report = self.request["Report"]
        if not report["Enabled"] or self.succeeded + self.failed == 0:
            return
        bucket, prefix = report["Bucket"].split(":::")[1], report.get("Prefix", "").rstrip("/")
        folder, results = f"{prefix + '/' if prefix else ''}job-{self.id}", []
        for status in ("succeeded", "failed"):
            if self.rows[status] and (status == "failed" or report["ReportScope"] == "AllTasks"):
                content = csv_bytes(self.rows[status])
                key = f"{folder}/results/{hashlib.sha1(content).hexdigest()}.csv"
                self.put(bucket, key, content)
                results.append({"TaskExecutionStatus": status, "Bucket": bucket, "MD5Checksum": hashlib.md5(content).hexdigest(), "Key": key})
        listing = {
            "Format": report["Format"],
            "ReportCreationDate": datetime.datetime.utcnow().isoformat(timespec="milliseconds") + "Z",
            "Results": results,
            "ReportSchema": REPORT_SCHEMA,
        }
        self.put(bucket, f"{folder}/manifest.json", json.dumps(listing).encode())

    def put(self, bucket, key, content):
        resource = f"arn:{self.partition}:s3:::{bucket}/{key}"
        self.check("s3:PutObject", resource, {"s3:ObjectCreationOperation": "true"}, self.policy_of(bucket))
        self.note("s3", "PUT", f"/{bucket}/{key}")
        self.s3.put_object(bucket, key, content)


def read_answer(text, request, task_id):
    """Reads what the function answered for a task; if it is not such an answer, that is a failure that may pass."""
    try:
        answer = json.loads(text)
        results = {result["taskId"]: result for result in answer["results"]}
        same = all(answer[name] == request[name] for name in ("invocationSchemaVersion", "invocationId"))
    except (ValueError, KeyError, TypeError):
        same, results = False, {}
    if not same:
        return "TemporaryFailure", f"Lambda returned an invalid response: {text[:200]}"
    if task_id not in results:
        return answer.get("treatMissingKeysAs", "PermanentFailure"), "Lambda returned no result for the task"
    code = results[task_id].get("resultCode")
    if code not in ("Succeeded", "TemporaryFailure", "PermanentFailure"):
        return "PermanentFailure", f"Lambda returned an unknown result code: {code}"
    return code, results[task_id].get("resultString") or ""
