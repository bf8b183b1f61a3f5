"""Bucket policies of `compressor local`: what a bucket's policy denies is refused, as S3 refuses it, before moto sees the request.

Whoever asks is of the bucket's account, so what a policy allows makes no difference.
"""
import re
import sys
import threading
import urllib.parse
import uuid
import xml.sax.saxutils

import iam_policies
from access_record import CREDENTIAL
from moto import backends
from moto.iam.access_control import PermissionResult
from moto.s3.responses import ACTION_MAP

ROLE_KEY_ID = "local-role"  # LocalCredentials.Role: who signs with it is the function.
# A request's headers that are condition keys: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
HEADER_KEYS = ("x-amz-acl", "x-amz-copy-source", "x-amz-storage-class", "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-customer-algorithm", "if-match", "if-none-match")
CURRENT = threading.local()  # The request that this thread answers.
SAID = set()


def parse(environ):
    """Returns bucket, key and query of a path-style request."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    bucket, _, key = path.removeprefix("/").partition("/")
    return bucket, key, dict(urllib.parse.parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))


def action_of(method, key, query):
    """The action that S3 authorizes a request as, or None where that cannot be told."""
    actions = ACTION_MAP["KEY" if key else "BUCKET"].get(method, {})
    name = next((action for parameter, action in actions.items() if parameter in query), actions.get("DEFAULT"))
    if name == "GetObject" and "versionId" in query:
        name = "GetObjectVersion"  # A HEAD, for which moto knows one action only.
    return name and f"s3:{'ListBucket' if name == 'HeadBucket' else name}"


def find_principal(environ, account):
    signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    roles = [function.role for regions in backends.get_backend("lambda").values() for region in regions.values() for function in region.list_functions()]
    if signed and signed[1] == ROLE_KEY_ID and roles:
        return roles[0]
    return f"arn:aws:iam::{account}:user/{signed[1] if signed else 'anonymous'}"


def create_context(environ, method, key, query, principal, account):
    context = {
        "aws:SecureTransport": str(environ["wsgi.url_scheme"] == "https").lower(),
        "aws:PrincipalArn": principal,
        "aws:PrincipalAccount": account,
        "s3:ResourceAccount": account,
    }
    for name in HEADER_KEYS:
        value = environ.get("HTTP_" + name.upper().replace("-", "_"))
        if value is not None:
            context[f"s3:{name}"] = value
    if key and method in ("PUT", "POST"):
        # Only the request that makes the object: not one that begins an upload in parts, and not a part.
        context["s3:ObjectCreationOperation"] = str("uploads" not in query and "partNumber" not in query).lower()
    return context


def is_denied(bucket, action, resource, environ):
    method, (_, key, query) = environ["REQUEST_METHOD"], parse(environ)
    account = bucket.account_id
    principal = find_principal(environ, account)
    context = create_context(environ, method, key, query, principal, account)
    policy = bucket.policy.decode() if isinstance(bucket.policy, bytes) else bucket.policy
    return iam_policies.says("Deny", policy, ("AWS", principal), action, resource, context, tell)


def tell(unknown):
    """What is not evaluated here denies nothing, and stands in the log once."""
    if str(unknown) not in SAID:
        SAID.add(str(unknown))
        print(f"a bucket policy has {unknown}, which is not evaluated here: its statement denies nothing", file=sys.stderr, flush=True)


def get_permission(self, action, resource):
    """moto's question for each key of a DeleteObjects request, and once more for other requests."""
    return PermissionResult.DENIED if self.policy and is_denied(self, action, resource, CURRENT.environ) else PermissionResult.NEUTRAL


def find_refusal(environ):
    """Returns S3's answer, as status, headers and body, to a request that its bucket's policy denies; None for all others."""
    CURRENT.environ = environ
    name, key, query = parse(environ)
    if not re.search(r"/s3/aws4_request", environ.get("HTTP_AUTHORIZATION", "")):
        return None
    method = environ["REQUEST_METHOD"]
    action = action_of(method, key, query)
    bucket = next((backend.buckets[name] for partitions in backends.get_backend("s3").values() for backend in partitions.values() if name in backend.buckets), None)
    if bucket is None or not bucket.policy or action is None:
        return None
    resource = f"arn:{bucket.partition}:s3:::{name}" + (f"/{key}" if key else "")
    if not is_denied(bucket, action, resource, environ):
        return None
    principal = find_principal(environ, bucket.account_id)
    message = f'User: {principal} is not authorized to perform: {action} on resource: "{resource}" with an explicit deny in a resource-based policy'
    return refuse("" if method == "HEAD" else message)


def refuse(message):
    identifier = uuid.uuid4().hex[:16].upper()
    text = xml.sax.saxutils.escape(message)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>{text}</Message><RequestId>{identifier}</RequestId></Error>'.encode() if message else b""
    headers = [("Content-Type", "application/xml"), ("Content-Length", str(len(body))), ("x-amz-request-id", identifier)]
    return "403 Forbidden", headers, body
