"""A receiver of webhooks that keeps what it was told of which account, in the order of its coming."""

import collections
import http.server
import json
import threading


class Receiver:
    """Listens on `port` from its making to `close`."""

    def __init__(self):
        self._lock = threading.Lock()
        self._told = {}
        self._of_accounts = collections.defaultdict(list)
        receiver = self

        class Taken(http.server.BaseHTTPRequestHandler):
            """One message, answered once it is kept."""

            # A connection serves for many, as at every web server.
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                receiver._keep(self.headers["webhook-id"], body)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                """Nobody reads it."""

        class Listener(http.server.ThreadingHTTPServer):
            request_queue_size = 64
            daemon_threads = True

        self._listener = Listener(("127.0.0.1", 0), Taken)
        self.port = self._listener.server_port
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()

    def _keep(self, name, body):
        """The first time counts."""
        with self._lock:
            if name not in self._told:
                self._told[name] = body["type"]
                self._of_accounts[body["data"]["account"]["id"]].append(int(name.removeprefix("evt_")))

    def url(self):
        return f"http://127.0.0.1:{self.port}/events"

    def count(self, kind):
        """How many of a type came."""
        with self._lock:
            return sum(told == kind for told in self._told.values())

    def out_of_order(self):
        """How many accounts were told of something later before something earlier."""
        with self._lock:
            return sum(told != sorted(told) for told in self._of_accounts.values())

    def close(self):
        self._listener.shutdown()
        self._listener.server_close()
