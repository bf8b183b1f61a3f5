"""S3 Control's API of jobs for `compressor local`: what it takes and answers, as the service's model in botocore says."""
import datetime
import hashlib
import re
import threading
import urllib.parse
import xml.etree.ElementTree as ElementTree

import s3_batch
from botocore.loaders import Loader
from botocore.model import ServiceModel

JOBS = "/v20180820/jobs"
NAMESPACE = "http://awss3control.amazonaws.com/doc/2018-08-20/"
MODEL = ServiceModel(Loader().load_service_model("s3control", "service-2"))


class Refusal(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


def local(element):
    namespace, _, name = element.tag.rpartition("}")
    if namespace and namespace[1:] != NAMESPACE:
        raise Refusal(400, "MalformedXML", f"{element.tag} is of another namespace")
    return name


def read(shape, element, path):
    """Reads an element as its shape in the model has it, and refuses what the model does not have."""
    if shape.type_name == "structure":
        found = {}
        for child in element:
            name = local(child)
            if name not in shape.members or name in found:
                raise Refusal(400, "MalformedXML", f"{path} has no {name}, or twice")
            found[name] = read(shape.members[name], child, f"{path}.{name}")
        missing = [name for name in shape.required_members if name not in found and "location" not in shape.members[name].serialization]
        if missing:
            raise Refusal(400, "InvalidRequest", f"{path} lacks {', '.join(missing)}")
        return found
    if shape.type_name == "list":
        return [read(shape.member, child, f"{path}[]") for child in element]
    if shape.type_name == "map":
        pairs = [{local(part): part.text or "" for part in entry} for entry in element]
        return {pair["key"]: pair["value"] for pair in pairs}
    return read_text(shape, (element.text or "").strip(), path)


def read_text(shape, text, path):
    limits = shape.metadata
    if shape.type_name == "boolean":
        if text not in ("true", "false"):
            raise Refusal(400, "InvalidRequest", f"{path} is not true or false")
        return text == "true"
    if shape.type_name in ("integer", "long"):
        if not re.fullmatch(r"-?\d+", text) or not limits.get("min", 0) <= int(text) <= limits.get("max", 2**63 - 1):
            raise Refusal(400, "InvalidRequest", f"{path} is not a number of its range")
        return int(text)
    pattern = s3_batch.PATTERNS.get(shape.name)
    if not limits.get("min", 0) <= len(text) <= limits.get("max", 2**31) or (pattern and not re.fullmatch(pattern, text)):
        raise Refusal(400, "InvalidRequest", f"{path} is not valid: {text}")
    if limits.get("enum") and text not in limits["enum"]:
        raise Refusal(400, "InvalidRequest", f"{path} is not one of {', '.join(limits['enum'])}")
    return text


def write(parent, name, value):
    """Appends a value: a dictionary, a list of members, or text."""
    element = ElementTree.SubElement(parent, name)
    if isinstance(value, dict):
        for key, each in value.items():
            if each is not None:
                write(element, key, each)
    elif isinstance(value, list):
        for each in value:
            write(element, "member", each)
    elif isinstance(value, bool):
        element.text = str(value).lower()
    elif isinstance(value, datetime.datetime):
        element.text = value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    else:
        element.text = str(value)
    return element


class Jobs:
    """The jobs of all accounts. They are in memory, and end with the process. What they ask for is in the access record."""

    def __init__(self, record):
        self.record = record
        self.jobs, self.tokens, self.lock = {}, {}, threading.Lock()

    def answer(self, environ):
        """Returns status and body of a request under /v20180820/jobs."""
        root = ElementTree.Element("root")
        try:
            status, name, value = 200, *self.handle(environ)
        except Refusal as refusal:
            status, name, value = refusal.status, "ErrorResponse", {"Error": {"Code": refusal.code, "Message": str(refusal)}}
        element = write(root, name, value)
        if name != "ErrorResponse":
            element.set("xmlns", NAMESPACE)
        return status, b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(element)

    def handle(self, environ):
        account, region = caller(environ)
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(JOBS).strip("/")
        query = dict(urllib.parse.parse_qsl(environ.get("QUERY_STRING", "")))
        if not path:
            return self.create(account, region, environ) if method == "POST" else self.list(account)
        identifier, _, what = path.partition("/")
        job = self.jobs.get((account, identifier))
        if job is None:
            raise Refusal(404, "NoSuchJob", "The specified job does not exist.")
        if (method, what) == ("GET", ""):
            return "DescribeJobResult", {"Job": job.describe()}
        if (method, what) == ("POST", "status"):
            wanted = query.get("requestedJobStatus", "")
            if wanted not in ("Cancelled", "Ready") or not job.update(wanted):
                raise Refusal(400, "JobStatusException", f"The job is {job.status} and cannot become {wanted}.")
            return "UpdateJobStatusResult", {"JobId": job.id, "Status": job.status}
        if (method, what) == ("POST", "priority"):
            job.request["Priority"] = read_text(MODEL.shape_for("JobPriority"), query.get("priority", ""), "priority")
            return "UpdateJobPriorityResult", {"JobId": job.id, "Priority": job.request["Priority"]}
        raise Refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")

    def create(self, account, region, environ):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        try:
            element = ElementTree.fromstring(body)
        except ElementTree.ParseError as error:
            raise Refusal(400, "MalformedXML", str(error)) from error
        if local(element) != "CreateJobRequest":
            raise Refusal(400, "MalformedXML", f"{local(element)} is not a CreateJobRequest")
        request = read(MODEL.shape_for("CreateJobRequest"), element, "CreateJobRequest")
        problem = s3_batch.find_problem(request, account)
        if problem:
            raise Refusal(400, "InvalidRequest", problem)
        digest = hashlib.sha256(body).hexdigest()
        with self.lock:
            known = self.tokens.get((account, request["ClientRequestToken"]))
            if known and known[0] != digest:
                raise Refusal(409, "IdempotencyException", "Another job was requested with this ClientRequestToken.")
            if not known:
                job = s3_batch.Job(account, region, request, self.record)
                self.jobs[account, job.id] = job
                known = self.tokens[account, request["ClientRequestToken"]] = (digest, job.id)
                job.thread.start()
        return "CreateJobResult", {"JobId": known[1]}

    def reset(self):
        """Ends and forgets all jobs."""
        with self.lock:
            jobs, self.jobs, self.tokens = list(self.jobs.values()), {}, {}
        for job in jobs:
            job.update("Cancelled")
            job.thread.join()

    def list(self, account):
        jobs = [job.describe() for (owner, _), job in self.jobs.items() if owner == account]
        names = ("JobId", "Description", "Priority", "Status", "CreationTime", "TerminationDate", "ProgressSummary")
        return "ListJobsResult", {"Jobs": [{"Operation": "LambdaInvoke", **{name: job[name] for name in names}} for job in jobs]}


def caller(environ):
    """Returns account and region of a request, which must be signed for S3 with all that S3 Control wants signed."""
    account = environ.get("HTTP_X_AMZ_ACCOUNT_ID", "")
    if not re.fullmatch(r"\d{12}", account):
        raise Refusal(400, "InvalidRequest", "Missing or invalid account id in x-amz-account-id.")
    signed = re.search(r"Credential=[^/,]+/\d{8}/([^/]+)/s3/aws4_request, *SignedHeaders=([^,]+)", environ.get("HTTP_AUTHORIZATION", ""))
    if not signed:
        raise Refusal(403, "AccessDenied", "The request is not signed for the service s3.")
    unsigned = {"host", "x-amz-account-id", "x-amz-content-sha256", "x-amz-date"} - set(signed[2].split(";"))
    if unsigned:
        raise Refusal(403, "AccessDenied", f"There were headers present in the request which were not signed: {', '.join(sorted(unsigned))}")
    return account, signed[1]
