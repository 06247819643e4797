"""Applications of Flask, with passwords by Werkzeug and by Flask-Security, on SQLite and on PostgreSQL: 2,000 people each by `import table`."""

from harness import postgres
from harness.measuring import Report
from harness.old import Old
from moving._moved import Moved, count

LONGEST = 7200
SALT = "146585145368132386173505678016728509634"
MAP = """
source: {source}
table: '"user"'
id: id
where: not deleted
fields:
  username: username
  email: email
  verified: {{column: confirmed_at, present: true}}
  active: active
  created_at: {{column: create_datetime, zone: Europe/Berlin}}
  full_name: full_name
  phone: phone
  roles: {{sql: "select r.name from role r join roles_users ru on ru.role_id = r.id where ru.user_id = :id order by r.name"}}
password:
  column: password
  {password}
"""
KINDS = {
    "Werkzeug": ("scheme: werkzeug", {}, {}),
    "Flask-Security": (
        "with: club", {"SECURITY_PASSWORD_SALT": SALT},
        {"VESTIBULE_FOREIGN_HASHES_CLUB_SCHEME": "flask-security", "VESTIBULE_FOREIGN_HASHES_CLUB_PASSWORD_SALT": SALT,
         "VESTIBULE_FOREIGN_HASHES_CLUB_NORMALIZE": "NFKD"},
    ),
}


def moved(context, library, base, database):
    """One library's application on one kind of database."""
    password, environment, settings = KINDS[library]
    source = library.lower()
    kind = f"{library}, {base}"
    if database:
        database.sql(f'create database "{source}" owner {postgres.USER}')
    place = database.url(database=source) if database else f"sqlite:{context.folder / source}.db"
    mapping = context.folder / f"{source}.yaml"
    mapping.write_text(MAP.format(source=source, password=password))
    old = Old("flask_club", place, context.folder, **environment)
    people = [person for person in old.make(count()) if not person["deleted"]]
    context.note(f"{kind}: {len(people)} people are there")
    found = Moved(context, kind, ("table", "--from", place, "--map", mapping), settings, database)
    told = found.come()
    found.killed()
    found.sign_in(old, people, told)
    return found


def run(context):
    rows, verdicts, notes = [], [], []
    reason = postgres.missing()
    if reason:
        notes.append(reason)
    for library in KINDS:
        for base in ("SQLite", "PostgreSQL"):
            if base == "PostgreSQL" and reason:
                continue
            database = None
            if base == "PostgreSQL":
                database = context.owns(postgres.Postgres(context.folder / f"postgres-{library}")).start()
            found = moved(context, library, base, database)
            rows += found.rows
            verdicts += found.verdicts
    return Report([(["", "found"], rows)], verdicts, {"rows": rows}, notes)
