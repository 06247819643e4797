"""A mail server that records what it accepts, by aiosmtpd; it can be slow, and begin late on a port that is known before."""

import asyncio
import collections
import dataclasses
import email
import email.policy
import re
import threading
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from harness.server import free_port

LINK = re.compile(r"^https?://\S+$", re.MULTILINE)
PASSWORD_CHANGED = re.compile("password .* was changed|пароль изменён")
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]*>)", re.MULTILINE | re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Mail:
    """A mail that was accepted: what the sender may forget from then on."""

    recipient: str
    message_id: str
    raw: bytes

    def links(self):
        """The addresses that stand alone on a line of the text, in their order; a confirmation's is the first."""
        return LINK.findall(self._message().get_body(("plain",)).get_content().replace("\r\n", "\n"))

    def confirms(self):
        """Whether a link of it does anything but to say that it was somebody else."""
        return any("/v1/not-me/" not in link for link in self.links())

    def tells_of_password(self):
        """Whether it tells of a new password."""
        return PASSWORD_CHANGED.search(self._message()["Subject"]) is not None

    def _message(self):
        return email.message_from_bytes(self.raw, policy=email.policy.default)


class Sink:
    """Listens on `port` from `start` to `stop`. pause: seconds before each mail is accepted."""

    def __init__(self, pause=0.0):
        self.port = free_port()
        self._pause = pause
        self._arrived = threading.Condition()
        self._senders = set()
        self._mails = []
        self._by_recipient = collections.defaultdict(list)
        self._listener = None

    def start(self):
        sink = self

        class Session(SMTP):
            """Knows who is there."""

            def connection_made(self, transport):
                super().connection_made(transport)
                sink._senders.add(self)

            def connection_lost(self, error):
                sink._senders.discard(self)
                super().connection_lost(error)

        class Listener(Controller):
            def factory(self):
                return Session(self.handler, hostname="sink", enable_SMTPUTF8=True)

        self._listener = Listener(self, hostname="127.0.0.1", port=self.port)
        self._listener.start()
        return self

    def stop(self):
        if self._listener is not None:
            self._listener.stop(no_assert=True)
            self._listener = None

    close = stop

    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server, session, envelope):
        """aiosmtpd's hook. What is accepted is what the answer says; a sender that is gone by then does not know, and may send again."""
        await asyncio.sleep(self._pause)
        found = MESSAGE_ID.search(envelope.content)
        with self._arrived:
            for recipient in envelope.rcpt_tos:
                mail = Mail(recipient, found.group(1).decode() if found else "", envelope.content)
                self._mails.append(mail)
                self._by_recipient[recipient].append(mail)
            self._arrived.notify_all()
        return "250 accepted"

    def senders(self):
        """How many connections are open."""
        return len(self._senders)

    def mails(self):
        """All that were accepted, in their order."""
        with self._arrived:
            return list(self._mails)

    def count(self):
        return len(self._mails)

    def to(self, recipient):
        with self._arrived:
            return list(self._by_recipient.get(recipient, ()))

    def wait_for(self, enough, seconds):
        """Waits until `enough()` holds; it is asked again whenever a mail arrives. Gives whether it came to hold."""
        end = time.monotonic() + seconds
        while not enough():
            left = end - time.monotonic()
            if left <= 0:
                return False
            with self._arrived:
                self._arrived.wait(min(left, 1.0))
        return True
