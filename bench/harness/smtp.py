"""A mail server that records what it accepts; it can be slow, be stopped, and come back on the same port."""

import collections
import dataclasses
import email
import email.policy
import re
import socket
import socketserver
import threading
import time

LINK = re.compile(r"^https?://\S+$", re.MULTILINE)
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]*>)", re.MULTILINE | re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Mail:
    """A mail that was accepted: what the sender may forget from then on."""

    recipient: str
    message_id: str
    accepted: float
    raw: bytes

    def text(self):
        message = email.message_from_bytes(self.raw, policy=email.policy.default)
        return message.get_body(("plain",)).get_content().replace("\r\n", "\n")

    def links(self):
        """The addresses that stand alone on a line of the text, in their order; a confirmation's is the first."""
        return LINK.findall(self.text())


class _Session(socketserver.StreamRequestHandler):
    """One connection of a sender, RFC 5321 as far as it is needed."""

    disable_nagle_algorithm = True

    def handle(self):
        self.server.sink.opened(self.connection)
        try:
            self.say("220 sink ESMTP")
            while self.command(self.rfile.readline(4096)):
                pass
        except OSError:
            pass
        finally:
            self.server.sink.closed(self.connection)

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def command(self, line):
        """Answers one command; false at the end of the session."""
        verb = line[:4].upper().strip()
        if not line or verb == b"QUIT":
            if line:
                self.say("221 bye")
            return False
        if verb == b"EHLO":
            self.say("250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8")
        elif verb == b"RCPT":
            self.recipient = re.search(rb"<([^>]*)>", line).group(1).decode()
            self.say("250 ok")
        elif verb == b"DATA":
            self.say("354 go on")
            self.take(self.content())
        elif verb in (b"HELO", b"MAIL", b"RSET", b"NOOP"):
            self.say("250 ok")
        else:
            self.say("502 not implemented")
        return True

    def content(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        if line == b"":
            raise ConnectionError("the sender left in the middle of a mail")
        return b"".join(lines)

    def take(self, raw):
        sink = self.server.sink
        if sink.pause:
            time.sleep(sink.pause)
        # Accepted is what the answer says; a sender that is gone by then does not know, and may send again.
        sink.record(self.recipient, raw)
        self.say("250 accepted")


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64


class Sink:
    """Listens from `start` to `stop`, as often as wanted, always on the port of the first time.

    pause: seconds before each mail is accepted.
    """

    def __init__(self, pause=0.0):
        self.pause = pause
        self.port = None
        self._listener = None
        self._lock = threading.Lock()
        self._arrived = threading.Condition(self._lock)
        self._connections = set()
        self._mails = []
        self._by_recipient = collections.defaultdict(list)

    def reserve(self, port):
        """Uses this port, without listening yet."""
        self.port = port
        return self

    def start(self):
        self._listener = _Listener(("127.0.0.1", self.port or 0), _Session)
        self._listener.sink = self
        self.port = self._listener.server_address[1]
        threading.Thread(target=self._listener.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def stop(self):
        """Refuses new connections and cuts those that are open."""
        if self._listener is None:
            return
        self._listener.shutdown()
        self._listener.server_close()
        self._listener = None
        with self._lock:
            open_ones = list(self._connections)
        for connection in open_ones:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    close = stop

    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def opened(self, connection):
        with self._lock:
            self._connections.add(connection)

    def closed(self, connection):
        with self._lock:
            self._connections.discard(connection)

    def senders(self):
        """How many connections are open."""
        with self._lock:
            return len(self._connections)

    def record(self, recipient, raw):
        found = MESSAGE_ID.search(raw)
        mail = Mail(recipient, found.group(1).decode() if found else "", time.monotonic(), raw)
        with self._lock:
            self._mails.append(mail)
            self._by_recipient[recipient].append(mail)
            self._arrived.notify_all()

    def mails(self):
        """All that were accepted, in their order."""
        with self._lock:
            return list(self._mails)

    def count(self):
        with self._lock:
            return len(self._mails)

    def to(self, recipient):
        with self._lock:
            return list(self._by_recipient.get(recipient, ()))

    def wait_for(self, enough, seconds):
        """Waits until `enough()` holds; it is asked again whenever a mail arrives. Gives whether it came to hold."""
        end = time.monotonic() + seconds
        while not enough():
            left = end - time.monotonic()
            if left <= 0:
                return False
            with self._lock:
                self._arrived.wait(min(left, 1.0))
        return True
