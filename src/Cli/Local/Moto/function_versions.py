"""A function's versions and aliases for `compressor local`, which runs them: what each version is, and which qualifier was invoked."""
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

from moto import backends
from moto.awslambda.utils import get_backend
from moto.core.exceptions import JsonRESTError

FUNCTIONS = "/compressor/functions/"
LATEST = "$LATEST"
INVOKE_ENDPOINT_FILE = os.environ["COMPRESSOR_INVOKE_ENDPOINT_FILE"]
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def invoke(name, qualifier, body, request_headers, response_headers):
    """Hands an invocation over, with the qualifier that it was made with: an alias's weights are looked at where the function runs."""
    kind = request_headers.get("X-Amz-Invocation-Type", "RequestResponse") if request_headers else "Event"  # S3 gives no headers.
    headers = {"X-Amz-Invocation-Type": kind, "X-Amz-Log-Type": (request_headers or {}).get("X-Amz-Log-Type", "None")}
    try:
        with open(INVOKE_ENDPOINT_FILE, encoding="utf-8") as file:
            url = f"{file.read().strip()}/2015-03-31/functions/{name}/invocations?Qualifier={urllib.parse.quote(qualifier)}"
        data = body.encode() if isinstance(body, str) else body
        with DIRECT.open(urllib.request.Request(url, data or b"", headers)) as answer:
            response_headers.update({name: value for name, value in answer.headers.items() if name.lower().startswith("x-amz-")})
            return answer.read()
    except OSError as error:
        print(f"{name} was not invoked: {error}", file=sys.stderr, flush=True)
        if isinstance(error, urllib.error.HTTPError):
            refusal = JsonRESTError(error.headers.get("x-amzn-ErrorType", "ServiceException"), error.read().decode())
            refusal.code = error.code
            raise refusal from error
        if kind != "Event":
            raise JsonRESTError("ServiceException", f"compressor local does not run: {error}") from error
        return b""


def qualifier_of(name_or_arn):
    """The qualifier at the end of an ARN or a name, or None."""
    parts = name_or_arn.split(":")
    return next(iter(parts[7:] if parts[0] == "arn" else parts[1:2]), None)


def invoke_version(self, body, request_headers, response_headers):
    """In place of LambdaFunction.invoke, for callers that named no alias."""
    return invoke(self.function_name, str(self.version), body, request_headers, response_headers)


def invoke_named(self, function_name, qualifier, body, headers, response_headers):
    """In place of LambdaBackend.invoke."""
    function = self.get_function(function_name, qualifier)
    payload = invoke(function.function_name, qualifier_of(function_name) or qualifier or str(function.version), body, headers, response_headers)
    response_headers["Content-Length"] = str(len(payload))
    return payload


def invoke_for_bucket(account_id, event_body, fn_arn, region_name):
    """In place of notifications._invoke_awslambda; it must not raise, since the object is stored in any case."""
    try:
        function = get_backend(account_id, region_name).get_function(fn_arn)
        invoke(function.function_name, qualifier_of(fn_arn) or LATEST, json.dumps(event_body), {}, {})
    except Exception as error:
        print(f"{fn_arn} was not invoked: {error}", file=sys.stderr, flush=True)


def find_backend(name):
    """The backend of the one region that has a function of this name."""
    found = (backend for regions in backends.get_backend("lambda").values() for backend in regions.values() if name in backend._lambdas._functions)
    return next(found, None)


def share_out(alias):
    """The share of each version, 0 to 1: the alias's own has what the others leave."""
    weights = (alias.routing_config or {}).get("AdditionalVersionWeights") or {}
    return {alias.function_version: 1 - sum(weights.values()), **weights}


def describe(function):
    return {
        "codeSha256": function.code_sha_256,
        "environment": function.environment_vars,
        "memorySize": int(function.memory_size),
        "timeout": int(function.timeout),
    }


def answer(path):
    """Returns status, type and body of a request for /compressor/functions/NAME or /compressor/functions/NAME/code/VERSION."""
    name, _, version = path.removeprefix(FUNCTIONS).partition("/code/")
    backend = find_backend(name)
    if backend is None:
        return "404 Not Found", "text/plain", b"no such function"
    if version:
        return "200 OK", "application/zip", backend.get_function(name, version).code_bytes
    versions = {LATEST if function.version == LATEST else str(function.version): describe(function) for function in backend.list_versions_by_function(name)}
    aliases = {alias.name: share_out(alias) for alias in backend.list_aliases(name)}
    return "200 OK", "application/json", json.dumps({"aliases": aliases, "versions": versions}).encode()
