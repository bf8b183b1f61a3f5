"""The access record of `compressor local`: who asked AWS for what, and what was answered."""
import datetime
import json
import re
import threading

CREDENTIAL = re.compile(r"Credential=([^/,]+)/\d+/[^/]*/([^/,]+)/aws4_request")
CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH")


def describe(key, service, method, path, query):
    time = datetime.datetime.now(datetime.timezone.utc).isoformat()
    return {"time": time, "accessKeyId": key, "service": service, "method": method, "path": path, "query": query}


class AccessRecord:
    """A line of JSON for each request, written once its status is known. Requests that nobody signed are left out."""

    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8")
        self.lock = threading.Lock()

    def listen(self, environ, start_response):
        """Returns what to call in place of start_response."""
        signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
        if not signed:
            return start_response
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")  # WSGI hands its bytes over as Latin-1.
        line = {
            **describe(signed[1], signed[2], environ["REQUEST_METHOD"], path, environ.get("QUERY_STRING", "")),
            "target": environ.get("HTTP_X_AMZ_TARGET", ""),
            "conditions": [name[len("HTTP_") :].replace("_", "-").title() for name in CONDITIONS if name in environ],
        }

        def started(status, headers, *rest):
            self.write({**line, "status": int(status.split()[0])})
            return start_response(status, headers, *rest)

        return started

    def note(self, role, *request):
        """Adds a request that AWS itself makes in the name of a role, which has no access key: its name stands there."""
        self.write({**describe(role, *request), "target": "", "conditions": [], "status": 200})

    def write(self, line):
        with self.lock:
            self.file.write(json.dumps(line) + "\n")
            self.file.flush()
