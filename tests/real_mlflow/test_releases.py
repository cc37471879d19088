# SPDX-License-Identifier: Apache-2.0
"""A database that a real release filled, and what that release makes of it after the move."""

from conftest import NEWEST, compare, copy_of, mlflow, read_api, schema_of, sha256, sqlite_uri, upgrade


def test_migrates_with_every_row_equal(release, migrated):
    path, target, done, _ = migrated(release)
    assert done.code == 0, done.err
    code, said = compare(path, target)
    assert code == 0, said


def test_leaves_no_table_of_the_release_untested(release, filled):
    _, said = filled(release)
    # 3.18 has these two still, and writes the numbers into columns of trace_info and spans.
    assert set(said["empty"]) <= {"span_metrics", "trace_metrics"}
    assert said["misfits"] == []


def test_does_not_change_the_source_file(release, migrated):
    path, _, _, before = migrated(release)
    assert sha256(path) == before
    assert not [p.name for p in path.parent.glob(path.name + "-*")]


def test_makes_the_schema_that_mlflow_itself_makes(release, migrated, own_schema):
    _, target, _, _ = migrated(release)
    assert schema_of(target) == own_schema(release)


def test_verify_agrees_after_the_migration(release, migrated, program):
    path, target, _, _ = migrated(release)
    assert program("verify", path, target).code == 0


def test_reads_the_same_through_mlflow_on_both_sides(release, migrated, folder):
    path, target, _, _ = migrated(release)
    ours, theirs = read_api(release, target), read_api(release, sqlite_uri(copy_of(path, folder)))
    assert len(theirs["experiments"]["all"]) > 20 and len(theirs["runs"]["deleted"]) > 1
    for part in theirs:
        assert ours[part] == theirs[part], part


def test_mlflow_goes_on_writing_after_the_migration(release, migrated, server):
    _, target, _, _ = migrated(release)
    said = mlflow(release, "write_api.py", server.database(template=target))
    assert release in said


def test_mlflow_upgrades_the_migrated_database_to_the_newest(older_release, migrated, server, own_schema):
    _, target, _, _ = migrated(older_release)
    target = server.database(template=target)
    upgrade(target)
    # Columns that upgrades added stand elsewhere than in a fresh database only where MLflow's own do too.
    own = server.database()
    mlflow(older_release, "stores.py", own)
    upgrade(own)
    assert schema_of(target) == schema_of(own)
    mlflow(NEWEST, "write_api.py", target)


def test_migrates_after_an_upgrade_inside_sqlite(older_release, filled, program, server, own_schema, folder):
    path = copy_of(filled(older_release)[0], folder)
    upgrade(sqlite_uri(path))
    # 3.18 adds its own label schemas to an experiment at the first reading, so that comes before the move.
    before = read_api(NEWEST, sqlite_uri(path))
    target = server.database()
    done = program("migrate", path, target)
    assert done.code == 0, done.err
    code, said = compare(path, target)
    assert code == 0, said
    assert schema_of(target) == own_schema(NEWEST)
    assert read_api(NEWEST, target) == before


def test_migrates_into_a_database_that_mlflow_has_initialised(release, filled, program, server):
    path, _ = filled(release)
    target = server.database()
    mlflow(release, "stores.py", target)
    done = program("migrate", path, target)
    assert done.code == 0, done.err
    code, said = compare(path, target)
    assert code == 0, said
