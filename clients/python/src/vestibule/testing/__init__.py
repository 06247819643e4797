"""A server for tests, with its clock and its mails."""

from vestibule.testing.server import Clock, Mail, Mailbox, TestServer, running

__all__ = ["Clock", "Mail", "Mailbox", "TestServer", "running"]
