"""moto's server for `compressor local`: hands it invocations, and mends what of S3, Lambda and EC2 differs from AWS in ways that matter here."""
import collections
import fnmatch
import http
import json
import os
import pickle
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
import weakref

import moto  # First: where it is missing, that is what must be said.
import access_record
import s3_control
import s3_outage
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from moto import backends, server
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.core.base_backend import BackendDict
from moto.core.exceptions import JsonRESTError
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.iam.access_control import IAMPolicy
from moto.s3 import notifications
from moto.s3.models import FakeBucket
from moto.sqs.models import sqs_backends

INVOKE_ENDPOINT_FILE = os.environ["COMPRESSOR_INVOKE_ENDPOINT_FILE"]
STATE_FILE = os.environ["COMPRESSOR_STATE_FILE"]
ACCESS_RECORD_FILE = os.environ["COMPRESSOR_ACCESS_RECORD_FILE"]
ADDRESS = [moto.__version__, *sys.argv[1:]]  # A state holds URLs with the port, and objects of one version of moto.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
KEPT = ("DeadLetterConfig", "LoggingConfig")


def invoke(self, body, request_headers, response_headers):
    kind = request_headers.get("X-Amz-Invocation-Type", "RequestResponse") if request_headers else "Event"  # S3 gives no headers.
    headers = {"X-Amz-Invocation-Type": kind, "X-Amz-Log-Type": (request_headers or {}).get("X-Amz-Log-Type", "None")}
    try:
        with open(INVOKE_ENDPOINT_FILE, encoding="utf-8") as file:
            url = f"{file.read().strip()}/2015-03-31/functions/{self.function_name}/invocations?Qualifier={urllib.parse.quote(str(self.version))}"
        data = body.encode() if isinstance(body, str) else body
        with DIRECT.open(urllib.request.Request(url, data or b"", headers)) as answer:
            response_headers.update({name: value for name, value in answer.headers.items() if name.lower().startswith("x-amz-")})
            return answer.read()
    except OSError as error:
        print(f"{self.function_name} was not invoked: {error}", file=sys.stderr, flush=True)
        if isinstance(error, urllib.error.HTTPError):
            refusal = JsonRESTError(error.headers.get("x-amzn-ErrorType", "ServiceException"), error.read().decode())
            refusal.code = error.code
            raise refusal from error
        if kind != "Event":
            raise JsonRESTError("ServiceException", f"compressor local does not run: {error}") from error
        return b""


def without_put_of_multipart(send_event):
    """moto tells of a multipart upload twice: as a Put, before it is complete, and then as what it is."""

    def send(account_id, event, bucket, key):
        if key.multipart is None or event != notifications.S3NotificationEvent.OBJECT_CREATED_PUT_EVENT:
            send_event(account_id, event, bucket, key)

    return send


def get_permission(self, action, resource):
    statements = json.loads(self.policy or '{"Statement": []}')["Statement"]
    statements = [statement for statement in statements if applies(statement, resource)]
    return IAMPolicy(json.dumps({"Statement": statements})).is_action_permitted(action, resource)


def applies(statement, resource):
    """Over TLS, and without the conditions that moto cannot evaluate; and NotResource, which moto does not know."""
    if str(statement.pop("Condition", "none")).lower() not in ("none", "{'bool': {'aws:securetransport': 'true'}}"):
        return False
    excluded = statement.pop("NotResource", None)
    if excluded is not None:
        statement["Resource"] = "*"
    return not any(fnmatch.fnmatchcase(resource, each) for each in ([excluded] if isinstance(excluded, str) else excluded or []))


def without_polling(create):
    """moto would hand each message over as it comes, without batches, visibility or receive counts: `compressor local` polls as Lambda does."""

    def create_event_source_mapping(self, spec):
        mapping = create(self, spec)
        mapping.function_arn = spec["FunctionName"]  # With its alias, as AWS keeps it.
        for queue in sqs_backends[self.account_id][self.region_name].queues.values():
            queue.lambda_event_source_mappings.clear()
        return mapping

    return create_event_source_mapping


def mappings():
    """The event source mappings on queues that are there and enabled, with their queues' addresses."""
    found = []
    for account, regions in backends.get_backend("lambda").items():
        for region, backend in regions.items():
            queues = {queue.queue_arn: queue for queue in sqs_backends[account][region].queues.values()}
            for mapping in backend._event_source_mappings.values():
                if mapping.enabled and mapping.event_source_arn in queues:
                    found.append({
                        "uuid": mapping.uuid,
                        "queueArn": mapping.event_source_arn,
                        "queueUrl": f"https://127.0.0.1:{sys.argv[sys.argv.index('--port') + 1]}/{account}/{queues[mapping.event_source_arn].name}",
                        "batchSize": mapping.batch_size,
                        "windowSeconds": mapping.max_batch_window or 0,
                        "maximumConcurrency": (mapping.scaling_config or {}).get("MaximumConcurrency"),
                        "reportsItemFailures": "ReportBatchItemFailures" in (mapping.function_response_types or []),
                    })
    return found


def keep_configuration(create, describe, update):
    """Stores what moto forgets, so that Terraform finds what it deployed."""

    def __init__(self, account_id, spec, region, version=1):
        create(self, account_id, spec, region, version)
        self.kept = {name: spec[name] for name in KEPT if name in spec}

    def get_configuration(self, on_create=False):
        return {**describe(self, on_create), **self.kept}

    def update_configuration(self, updates):
        self.kept.update({name: updates[name] for name in KEPT if name in updates})
        return update(self, updates)

    LambdaFunction.__init__, LambdaFunction.get_configuration, LambdaFunction.update_configuration = __init__, get_configuration, update_configuration


