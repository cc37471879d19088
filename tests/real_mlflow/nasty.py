# SPDX-License-Identifier: Apache-2.0
"""Values that real SQLite files hold and PostgreSQL refuses: planted by MLflow's client where that lets
them in, by hand otherwise; and a scan that finds every such value in a file, with plain SQL and Python,
so that a list of mlflow2pg's can be held against it.
"""

import json
import math
import os
import sqlite3
from collections import namedtuple

# `column` is None for a row as a whole, a list of columns joined by ", " for a composite foreign key.
Misfit = namedtuple("Misfit", "table column rowid primary_key reason")

INTEGER_RANGE = {"INTEGER": 2**31, "BIGINT": 2**63}


def path_of(uri):
    return uri.split(":///", 1)[1]


def plant(f):
    """Adds every class of misfit that the tables of this release can hold; returns the scan's list."""
    by_client(f)
    f.stores.engine.dispose()
    with sqlite3.connect(path_of(f.stores.uri)) as connection:
        by_hand(connection)
    connection.close()
    return [misfit._asdict() for misfit in scan(path_of(f.stores.uri))]


def by_client(f):
    from mlflow.entities import Metric, Param, RunTag

    client, run = f.client, f.new_run(f.experiments[0])
    client.log_param(run, "nul", "before\0after")
    client.set_tag(run, "nul", "\0")
    f.allow_refusal(client.create_experiment, "nul\0name", artifact_location="s3://artifacts/nul")
    # SQLite takes any length; MLflow's own checks came late, and not for all of these.
    f.allow_refusal(
        client.create_experiment,
        "é" * (f.limit("experiments", "name") + 1),
        artifact_location="s3://artifacts/x",
    )
    # The experiment's location fits, the run's longer one below it does not.
    location = "s3://artifacts/" + "x" * 180
    f.new_run(client.create_experiment("too long below", artifact_location=location))
    f.allow_refusal(client.log_metric, run, "real timestamp", 1.0, timestamp=1_500_000_000_000.5, step=0)
    f.allow_refusal(client.log_metric, run, "real step", 1.0, timestamp=1, step=1.5)
    # Whole numbers stored as REAL are exact, and no misfits.
    f.allow_refusal(f.tracking.log_metric, run, Metric("whole", 1.0, 1_500_000_000_000.0, 2.0))
    f.allow_refusal(f.tracking.log_param, run, Param("blob", b"\xff\x00\xfe"))
    f.allow_refusal(f.tracking.set_tag, run, RunTag("blob", b"plain bytes"))
    if f.limit("registered_models", "name"):
        f.allow_refusal(client.create_registered_model, "nul\0model")
        f.allow_refusal(client.create_registered_model, "m" * (f.limit("registered_models", "name") + 1))
        client.create_registered_model("misfits")
        for column, named in {
            "source": {"source": "s3://" + "s" * (f.limit("model_versions", "source") or 0)},
            "run_link": {"run_link": "https://" + "l" * (f.limit("model_versions", "run_link") or 0)},
        }.items():
            named = {"name": "misfits", "source": "s3://artifacts/x", "run_id": run, **named}
            if f.limit("model_versions", column):
                f.allow_refusal(client.create_model_version, **named)
        too_long = "d" * ((f.limit("registered_models", "description") or 0) + 1)
        f.allow_refusal(client.update_registered_model, name="misfits", description=too_long)
    if hasattr(client, "set_registered_model_tag"):
        too_long = "t" * (f.limit("registered_model_tags", "value") + 1)
        f.allow_refusal(client.set_registered_model_tag, "misfits", "long", too_long)
    if hasattr(f.tracking, "upsert_dataset_records"):
        made = f.tracking.create_dataset("not JSON", experiment_ids=f.experiments[:1])
        f.tracking.upsert_dataset_records(
            made.dataset_id,
            [
                {"inputs": {"x": float("nan")}, "outputs": {"y": [float("-inf")]}},
                {"inputs": {"x": 1}, "expectations": {"z": float("inf")}},
            ],
        )
    if hasattr(f.tracking, "log_spans"):
        from mlflow.entities import AssessmentSource, Feedback

        trace = f.traces[-1]
        source = AssessmentSource(source_type="HUMAN", source_id="someone")
        f.allow_refusal(
            f.tracking.create_assessment,
            Feedback(name="nul", value=1, rationale="a\0b", trace_id=trace, source=source),
        )
        f.allow_refusal(f.tracking.set_trace_tag, trace, "nul", "a\0b")


