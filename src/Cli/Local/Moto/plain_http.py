"""Plain HTTP beside TLS on the port of `compressor local`'s AWS, as S3 has both: what a policy does without TLS can be tried."""
import socket
import ssl

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler

HANDSHAKE = b"\x16"  # A TLS record of the type handshake; no HTTP request begins so.


def get_request(self):
    """Accepts a connection as it is: whether it is TLS tells its first byte, for which nobody else is to wait."""
    return socket.socket.accept(self.socket)


def finish_request(self, request, client_address):
    if request.recv(1, socket.MSG_PEEK) != HANDSHAKE:
        self.RequestHandlerClass(request, client_address, self)
        return
    secure = self.ssl_context.wrap_socket(request, server_side=True)
    try:
        self.RequestHandlerClass(secure, client_address, self)
    finally:
        self.shutdown_request(secure)


def with_own_scheme(make_environ):
    def make(self):
        environ = make_environ(self)
        environ["wsgi.url_scheme"] = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        return environ

    return make


def serve():
    BaseWSGIServer.get_request, BaseWSGIServer.finish_request = get_request, finish_request
    WSGIRequestHandler.make_environ = with_own_scheme(WSGIRequestHandler.make_environ)
