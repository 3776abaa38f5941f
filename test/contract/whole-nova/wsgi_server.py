"""Serves a WSGI application, MODULE:FACTORY, on a port of the loopback, each request in a thread."""
import importlib
import socketserver
import sys
from wsgiref.simple_server import WSGIServer, make_server


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


module, factory = sys.argv[1].split(':')
port = int(sys.argv[2])
# Services read their options from it.
sys.argv = [module]
make_server('127.0.0.1', port, getattr(importlib.import_module(module), factory)(), Server).serve_forever()