def by_hand(connection):
    """What no release's client makes any more, and what people's own scripts leave behind."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")

    def insert(table, **values):
        columns = {row[1]: row for row in connection.execute(f"PRAGMA table_info({table})")}
        values = {name: value for name, value in values.items() if name in columns}
        marks = ", ".join("?" * len(values))
        connection.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values())
        )

    def run(key, experiment=0, **values):
        complete = dict(
            run_uuid=key.ljust(32, "0"),
            name=key,
            source_type="LOCAL",
            source_name="",
            entry_point_name="",
            user_id="someone",
            status="FINISHED",
            start_time=1,
            end_time=2,
            source_version="",
            lifecycle_stage="active",
            artifact_uri="s3://artifacts/hand",
            experiment_id=experiment,
        )
        insert("runs", **{**complete, **values})
        return complete["run_uuid"]

    # What `mlflow migrate-filestore` leaves: an id of 18 digits, and rows that refer to it.
    big = 123456789012345678
    insert(
        "experiments",
        experiment_id=big,
        name="eighteen digits",
        artifact_location="s3://artifacts/18",
        lifecycle_stage="active",
        creation_time=1,
        last_update_time=1,
        workspace="default",
    )
    child = run("eighteen", big)
    insert("params", key="of a big experiment", value="1", run_uuid=child)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if "experiment_tags" in tables:
        insert("experiment_tags", key="big", value="v", experiment_id=big)

    plain = run("by-hand")
    connection.execute(
        "INSERT INTO params (key, value, run_uuid) VALUES ('invalid', CAST(x'61C328' AS TEXT), ?)", [plain]
    )
    run("text-in-number", start_time="yesterday")
    run("real-in-number", end_time=1.5)
    run("unknown-status", status="BOGUS")
    # PostgreSQL would cut blanks past the limit without a word.
    run("trailing-blanks", name="n" * 250 + "   ")
    # Rows of runs that are gone.
    insert("params", key="orphan", value="1", run_uuid="gone")
    insert("tags", key="orphan", value="1", run_uuid="gone")
    insert("metrics", key="orphan", value=1.0, timestamp=1, step=0, is_nan=0, run_uuid="gone")
    # 1.8 renames a registered model and leaves its versions behind.
    if "model_versions" in tables:
        insert(
            "model_versions",
            name="renamed away",
            version=1,
            creation_time=1,
            last_updated_time=1,
            description="",
            user_id="someone",
            current_stage="None",
            source="s3://artifacts/x",
            run_id="0" * 32,
            status="READY",
            workspace="default",
        )


def scan(path):
    """Every misfit of a file, by the types that its columns are declared with (which are PostgreSQL's)."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    # Python would fail on invalid UTF-8. So text and BLOB both come as bytes, and typeof() tells them apart.
    connection.text_factory = bytes
    misfits = []
    tables = [
        name.decode()
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name"
        )
    ]
    for table in tables:
        info = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        key = [row[1].decode() for row in sorted(info, key=lambda row: row[5]) if row[5]]
        for _, column, declared, not_null, _, _ in info:
            column, declared = column.decode(), declared.decode().upper()
            select = ", ".join([f'rowid, typeof("{column}")', *(f'"{name}"' for name in [column, *key])])
            for rowid, stored_as, value, *key_values in connection.execute(f'SELECT {select} FROM "{table}"'):
                reason = misfit_of(value, stored_as.decode(), declared, not_null)
                if reason:
                    misfits.append(Misfit(table, column, rowid, key_of(key, key_values), reason))
        misfits += orphans(connection, table, key)
    # Of all the CHECKs, the one that by_hand() breaks.
    statuses = "'SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'"
    for rowid, run in connection.execute(
        f"SELECT rowid, run_uuid FROM runs WHERE status NOT IN ({statuses})"
    ):
        misfits.append(Misfit("runs", "status", rowid, key_of(["run_uuid"], [run]), "check"))
    connection.close()
    return misfits


def key_of(names, values):
    """JSON can say it: text that is not UTF-8 and bytes are shown with replacement characters."""
    return {
        name: value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        for name, value in zip(names, values)
    }


def orphans(connection, table, key):
    foreign_keys = {}
    for number, _, _, column, *_ in connection.execute(f'PRAGMA foreign_key_list("{table}")'):
        foreign_keys.setdefault(number, []).append(column.decode())
    select = ", ".join(f'"{name}"' for name in key)
    for _, rowid, _, number in connection.execute(f'PRAGMA foreign_key_check("{table}")').fetchall():
        values = connection.execute(f'SELECT {select} FROM "{table}" WHERE rowid = ?', [rowid]).fetchone()
        yield Misfit(table, ", ".join(foreign_keys[number]), rowid, key_of(key, values), "orphan")


def misfit_of(value, stored_as, declared, not_null):
    """The class of misfit of one value, None when PostgreSQL's type takes it exactly."""
    if stored_as == "null":
        return "null" if not_null else None
    if declared.startswith(("VARCHAR", "TEXT", "JSON")):
        return text_misfit_of(value, stored_as, declared)
    if declared in INTEGER_RANGE:
        if stored_as in ("text", "blob"):
            return "not a number"
        if value != int(value):
            return "fraction"
        limit = INTEGER_RANGE[declared]
        return None if -limit <= value < limit else "out of range"
    if declared == "BOOLEAN":
        return None if value in (0, 1) else "not a boolean"
    if declared.startswith("FLOAT"):
        return "not a number" if stored_as in ("text", "blob") else None
    return None


def text_misfit_of(value, stored_as, declared):
    if stored_as == "blob":
        return "BLOB"
    # Text affinity stores no numbers, but JSON has numeric affinity in SQLite: the document `7` is a number.
    if stored_as in ("integer", "real"):
        return None if math.isfinite(value) else "JSON"
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return "invalid UTF-8"
    if "\0" in text:
        return "NUL"
    if declared == "JSON":
        return None if is_json(text) else "JSON"
    limit = declared.startswith("VARCHAR(") and int(declared[8:-1])
    return "too long" if limit and len(text) > limit else None


def is_json(text):
    def refuse(constant):
        raise ValueError(constant)

    try:
        json.loads(text, parse_constant=refuse)
        return True
    except ValueError:
        return False


if __name__ == "__main__":
    import sys

    print(json.dumps([misfit._asdict() for misfit in scan(os.path.abspath(sys.argv[1]))], indent=1))
