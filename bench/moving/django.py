"""A project of Django 5.2 with allauth, on SQLite and on PostgreSQL: 2,000 people by `import django`, dry, wet, again, killed; then all doors."""

from harness import postgres
from harness.measuring import Report
from harness.old import Old
from moving._moved import Moved, count

LONGEST = 7200


def run(context):
    rows, verdicts, notes = [], [], []
    database = None
    if reason := postgres.missing():
        notes.append(reason)
    else:
        database = context.owns(postgres.Postgres(context.folder / "postgres")).start()
        database.sql(f"create database shop owner {postgres.USER}")
    places = {"SQLite": f"sqlite:{context.folder / 'shop.db'}", **({"PostgreSQL": database.url(database="shop")} if database else {})}
    for kind, place in places.items():
        old = Old("django_shop", place, context.folder)
        people = old.make(count())
        context.note(f"{kind}: {len(people)} people are there")
        moved = Moved(context, kind, ("django", "--from", place, "--source", "shop"), database=database if kind == "PostgreSQL" else None)
        told = moved.come()
        moved.killed()
        moved.sign_in(old, people, told)
        rows += moved.rows
        verdicts += moved.verdicts
    return Report([(["", "found"], rows)], verdicts, {"rows": rows}, notes)
