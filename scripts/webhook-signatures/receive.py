"""Runs a server that tells a webhook of events, and verifies what comes by the library that receivers use.

Arguments: the program, and a folder for its data.
"""

import http.client
import http.server
import json
import os
import pathlib
import queue
import re
import subprocess
import sys
import threading

from standardwebhooks import Webhook, WebhookVerificationError

SECONDS = 60
READY = re.compile(r"vestibule ready on \S+?:(\d+)")
OTHER_SECRET = "whsec_" + "QUJD" * 8


class Receiver(http.server.BaseHTTPRequestHandler):
    """Keeps each message as it came."""

    messages = queue.Queue()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.messages.put((body, dict(self.headers)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Nobody reads it."""


class Server:
    """A server of its own, and its commands."""

    def __init__(self, program, folder):
        self._program = program
        self._folder = folder
        self._settings = {
            **os.environ,
            "VESTIBULE_HTTP_PORT": "0",
            "VESTIBULE_DATA_DIR": str(folder / "data"),
            "VESTIBULE_EVENTS_KEPT": "on",
            "VESTIBULE_WEBHOOKS_ALLOW_HTTP": "on",
            "VESTIBULE_WEBHOOKS_ALLOW_PRIVATE": "on",
        }
        with open(folder / "log", "wb") as log:
            self._process = subprocess.Popen(
                [program, "serve"], cwd=folder, env=self._settings, stdout=subprocess.PIPE, stderr=log, text=True
            )
        line = self._process.stdout.readline()
        found = READY.search(line)
        if not found:
            self.close()
            raise SystemExit(f"no server: {line}{(folder / 'log').read_text()}")
        self._port = int(found.group(1))

    def command(self, *words):
        done = subprocess.run(
            [self._program, *words], cwd=self._folder, env=self._settings, capture_output=True, text=True, timeout=SECONDS, check=True
        )
        return done.stdout

    def register(self, name):
        client = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        body = json.dumps({"username": name, "email": f"{name}@example.org", "pwd": "A-long-password-7"})
        client.request("POST", "/user_account/registration", body, {"Content-Type": "application/json"})
        answer = client.getresponse()
        assert answer.status == 200, answer.read()
        client.close()

    def close(self):
        self._process.terminate()
        self._process.wait(SECONDS)


def secret_in(text):
    return re.search(r"whsec_[A-Za-z0-9+/=]+", text).group()


def refused(secret, body, headers):
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return
    raise SystemExit("a message was taken that must not be")


def check(server, url):
    first = secret_in(server.command("webhook", "create", url))
    server.register("first")
    body, headers = Receiver.messages.get(timeout=SECONDS)
    event = Webhook(first).verify(body, headers)
    assert event["type"] == "account.created", event
    assert event["data"]["account"]["profile"]["username"] == "first", event
    refused(OTHER_SECRET, body, headers)
    refused(first, body.replace(b"first@", b"other@"), headers)
    refused(first, body, {**headers, "webhook-id": "evt_0"})
    refused(first, body, {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 3600)})
    refused(first, body, {**headers, "webhook-signature": "v1," + "A" * 43 + "="})
    number = server.command("webhook", "list").split()[0]
    second = secret_in(server.command("webhook", "rotate", number))
    server.register("second")
    body, headers = Receiver.messages.get(timeout=SECONDS)
    for secret in (first, second):
        assert Webhook(secret).verify(body, headers)["data"]["account"]["profile"]["username"] == "second"
    refused(OTHER_SECRET, body, headers)


def main():
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    server = Server(sys.argv[1], pathlib.Path(sys.argv[2]))
    try:
        check(server, f"http://127.0.0.1:{receiver.server_port}/events")
    finally:
        server.close()
        receiver.shutdown()
    print("Signatures of webhooks are good and told apart from others, by standardwebhooks of Python.")


main()