def keep_descriptions(create, describe):
    """moto forgets the description of a rule for a prefix list: each plan would set it again."""

    def __init__(self, backend, protocol, group, start, end, ip_range, source_group=None, prefix_list_id=None, **options):
        create(self, backend, protocol, group, start, end, ip_range, source_group, prefix_list_id, **options)
        self.kept_description = (prefix_list_id or {}).get("Description")

    def description(self):
        return describe(self) or getattr(self, "kept_description", None)

    SecurityGroupRule.__init__, SecurityGroupRule.description = __init__, property(description)


def load_key(pem):
    return serialization.load_pem_private_key(pem, None)


class StatePickler(pickle.Pickler):
    """Pickles what moto's backends hold and Python does not pickle by itself."""

    def reducer_override(self, value):
        if isinstance(value, type(threading.RLock())):
            return threading.RLock, ()
        if isinstance(value, weakref.WeakValueDictionary):
            return weakref.WeakValueDictionary, (dict(value),)
        if isinstance(value, collections.defaultdict) and value.default_factory.__name__ == "<lambda>":
            return collections.defaultdict, (type(value.default_factory()),), None, None, iter(value.items())
        if isinstance(value, RSAPrivateKey):
            key = value.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            return load_key, (key,)
        return NotImplemented


def save():
    """Writes all that is deployed to STATE_FILE. No other request may go on meanwhile."""
    state = {service.backend.__module__.split(".")[1]: {account: dict(regions) for account, regions in service.items()} for service in BackendDict._instances}
    with open(STATE_FILE + ".new", "wb") as file:
        StatePickler(file).dump((ADDRESS, state))
    os.replace(STATE_FILE + ".new", STATE_FILE)


def restore():
    """Reads what save() wrote; returns whether it could."""
    try:
        with open(STATE_FILE, "rb") as file:
            address, state = pickle.load(file)
        if address != ADDRESS:
            return False
        for service, accounts in state.items():
            for account, regions in accounts.items():
                backends.get_backend(service)[account].update(regions)
        return True
    except FileNotFoundError:
        return False
    except Exception as error:  # Whatever is wrong with an old state, a fresh one is as good.
        print(f"the saved state was not restored: {error!r}", file=sys.stderr, flush=True)
        BackendDict.reset()
        return False


def account_settings(authorization):
    """Lambda's GetAccountSettings, which moto does not have: the quota that it enforces if it has one, otherwise the one that we ask AWS for."""
    quota = int(os.environ.get("MOTO_LAMBDA_CONCURRENCY_QUOTA", "3000"))
    region = authorization.split("/")[2]  # … Credential=ID/DATE/REGION/lambda/aws4_request …
    functions = [function for regions in backends.get_backend("lambda").values() for function in regions[region].list_functions()]
    unreserved = quota - sum(int(function.reserved_concurrency or 0) for function in functions)
    return {"AccountLimit": {"ConcurrentExecutions": quota, "UnreservedConcurrentExecutions": unreserved}, "AccountUsage": {"FunctionCount": len(functions)}}


def answer_job_request(environ, start_response):
    """S3 Batch Operations, which moto does not have."""
    status, body = JOBS.answer(environ)
    start_response(f"{status} {http.HTTPStatus(status).phrase}", [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
    return [body]


class Application(server.DomainDispatcherApplication):
    """moto's application with an access record, and beside it: POST /compressor/state saves the state, GET says whether one was restored; mappings, account_settings and s3-outage."""

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"].rstrip("/") == "/2016-08-19/account-settings":
            answer = account_settings(environ.get("HTTP_AUTHORIZATION", "//us-east-1"))
        elif environ["PATH_INFO"].startswith(s3_control.JOBS):
            return answer_job_request(environ, ACCESS_RECORD.listen(environ, start_response))
        elif environ["PATH_INFO"] == "/compressor/event-source-mappings":
            answer = mappings()
        elif environ["PATH_INFO"] == "/compressor/s3-outage":
            answer = OUTAGE.answer(environ)
        elif OUTAGE.meets(environ):
            return OUTAGE.refuse(environ, ACCESS_RECORD.listen(environ, start_response))
        elif environ["PATH_INFO"] != "/compressor/state":
            return super().__call__(environ, ACCESS_RECORD.listen(environ, start_response))
        else:
            if environ["REQUEST_METHOD"] == "POST":
                save()
            answer = {"restored": RESTORED}
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]


if __name__ == "__main__":
    LambdaFunction.invoke, FakeBucket.get_permission = invoke, get_permission
    notifications.send_event = without_put_of_multipart(notifications.send_event)
    LambdaBackend.create_event_source_mapping = without_polling(LambdaBackend.create_event_source_mapping)
    keep_configuration(LambdaFunction.__init__, LambdaFunction.get_configuration, LambdaFunction.update_configuration)
    keep_descriptions(SecurityGroupRule.__init__, SecurityGroupRule.description.fget)
    JOBS, OUTAGE = s3_control.Jobs(), s3_outage.Outage()
    ACCESS_RECORD = access_record.AccessRecord(ACCESS_RECORD_FILE)
    RESTORED = restore()
    server.DomainDispatcherApplication = Application
    server.main()
