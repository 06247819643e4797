"""kill -9 of a server on PostgreSQL, again and again, under clients; the database is not killed."""

from harness import postgres
from harness.context import Result
from harness.nodes import nodes
from harness.rounds import kill_rounds
from harness.smtp import Sink

LONGEST = 900
ROUNDS = 20


def run(context):
    if reason := postgres.missing():
        return Result.skipped(reason)
    database = context.owns(postgres.Postgres(context.folder / "postgres")).start()
    sink = context.owns(Sink().start())
    [server] = nodes(context.folder, database.url(), count=1, settings={"VESTIBULE_SMTP_URL": sink.url()})
    outcome = kill_rounds(context, context.owns(server), sink, context.rounds(ROUNDS))
    return Result(outcome.good(), outcome.figures())
