"""A rehearsal of an outage for `compressor local`: for some seconds, S3 answers the function, and only the function, with 503."""
import time
import urllib.parse

FUNCTION = "Credential=local-role/"  # As the local Lambda signs for the function's role (LocalCredentials.Role).
SERVICE = "/s3/aws4_request"
ANSWER = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"


class Outage:
    """POST /compressor/s3-outage?seconds=60 begins it, and seconds=0 ends it."""

    def __init__(self):
        self.until = 0.0

    def answer(self, environ):
        if environ["REQUEST_METHOD"] == "POST":
            seconds = urllib.parse.parse_qs(environ.get("QUERY_STRING", "")).get("seconds", ["60"])
            self.until = time.monotonic() + float(seconds[0])
        return {"secondsLeft": max(0.0, self.until - time.monotonic())}

    def meets(self, environ):
        signature = environ.get("HTTP_AUTHORIZATION", "")
        return time.monotonic() < self.until and FUNCTION in signature and SERVICE in signature

    def refuse(self, environ, start_response):
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        start_response("503 Slow Down", [("Content-Type", "application/xml"), ("Content-Length", str(len(ANSWER)))])
        return [ANSWER]
