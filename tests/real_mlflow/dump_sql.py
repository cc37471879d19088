#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""dump_sql.py SQLITE_FILE: the database as SQL text, every value exactly.

The shell's .dump will not do: it cuts text at a NUL and prints doubles with too few digits. Text that an
editor or git could spoil (control characters, bytes that are not UTF-8) is written in hexadecimal.
"""

import math
import sqlite3
import sys


def literal(value, stored_as):
    if stored_as == "null":
        return "NULL"
    if stored_as == "integer":
        return str(value)
    if stored_as == "real":
        return repr(value) if math.isfinite(value) else ("9e999" if value > 0 else "-9e999")
    if stored_as == "blob":
        return f"x'{value.hex()}'"
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = None
    if text is None or any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in text):
        return f"CAST(x'{value.hex()}' AS TEXT)"
    return "'" + text.replace("'", "''") + "'"


def dump(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    made = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'"
    ).fetchall()
    connection.text_factory = bytes
    # A database may hold rows that break its own constraints, and must be what it was.
    yield "PRAGMA foreign_keys = OFF;"
    yield "PRAGMA ignore_check_constraints = ON;"
    yield "BEGIN;"
    for kind, name, sql in made:
        if kind != "table":
            continue
        yield sql.rstrip() + ";"
        # hidden: 2 and 3 are generated columns.
        info = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
        columns = [f'"{row[1].decode()}"' for row in info if row[6] not in (2, 3)]
        # Only generated columns make a list of names necessary.
        into = "" if len(columns) == len(info) else f" ({', '.join(columns)})"
        select = ", ".join(f"{column}, typeof({column})" for column in columns)
        for row in connection.execute(f'SELECT {select} FROM "{name}" ORDER BY rowid'):
            values = [literal(row[i], row[i + 1].decode()) for i in range(0, len(row), 2)]
            yield f'INSERT INTO "{name}"{into} VALUES ({", ".join(values)});'
    # alembic makes indexes in the order of a set, which is another one in every process.
    for kind, _, sql in sorted(made):
        if kind != "table":
            yield sql.rstrip() + ";"
    yield "COMMIT;"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for statement in dump(sys.argv[1]):
        print(statement)
