"""What a database holds, to be compared with another one: by the checksums of its tables, or by what it says of people."""

import hashlib
import re

# A hash that was wrapped here has a salt of its own.
WRAPPED = re.compile(r"\$argon2id\$\S+(?= .)")
# Of people, by tables; ids, times and seals are given by the run.
TABLES = ("account", "email", "identifier", "password", "account_right", "former_id", "audit")
GIVEN = {"id", "at", "claimed_at", "changed_at", "held_until", "primary_email", "slot", "seal", "salt", "traces", "granted_at",
         "sessions_ended_at"}


def checksums(base):
    """How many rows each table has, and their checksum in any order."""
    return {table["name"]: _checksum(base.rows(f"select * from {table['name']}")) for table in base.rows(base.tables)}


def _checksum(rows):
    lines = sorted(repr(sorted(row.items())) for row in rows)
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


def people(base):
    """What was brought in of each, by their old ids: a list of texts for each table, which is the same for two runs that came to the same."""
    old = {row["account"]: row["old_id"] for row in base.rows("select account, old_id from former_id")}
    rights = {(row["kind"], row["id"]): row["name"] for row in base.rows("select * from named_right")}
    primary = {(row["account"], row["id"]): row["address"] for row in base.rows("select account, id, address from email")}

    def told(table, row):
        account = row["id"] if table == "account" else row["account"]
        more = {
            "account": lambda: {"primary": primary.get((account, row["primary_email"]))},
            "account_right": lambda: {"name": rights[row["kind"], row["id"]]},
            "password": lambda: {"hash": WRAPPED.sub("wrapped", row["hash"])},
        }.get(table, dict)()
        kept = {name: value for name, value in row.items() if name not in GIVEN}
        return repr(sorted({**kept, **more, "account": old.get(account)}.items(), key=lambda item: item[0]))

    return {table: sorted(told(table, row) for row in base.rows(f"select * from {table}")) for table in TABLES}
