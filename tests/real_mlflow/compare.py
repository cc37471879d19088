#!/usr/bin/env python
# SPDX-License-Identifier: Apache-2.0
"""compare.py SQLITE_FILE POSTGRES_URI: are the two databases equal, row by row?

Independent of mlflow2pg and of MLflow: it knows nothing but the two catalogs. Both sides are read in the
order of the primary key (text by its bytes, which SQLite's BINARY and PostgreSQL's "C" both do) and
merged, so that memory does not grow with the tables. Values are compared as what they mean in PostgreSQL's
type: doubles by every bit, text and JSON character by character, 0 and 1 as booleans.

Prints a line for each table with rows and the differences (20 a table at most), and checks that every
sequence is ahead of its column. Exit 1 when anything differs.
"""

import argparse
import itertools
import math
import sqlite3
import sys

import psycopg2

LISTED = 20


class Source:
    def __init__(self, path):
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        # Invalid UTF-8 must show up as a difference, not as an error. BLOBs stay bytes and differ from text.
        self.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")

    def tables(self):
        rows = self.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        )
        return {name for (name,) in rows}

    def columns(self, table):
        """Names of the stored columns, and of those the primary key in its order."""
        info = self.connection.execute(f'PRAGMA table_xinfo("{table}")').fetchall()
        # hidden: 2 and 3 are generated columns.
        names = [name for _, name, _, _, _, _, hidden in info if hidden not in (2, 3)]
        key = [name for _, name, _, _, _, part, _ in sorted(info, key=lambda row: row[5]) if part]
        return names, key

    def rows(self, table, columns, order):
        return self.connection.execute(f'SELECT {quoted(columns)} FROM "{table}" ORDER BY {quoted(order)}')


class Target:
    def __init__(self, uri, schema):
        self.connection = psycopg2.connect(uri.replace("postgresql+psycopg2://", "postgresql://"))
        self.connection.set_client_encoding("UTF8")
        self.connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        self.schema = schema

    def query(self, sql, *values):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def tables(self):
        return {
            name
            for (name,) in self.query("SELECT tablename FROM pg_tables WHERE schemaname = %s", self.schema)
        }

    def types(self, table):
        """Name to type of the columns that are not generated."""
        return dict(
            self.query(
                """SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
                   WHERE attrelid = format('%%I.%%I', %s::text, %s::text)::regclass
                   AND attnum > 0 AND NOT attisdropped AND attgenerated = ''""",
                self.schema,
                table,
            )
        )

    def rows(self, table, types, columns, order):
        select = ", ".join(
            f'"{name}"::text' if types[name] in ("json", "jsonb", "date") else f'"{name}"' for name in columns
        )
        by = ", ".join(f'"{name}"' + (' COLLATE "C"' if is_text(types[name]) else "") for name in order)
        # A named cursor lets the server keep the rows.
        with self.connection.cursor(name="rows") as cursor:
            cursor.itersize = 20_000
            cursor.execute(f'SELECT {select} FROM "{self.schema}"."{table}" ORDER BY {by}')
            yield from cursor

    def next_values(self):
        """Table, column, next value and largest value of every column that a sequence feeds."""
        owned = self.query(
            """SELECT c.relname, a.attname, s.oid::regclass::text
               FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
               JOIN pg_class c ON c.oid = d.refobjid
               JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
               WHERE d.deptype IN ('a', 'i') AND c.relnamespace = %s::regnamespace ORDER BY 1, 2""",
            self.schema,
        )
        for table, column, sequence in owned:
            # In the catalog's own spelling, so a name that needs quotes has them.
            ((next_value, largest),) = self.query(
                f'''SELECT (SELECT last_value + is_called::int FROM {sequence}), max("{column}")
                    FROM "{self.schema}"."{table}"'''
            )
            yield table, column, next_value, largest


def quoted(names):
    return ", ".join(f'"{name}"' for name in names)


def is_text(pg_type):
    return pg_type in ("character varying", "text")


def same_double(value):
    """0.0 == -0.0 to Python, not here; SQLite may hold a whole double as an integer."""
    if value is None or isinstance(value, (str, bytes)):
        return value
    value = float(value)
    return value if value else str(value)


def whole(value):
    """1.0 in an integer column is 1; 1.5 stays what it is, and differs."""
    return int(value) if isinstance(value, float) and math.isfinite(value) and value == int(value) else value


def json_text(value):
    """JSON has numeric affinity in SQLite, which stores the document `7` as a number."""
    return repr(value) if isinstance(value, (int, float)) else value


def boolean(value):
    return bool(value) if value in (0, 1) else value


def binary(value):
    return bytes(value) if isinstance(value, memoryview) else value


MEANING = {
    "double precision": same_double,
    "integer": whole,
    "bigint": whole,
    "smallint": whole,
    "boolean": boolean,
    "json": json_text,
    "jsonb": json_text,
    "bytea": binary,
}


def meanings(rows, columns, types):
    """The rows with each value as what it means in the target's type; text needs nothing."""
    change = [(i, MEANING[types[name]]) for i, name in enumerate(columns) if types[name] in MEANING]
    for row in rows:
        row = list(row)
        for i, meaning in change:
            row[i] = meaning(row[i])
        yield row


