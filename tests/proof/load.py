#!/usr/bin/env python
# SPDX-License-Identifier: Apache-2.0
"""load.py URL: a team at work on a running MLflow server: 20 threads at once, each with an experiment and a run of
its own that logs 10 params and 100 steps of 3 metrics, one request a value, through real MLflow's client.

Afterwards everything is read back and compared with what was sent. Prints one JSON object; what went wrong is in
it, and is for the caller to judge. The client would repeat a request that failed, and so hide the failure: here it
may not.
"""

import os

os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = "0"

import argparse
import collections
import json
import random
import threading
import time
import uuid

WORKERS, STEPS, METRICS, PARAMS = 20, 100, 3, 10


class Worker(threading.Thread):
    def __init__(self, url, number, steps, start):
        from mlflow.tracking import MlflowClient

        super().__init__(daemon=True)
        self.client = MlflowClient(tracking_uri=url)
        self.name = f"load {number} {uuid.uuid4().hex}"
        self.start_together = start
        chance = random.Random(number)
        self.params = {f"param {i}": f"value {chance.random()}" for i in range(PARAMS)}
        # Every bit of a double is used, so that a digit lost anywhere shows.
        self.points = [
            (f"metric {i}", chance.gauss(0, 1), 1_700_000_000_000 + step, step)
            for step in range(steps)
            for i in range(METRICS)
        ]
        self.run_id, self.calls, self.errors, self.slowest_s = None, 0, [], 0.0

    def call(self, function, *arguments, **named):
        """What the function returns; None when it failed, which is noted."""
        self.calls += 1
        begin = time.perf_counter()
        try:
            return function(*arguments, **named)
        except Exception as error:  # noqa: BLE001: whatever the client makes of it is what a user sees
            self.errors.append(f"{function.__name__}: {error}"[:500])
            return None
        finally:
            self.slowest_s = max(self.slowest_s, time.perf_counter() - begin)

    def run(self):
        self.start_together.wait()
        self.experiment = self.call(self.client.create_experiment, self.name)
        made = self.experiment and self.call(self.client.create_run, self.experiment)
        if made:
            self.run_id = made.info.run_id
            for key, value in self.params.items():
                self.call(self.client.log_param, self.run_id, key, value)
            for key, value, timestamp, step in self.points:
                self.call(self.client.log_metric, self.run_id, key, value, timestamp=timestamp, step=step)
            self.call(self.client.set_terminated, self.run_id)

    def read_back(self):
        """How many metrics and params came back exactly as sent; a surplus counts against them."""
        if self.run_id is None:
            return 0, 0
        run = self.client.get_run(self.run_id)
        points = [
            (metric.key, metric.value, metric.timestamp, metric.step)
            for key in run.data.metrics
            for metric in self.client.get_metric_history(self.run_id, key)
        ]
        wrong = len(set(points) - set(self.points)) + len(points) - len(set(points))
        params = run.data.params.items() & self.params.items()
        return len(set(points) & set(self.points)) - wrong, len(params)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("--steps", type=int, default=STEPS)
    options = parser.parse_args()

    start = threading.Barrier(WORKERS + 1)
    workers = [Worker(options.url, number, options.steps, start) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    start.wait()
    begin = time.perf_counter()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - begin
    back = [worker.read_back() for worker in workers]
    errors = [error for worker in workers for error in worker.errors]
    print(
        json.dumps(
            {
                "calls": sum(worker.calls for worker in workers),
                "failed": len(errors),
                "errors": collections.Counter(errors),
                "metrics": WORKERS * options.steps * METRICS,
                "metrics_back": sum(metrics for metrics, _ in back),
                "params": WORKERS * PARAMS,
                "params_back": sum(params for _, params in back),
                "runs": WORKERS,
                "run_ids": len({worker.run_id for worker in workers} - {None}),
                "seconds": seconds,
                "metrics_per_second": sum(metrics for metrics, _ in back) / seconds,
                "slowest_s": max(worker.slowest_s for worker in workers),
            }
        )
    )


if __name__ == "__main__":
    main()
