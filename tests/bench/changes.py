#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""changes.py FILE PERCENT: changes FILE, a training case of sources.py, as MLflow does between `prepare` and `migrate`.

PERCENT of the metrics it has are added: a fifth by the last runs in it, which log on and are finished again, the others
by new runs with params and tags. Then a tenth as many runs as are new are deleted, as `mlflow gc` does, at least one.
The process ends without closing the file, as an MLflow that is killed does: a write-ahead log stays.
"""
import argparse
import os
import random
import sqlite3

import sources

LATER_MS = sources.START_MS + 1_000 * 86_400_000
METRICS_PER_RUN, KEYS_PER_RUN = 2_500, 25


def log_on(database, runs, metrics, chance):
    """Further steps of the keys that each run has."""
    for run, count in zip(runs, sources.shares(metrics, len(runs))):
        database.execute("UPDATE runs SET status = 'RUNNING' WHERE run_uuid = ?", (run,))
        latest = database.execute("SELECT key, step FROM latest_metrics WHERE run_uuid = ?", (run,)).fetchall()
        for (key, last), steps in zip(latest, sources.shares(count, len(latest))):
            points = [(key, chance.gauss(0, 1), LATER_MS + step, run, step, False)
                      for step in range(last + 1, last + 1 + steps)]
            sources.insert(database, "metrics", ["key", "value", "timestamp", "run_uuid", "step", "is_nan"], points)
            if points:
                _, value, timestamp, _, step, _ = points[-1]
                database.execute("UPDATE latest_metrics SET value = ?, timestamp = ?, step = ?, is_nan = 0 WHERE run_uuid = ? "
                                 "AND key = ?", (value, timestamp, step, run, key))
        database.execute("UPDATE runs SET status = 'FINISHED', end_time = ? WHERE run_uuid = ?", (LATER_MS, run))
        database.commit()


def add_runs(database, metrics, chance):
    count = max(1, metrics // METRICS_PER_RUN)
    case = sources.Training(runs=count, series=count * KEYS_PER_RUN, metrics=metrics, experiments=0, start_ms=LATER_MS)
    sources.fill_training(database, case, chance)
    database.commit()
    return count


def delete_runs(database, runs):
    """In the order of the DELETEs of `mlflow gc`."""
    for run in runs:
        for table in ("latest_metrics", "metrics", "params", "tags", "runs"):
            database.execute(f"DELETE FROM {table} WHERE run_uuid = ?", (run,))
        database.commit()


def change(database, percent, chance):
    runs = [run for run, in database.execute("SELECT run_uuid FROM runs ORDER BY rowid")]
    metrics = round(database.execute("SELECT count(*) FROM metrics").fetchone()[0] * percent / 100)
    log_on(database, runs[-sources.PARALLEL_RUNS:], metrics // 5, chance)
    new_runs = add_runs(database, metrics - metrics // 5, chance)
    delete_runs(database, chance.sample(runs[:-sources.PARALLEL_RUNS], max(1, new_runs // 10)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("percent", type=float)
    options = parser.parse_args()
    database = sqlite3.connect(f"file:{options.file}?mode=rw", uri=True)
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA synchronous = OFF")
    change(database, options.percent, random.Random(f"mlflow2pg bench changes {options.percent}"))
    os._exit(0)


if __name__ == "__main__":
    main()
