# SPDX-License-Identifier: Apache-2.0
"""What SQLite holds and PostgreSQL refuses: found by mlflow2pg and, independently, by nasty.scan()."""

import contextlib
import json
import sqlite3

import psycopg2
import pytest
from conftest import compare, copy_of, sha256
from nasty import scan

# The scan's words for a class, and mlflow2pg's.
REASONS = {
    "NUL": "nul-in-text",
    "invalid UTF-8": "invalid-utf8",
    "BLOB": "blob-in-text",
    "too long": "too-long",
    "fraction": "fraction",
    "not a number": "text-in-number",
    "out of range": "experiment-id",
    "JSON": "json-nan",
    "orphan": "orphan",
    "check": "failing-check",
}
FIXES = ["strip-nul", "replace-utf8", "truncate", "round", "json-nan-null", "blob-text", "text-number"]


@pytest.fixture
def nasty(release, filled):
    return filled(release, "--nasty")


def travelling(misfits):
    """latest_metrics is made anew out of metrics, so what is wrong in it does not travel."""
    return [misfit for misfit in misfits if misfit.table != "latest_metrics"]


def expected_misfits(path):
    return {(m.table, m.column, m.rowid, REASONS[m.reason]) for m in travelling(scan(path))}


def without_misfits(path, folder):
    """A copy that has lost the rows with misfits, and the rows that hang on those."""
    copy = copy_of(path, folder)
    connection = sqlite3.connect(copy)
    connection.execute("PRAGMA foreign_keys = OFF")
    for misfit in scan(path):
        connection.execute(f'DELETE FROM "{misfit.table}" WHERE rowid = ?', [misfit.rowid])
    while orphans := connection.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, *_ in orphans:
            connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', [rowid])
    connection.commit()
    connection.close()
    return copy


def tables_of(target):
    with psycopg2.connect(target) as connection, connection.cursor() as cursor:
        cursor.execute("""SELECT schemaname, tablename FROM pg_tables
               WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2""")
        return cursor.fetchall()


def value(target, sql):
    with psycopg2.connect(target) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_every_class_of_misfit_is_planted(nasty):
    path, said = nasty
    classes = {misfit["reason"] for misfit in said["misfits"]}
    assert classes >= set(REASONS) - {"JSON"}
    assert ("JSON" in classes) == ("evaluation_dataset_records" in said["filled"])


def test_check_lists_precisely_what_was_planted(nasty, program):
    path, _ = nasty
    before = sha256(path)
    code, report = program.report("check", path)
    assert code == 7
    assert program.listed_misfits(report) == expected_misfits(path)
    assert report["misfits"]["total"] == len(expected_misfits(path))
    assert sha256(path) == before


def test_migrate_stops_and_leaves_the_target_untouched(nasty, program, server):
    target = server.database()
    before = tables_of(target)
    code, report = program.report("migrate", nasty[0], target)
    assert code == 7
    assert program.listed_misfits(report) == expected_misfits(nasty[0])
    assert tables_of(target) == before


def test_reject_moves_exactly_the_other_rows(nasty, program, server, folder):
    path, _ = nasty
    target, rejects = server.database(), folder / f"{path.name}.rejects"
    done = program("migrate", path, target, "--on-misfit", "reject", "--rejects", rejects)
    assert done.code == 0, done.err
    clean = without_misfits(path, folder)
    code, said = compare(clean, target, "--latest-metrics", "rule")
    assert code == 0, said
    # Nothing is lost: every row that did not move is in the file.
    kept = {(row["table"], row["rowid"]) for row in map(json.loads, rejects.read_text().splitlines())}
    assert {row for row in kept if row[0] != "latest_metrics"} == missing_rows(path, clean)


def missing_rows(path, clean):
    return rows_of(path) - rows_of(clean)


def rows_of(path):
    # mlflow2pg refuses a file that another process has open.
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'latest_metrics'"
        ).fetchall()
        return {
            (table, rowid)
            for (table,) in tables
            for (rowid,) in connection.execute(f'SELECT rowid FROM "{table}"')
        }


def test_fixes_change_what_their_names_say(nasty, program, server, folder):
    path, said = nasty
    target = server.database()
    fixes = [argument for fix in FIXES for argument in ("--fix", fix)]
    options = ["--experiment-ids", "widen", "--on-misfit", "reject", "--rejects", folder / "fixed.rejects"]
    done = program("migrate", path, target, *fixes, *options)
    assert done.code == 0, done.err
    assert value(target, "SELECT value FROM params WHERE key = 'nul'") == "beforeafter"
    assert value(target, "SELECT value FROM tags WHERE key = 'blob'") == "plain bytes"
    assert value(target, "SELECT value FROM params WHERE key = 'invalid'") == "a\ufffd("
    assert value(target, "SELECT timestamp FROM metrics WHERE key = 'real timestamp'") == 1_500_000_000_000
    assert value(target, "SELECT step FROM metrics WHERE key = 'real step'") == 2
    assert value(target, "SELECT step FROM metrics WHERE key = 'whole'") == 2
    assert value(target, "SELECT length(name) FROM runs WHERE run_uuid LIKE 'trailing%'") == 250
    assert value(target, "SELECT count(*) FROM experiments WHERE experiment_id = 123456789012345678") == 1
    assert value(target, "SELECT count(*) FROM runs WHERE experiment_id = 123456789012345678") == 1
    if "evaluation_dataset_records" in said["filled"]:
        nulls = """SELECT count(*) FROM evaluation_dataset_records WHERE inputs::text LIKE '{"x":%null}'"""
        assert value(target, nulls) == 1
    # What has no fix is left out.
    assert value(target, "SELECT count(*) FROM params WHERE run_uuid = 'gone'") == 0
    assert value(target, "SELECT count(*) FROM runs WHERE status = 'BOGUS'") == 0


def test_renumber_gives_small_ids_and_writes_the_mapping(nasty, program, server, folder):
    path, _ = nasty
    target, mapping = server.database(), folder / f"{path.name}.mapping"
    options = [
        "--experiment-ids",
        "renumber",
        "--mapping",
        mapping,
        "--on-misfit",
        "reject",
        "--rejects",
        folder / "renumbered.rejects",
    ]
    done = program("migrate", path, target, *options)
    assert done.code == 0, done.err
    assert "123456789012345678" in mapping.read_text()
    new = value(target, "SELECT experiment_id FROM experiments WHERE name = 'eighteen digits'")
    assert 0 < new < 2**31 and str(new) in mapping.read_text()
    assert value(target, "SELECT experiment_id FROM runs WHERE run_uuid LIKE 'eighteen%'") == new
    assert (
        value(target, f"SELECT count(*) FROM params JOIN runs USING (run_uuid) WHERE experiment_id = {new}")
        == 1
    )