def sortable(row, positions):
    """A key that compares even when the two sides hold different types in one column."""
    ranks = {bool: 1, int: 1, float: 1, str: 2, bytes: 3}
    key = []
    for position in positions:
        value = row[position]
        # Zeros were made text to tell their signs apart; they sort as numbers.
        value = float(value) if value in ("0.0", "-0.0") else value
        key.append((0, 0) if value is None else (ranks[type(value)], value))
    return key


def merge(left, right, positions):
    """Yields (row of left or None, row of right or None), equal keys together; both come sorted."""
    missing = object()
    a, b = next(left, missing), next(right, missing)
    while a is not missing or b is not missing:
        if a is missing:
            order = 1
        elif b is missing:
            order = -1
        elif a == b:
            order = 0
        else:
            key_a, key_b = sortable(a, positions), sortable(b, positions)
            order = (key_a > key_b) - (key_a < key_b)
        yield (a if order <= 0 else None), (b if order >= 0 else None)
        if order <= 0:
            a = next(left, missing)
        if order >= 0:
            b = next(right, missing)


class Differences:
    def __init__(self):
        self.total = 0

    def report(self, table, lines):
        """Prints the first of lines and returns how many there were."""
        count = 0
        for count, line in enumerate(lines, 1):
            if count <= LISTED:
                print(f"  {table}: {line}")
        if count > LISTED:
            print(f"  {table}: and {count - LISTED} more")
        self.total += count
        return count


def compare_table(source, target, table):
    """Yields a line for each difference; the last thing it does is to print the table's line."""
    columns, key = source.columns(table)
    types = target.types(table)
    if set(columns) != set(types):
        only_source, only_target = sorted(set(columns) - set(types)), sorted(set(types) - set(columns))
        yield f"columns differ: only in SQLite {only_source}, only in PostgreSQL {only_target}"
        return
    order = key + [name for name in columns if name not in key]
    positions = [columns.index(name) for name in (key or order)]
    left = meanings(source.rows(table, columns, key or order), columns, types)
    right = meanings(target.rows(table, types, columns, key or order), columns, types)
    rows = different = 0
    for a, b in merge(left, right, positions):
        rows += a is not None
        if a is None or b is None or a != b:
            different += 1
            yield difference(columns, key or order, a, b)
    if rows or different:
        print(f"{table}: {rows} rows, {different} different")


def difference(columns, key, a, b):
    row = a if a is not None else b
    name = ", ".join(f"{column}={row[columns.index(column)]!r}"[:80] for column in key)
    if a is None:
        return f"only in PostgreSQL: {name}"
    if b is None:
        return f"only in SQLite: {name}"
    values = [
        f"{c}: {x!r:.60} in SQLite, {y!r:.60} in PostgreSQL" for c, x, y in zip(columns, a, b) if x != y
    ]
    return f"{name}: " + "; ".join(values)


def compare_latest_metrics_with_rule(source, target):
    """MLflow's rule: the greatest step, then timestamp, then value. Rows that tie in all three differ in
    is_nan only (NaN is stored as 0.0), and either may be the latest: it depends on which came first."""
    if "latest_metrics" not in source.tables():
        return
    columns = ["key", "run_uuid", "step", "timestamp", "value", "is_nan"]
    types = target.types("latest_metrics")
    metrics = meanings(source.rows("metrics", columns, columns[:2]), columns, types)
    expected = (best(group) for _, group in itertools.groupby(metrics, lambda row: row[:2]))
    found = (
        [*row[:5], {row[5]}]
        for row in meanings(target.rows("latest_metrics", types, columns, columns[:2]), columns, types)
    )
    for a, b in merge(expected, found, [0, 1]):
        if a is None or b is None or a[:5] != b[:5] or not b[5] <= a[5]:
            yield "not what MLflow's rule makes of metrics: " + difference(columns, columns[:2], a, b)


def best(rows):
    latest, flags, greatest = None, set(), None
    for row in rows:
        rank = (row[2], row[3], float(row[4]))
        if greatest is None or rank > greatest:
            greatest, latest, flags = rank, row, {row[5]}
        elif rank == greatest:
            flags.add(row[5])
    return [*latest[:5], flags]


def compare_sequences(target):
    for table, column, next_value, largest in target.next_values():
        if next_value <= (largest or 0):
            yield f"{table}.{column}: the next value would be {next_value}, the largest is {largest}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sqlite_file")
    parser.add_argument("postgres_uri")
    parser.add_argument("--schema", default="public")
    parser.add_argument(
        "--latest-metrics",
        choices=["both", "source", "rule"],
        default="both",
        help="what latest_metrics must equal: SQLite's table, MLflow's rule applied to metrics, or both",
    )
    options = parser.parse_args()
    source, target = Source(options.sqlite_file), Target(options.postgres_uri, options.schema)
    differences = Differences()

    for table in sorted(source.tables() ^ target.tables()):
        differences.report(table, ["only in " + ("SQLite" if table in source.tables() else "PostgreSQL")])
    for table in sorted(source.tables() & target.tables()):
        if table != "latest_metrics" or options.latest_metrics != "rule":
            differences.report(table, compare_table(source, target, table))
    if options.latest_metrics != "source":
        differences.report("latest_metrics", compare_latest_metrics_with_rule(source, target))
    differences.report("sequences", compare_sequences(target))

    print(f"{differences.total} differences" if differences.total else "equal")
    return 1 if differences.total else 0


if __name__ == "__main__":
    sys.exit(main())
