"""moto's server for `compressor local`: hands it invocations, and mends what of S3, Lambda and EC2 differs from AWS in ways that matter here."""
import collections
import http
import json
import os
import pickle
import sys
import threading
import weakref

import moto  # First: where it is missing, that is what must be said.
import access_record
import bucket_policies
import function_versions
import plain_http
import s3_control
import s3_outage
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from moto import backends, server
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.core.base_backend import BackendDict
from moto.core.responses import ActionResult
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.s3 import notifications
from moto.s3.models import FakeBucket
from moto.sns.responses import SNSResponse
from moto.sqs.models import Queue, sqs_backends

STATE_FILE = os.environ["COMPRESSOR_STATE_FILE"]
ACCESS_RECORD_FILE = os.environ["COMPRESSOR_ACCESS_RECORD_FILE"]
ADDRESS = [moto.__version__, *sys.argv[1:]]  # A state holds URLs with the port, and objects of one version of moto.
KEPT = ("DeadLetterConfig", "LoggingConfig")
TO_CONFIRM = ("email", "email-json", "http", "https")


def without_put_of_multipart(send_event):
    """moto tells of a multipart upload twice: as a Put, before it is complete, and then as what it is."""

    def send(account_id, event, bucket, key):
        if key.multipart is None or event != notifications.S3NotificationEvent.OBJECT_CREATED_PUT_EVENT:
            send_event(account_id, event, bucket, key)

    return send


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


def keep_policy(change):
    """moto forgets a queue's policy when another of its attributes is set."""

    def set_attributes(self, attributes, now=None):
        change(self, {"Policy": getattr(self, "policy", None), **attributes}, now)

    return set_attributes


def list_subscriptions_by_topic(self):
    """Nobody here answers SNS's question whether an address wants the messages, so such a subscription stays unconfirmed; moto confirms all."""
    found, token = self.backend.list_subscriptions_by_topic(self._get_param("TopicArn"), next_token=self._get_param("NextToken"))
    names = {"Owner": "owner", "Protocol": "protocol", "Endpoint": "endpoint", "TopicArn": "topic_arn"}
    listed = [
        {"SubscriptionArn": "PendingConfirmation" if each.protocol in TO_CONFIRM else each.arn, **{name: getattr(each, own) for name, own in names.items()}}
        for each in found
    ]
    return ActionResult({"Subscriptions": listed, "NextToken": token})


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


def answer_with(start_response, status, headers, body):
    start_response(status, headers)
    return [body]


class Application(server.DomainDispatcherApplication):
    """moto's application with an access record and bucket policies, and beside it: POST /compressor/state saves the state, GET says whether one was restored; mappings, functions, account_settings and s3-outage."""

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"].startswith(function_versions.FUNCTIONS):
            status, kind, body = function_versions.answer(environ["PATH_INFO"])
            return answer_with(start_response, status, [("Content-Type", kind), ("Content-Length", str(len(body)))], body)
        if environ["PATH_INFO"] == "/moto-api/reset":
            JOBS.reset()
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
            recorded, refusal = ACCESS_RECORD.listen(environ, start_response), bucket_policies.find_refusal(environ)
            return answer_with(recorded, *refusal) if refusal else super().__call__(environ, recorded)
        else:
            if environ["REQUEST_METHOD"] == "POST":
                save()
            answer = {"restored": RESTORED}
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]


if __name__ == "__main__":
    LambdaFunction.invoke, LambdaBackend.invoke = function_versions.invoke_version, function_versions.invoke_named
    notifications._invoke_awslambda = function_versions.invoke_for_bucket
    notifications.send_event = without_put_of_multipart(notifications.send_event)
    FakeBucket.get_permission = bucket_policies.get_permission
    SNSResponse.list_subscriptions_by_topic = list_subscriptions_by_topic
    Queue._set_attributes = keep_policy(Queue._set_attributes)
    LambdaBackend.create_event_source_mapping = without_polling(LambdaBackend.create_event_source_mapping)
    keep_configuration(LambdaFunction.__init__, LambdaFunction.get_configuration, LambdaFunction.update_configuration)
    keep_descriptions(SecurityGroupRule.__init__, SecurityGroupRule.description.fget)
    ACCESS_RECORD = access_record.AccessRecord(ACCESS_RECORD_FILE)
    JOBS, OUTAGE = s3_control.Jobs(ACCESS_RECORD), s3_outage.Outage()
    RESTORED = restore()
    plain_http.serve()
    server.DomainDispatcherApplication = Application
    server.main()
