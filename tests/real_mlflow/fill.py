#!/usr/bin/env python
# SPDX-License-Identifier: Apache-2.0
"""fill.py URI [--nasty] [--scale N]: fills a tracking database through real MLflow's own interfaces.

Runs under the Python of `scripts/mlflow_env VERSION`, with whichever release that has. What a release
does not have yet is found by asking for it, not by its number. One JSON object goes to stdout: the rows
of each table, the tables that stayed empty, what the release does not have, what it refused, and, with
--nasty, every value in the database that PostgreSQL would not take as it is.

Ids, times and random bytes come from a seed, so that two runs give the same database, as far as MLflow
allows (it asks the database for the time in a few tables).
"""

import argparse
import contextlib
import json
import os
import random
import sqlite3
import tempfile
import time
import uuid

seeded = random.Random(20240229)
first_second = 1_700_000_000.0
calls = 0


def ticking_time():
    """A millisecond later at every call: the order of events shows, and no two runs differ."""
    global calls
    calls += 1
    return first_second + calls / 1000


def make_deterministic():
    """Must run before MLflow is imported."""
    time.time = ticking_time
    uuid.uuid4 = lambda: uuid.UUID(int=seeded.getrandbits(128), version=4)
    os.urandom = random._urandom = seeded.randbytes
    random.seed(20240229)


# Valid text that conversions like to break: empty and blank, four-byte characters and sequences that
# are one sign on the screen, right-to-left, text that looks like COPY's or JSON's or SQL's own syntax.
TEXTS = [
    "",
    "x",
    " ",
    "trailing blanks   ",
    "  leading",
    "emoji 🧪 👩‍👩‍👧 🇺🇳",
    "combining e\u0301 against \u00e9",
    "right to left שלום \u202eمرحبا\u202c",
    "实验 實驗 実験 실험",
    'it\'s "quoted" `so` \\ and \\\\ 100%s %(x)s $1 {x}',
    "first line\nsecond\r\nthird\r\ttabbed\x0b\x0c",
    "\\N",
    "\\.",
    "NULL",
    "null",
    "{}",
    "0001.50",
    "1e400",
    "true",
    "control \x01\x08\x1b\x1f\x7f\x80\x9f",
    "\ufeffbyte order mark \ufffd \uffff \U0010ffff",
    "../../etc; DROP TABLE runs; --",
]
# Doubles whose bits are easily lost: subnormal, the largest, no exact decimal, past 2^53.
DOUBLES = [
    0.1,
    1 / 3,
    5e-324,
    2.2250738585072014e-308,
    1.7976931348623157e308,
    -1.7976931348623157e308,
    9007199254740993.0,
    1e22,
    -0.0,
    0.0,
    float("inf"),
    float("-inf"),
    float("nan"),
    123456789.123456789,
]
FOUR_BYTES = "𝒳"


class Absent(Exception):
    """This release does not have what a feature needs."""


class Filler:
    def __init__(self, stores, scale):
        from sqlalchemy import inspect

        self.stores = stores
        self.client = stores.client
        self.tracking = stores.tracking
        self.registry = stores.registry
        self.scale = scale
        self.columns = {
            table: {column["name"]: column["type"] for column in inspect(stores.engine).get_columns(table)}
            for table in inspect(stores.engine).get_table_names()
        }
        self.absent = {}
        self.refused = []
        self.experiments = []
        self.runs = []
        self.traces = []
        self.scorers = []
        self.endpoints = []

    def limit(self, table, column):
        """n of VARCHAR(n), None when the column has no limit or is not there."""
        return getattr(self.columns.get(table, {}).get(column), "length", None)

    def full(self, table, column):
        """A text that fills the column to its last character, every one of four bytes; a small database
        (--scale 0) has only the short ones."""
        limit = self.limit(table, column)
        return FOUR_BYTES * limit if limit and (self.scale or limit <= 500) else "no limit to fill"

    def allow_refusal(self, function, *arguments, **named):
        """For values at the edge: a release may say no, which is noted and is no error."""
        from mlflow.exceptions import MlflowException
        from stores import by_signature

        try:
            return by_signature(function, *arguments, **named)
        except (MlflowException, ValueError) as error:
            self.refused.append(f"{function.__name__}: {str(error).splitlines()[0][:150]}")
            return None

    def need(self, place, name):
        """The method `name` of a store, or Absent."""
        if not hasattr(place, name):
            raise Absent(f"no {name}")
        return getattr(place, name)

    def new_run(self, experiment, **named):
        from stores import by_signature

        return by_signature(self.client.create_run, experiment, **named).info.run_id


def fill_experiments(f):
    f.experiments.append("0")
    names = ["plain", *(text for text in TEXTS if text.strip()), f.full("experiments", "name")]
    for number, name in enumerate(names if f.scale else names[:6]):
        made = f.allow_refusal(f.client.create_experiment, name, artifact_location=f"s3://artifacts/{number}")
        if made is not None:
            f.experiments.append(made)
    # Without runs: they make their own locations below this one, which would not fit.
    location = f.full("experiments", "artifact_location")[len("s3://") :]
    f.allow_refusal(f.client.create_experiment, "long location", artifact_location="s3://" + location)
    spare = f.client.create_experiment("to be deleted", artifact_location="s3://artifacts/deleted")
    f.client.delete_experiment(spare)
    spare = f.client.create_experiment("to be restored", artifact_location="s3://artifacts/restored")
    f.client.delete_experiment(spare)
    f.client.restore_experiment(spare)
    f.client.rename_experiment(spare, "renamed ✏️")


def fill_experiment_tags(f):
    set_tag = f.need(f.client, "set_experiment_tag")
    for number, text in enumerate([*TEXTS, f.full("experiment_tags", "value")]):
        f.allow_refusal(set_tag, f.experiments[1], f"tag {number}", text)
    f.allow_refusal(set_tag, f.experiments[0], "ключ/键.with-everything_ 1", "by default")
    f.allow_refusal(set_tag, f.experiments[0], "k" * (f.limit("experiment_tags", "key") or 1), "long key")


def fill_runs(f):
    for number in range(4 + 8 * f.scale):
        experiment = f.experiments[number % len(f.experiments)]
        f.runs.append(
            f.new_run(experiment, start_time=1_600_000_000_000 + number, run_name=TEXTS[number % len(TEXTS)])
        )
    for status, run in zip(["FINISHED", "FAILED", "KILLED", "SCHEDULED", "RUNNING"], f.runs[1:]):
        # KILLED came with 1.5.
        f.allow_refusal(f.client.set_terminated, run, status, end_time=1_700_000_000_000)
    # A run from before 1970, one at the end of time, one with the smallest of everything.
    for start in [-1, 0, 2**53, 2**63 - 1]:
        f.allow_refusal(f.new_run, f.experiments[1], start_time=start, tags={"mlflow.source.type": "PROJECT"})
    for _ in range(2):
        f.client.delete_run(f.new_run(f.experiments[1]))
    restored = f.new_run(f.experiments[1])
    f.client.delete_run(restored)
    f.client.restore_run(restored)


def fill_params(f):
    for number, text in enumerate([*TEXTS, f.full("params", "value")]):
        f.allow_refusal(f.client.log_param, f.runs[0], f"param {number}", text)
    f.allow_refusal(f.client.log_param, f.runs[0], "ключ/键.with-everything_ 1", 3.5)
    f.allow_refusal(f.client.log_param, f.runs[0], "k" * f.limit("params", "key"), "long key")
    for run in f.runs:
        f.client.log_param(run, "learning rate", "1e-3")


def fill_tags(f):
    for number, text in enumerate([*TEXTS, f.full("tags", "value")]):
        f.allow_refusal(f.client.set_tag, f.runs[0], f"tag {number}", text)
    f.allow_refusal(f.client.set_tag, f.runs[0], "ключ/键", "value")
    if hasattr(f.client, "delete_tag"):
        f.client.set_tag(f.runs[0], "gone", "value")
        f.client.delete_tag(f.runs[0], "gone")


def fill_metrics(f):
    from mlflow.entities import Metric

    run = f.runs[0]
    for number, value in enumerate(DOUBLES):
        f.allow_refusal(
            f.client.log_metric, run, "doubles", value, timestamp=1_600_000_000_000 + number, step=number
        )
        f.allow_refusal(
            f.client.log_metric, run, f"double/{number}", value, timestamp=1_600_000_000_000, step=0
        )
    # latest_metrics: the same step again, an older step last, ties in step and then in time, NaN against
    # numbers, negative steps, the ends of the range; logged out of order on purpose.
    history = {
        "same step again": [(1.0, 10, 5), (2.0, 20, 5), (0.5, 15, 5)],
        "older step last": [(1.0, 10, 5), (9.0, 99, 4)],
        "tie in time": [(1.0, 10, 5), (3.0, 10, 5), (2.0, 10, 5)],
        "full tie": [(1.0, 10, 5), (1.0, 10, 5)],
        "nan first": [(float("nan"), 10, 5), (-1.0, 10, 5)],
        "nan last": [(-1.0, 10, 5), (float("nan"), 10, 5)],
        "nan against zero": [(0.0, 10, 5), (float("nan"), 10, 5)],
        "zero against nan": [(float("nan"), 10, 5), (0.0, 10, 5)],
        "signed zeros": [(0.0, 10, 5), (-0.0, 10, 5)],
        "negative steps": [(1.0, 10, -5), (2.0, 10, -6), (3.0, 10, -(2**63))],
        "ends of the range": [(1.0, 2**63 - 1, 2**63 - 1), (2.0, 0, 2**53 + 1)],
        "infinities": [(float("-inf"), 1, 1), (float("inf"), 1, 1)],
    }
    for key, points in history.items():
        for value, timestamp, step in points:
            f.allow_refusal(f.client.log_metric, run, key, value, timestamp=timestamp, step=step)
    f.allow_refusal(f.client.log_metric, run, "метрика/指标.🙂", 1.0)
    f.allow_refusal(f.client.log_metric, run, "m" * f.limit("metrics", "key"), 1.0)
    for run in f.runs:
        steps = list(range(5 + 45 * f.scale))
        seeded.shuffle(steps)
        f.client.log_batch(
            run,
            metrics=[
                Metric(key, seeded.gauss(0, 1), 1_600_000_000_000 + step, step)
                for step in steps
                for key in ("loss", "acc")
            ],
            params=[],
            tags=[],
        )


def fill_registered_models(f):
    client = f.client
    f.need(client, "create_registered_model")
    names = ["model", *(text for text in TEXTS if text.strip()), f.full("registered_models", "name")]
    made = [
        name
        for name in (names if f.scale else names[:6])
        if f.allow_refusal(client.create_registered_model, name)
    ]
    f.allow_refusal(
        client.update_registered_model, name="model", description=f.full("registered_models", "description")
    )
    client.create_registered_model("to be renamed")
    client.create_registered_model("to be deleted")
    client.delete_registered_model("to be deleted")
    for name in [*made[:4], "to be renamed"]:
        for run in f.runs[:3]:
            f.allow_refusal(
                client.create_model_version,
                name,
                f"s3://artifacts/models/{run}",
                run,
                tags={"plain": "tag", "empty": ""},
                run_link="https://mlflow.example/#/runs/" + run,
                description="a version\nof " + name,
            )
    client.update_model_version(name="model", version=1, description=f.full("model_versions", "description"))
    for version, stage in enumerate(["Production", "Staging", "Archived"], 1):
        client.transition_model_version_stage("model", version, stage)
    client.delete_model_version(name=made[1], version=1)
    # 1.8 loses the versions of a renamed model when it has any (its bug, kept for the nasty database).
    if hasattr(client, "set_registered_model_tag"):
        client.rename_registered_model("to be renamed", "renamed model")


def fill_registry_tags_and_aliases(f):
    set_tag = f.need(f.client, "set_registered_model_tag")
    for number, text in enumerate([*TEXTS, f.full("registered_model_tags", "value")]):
        f.allow_refusal(set_tag, "model", f"tag {number}", text)
    for number, text in enumerate([*TEXTS, f.full("model_version_tags", "value")]):
        f.allow_refusal(f.client.set_model_version_tag, "model", "1", f"tag {number}", text)
    if hasattr(f.client, "set_registered_model_alias"):
        f.client.set_registered_model_alias("model", "champion", "1")
        f.client.set_registered_model_alias("model", "challenger", "2")


def fill_inputs(f):
    log_inputs = f.need(f.tracking, "log_inputs")
    from mlflow.entities import Dataset, DatasetInput, InputTag

    for number, text in enumerate(TEXTS[1:7] if f.scale else TEXTS[5:7]):
        dataset = Dataset(
            f"data {text}", f"digest{number}", "local", json.dumps({"uri": text}), schema=text, profile=None
        )
        tags = [InputTag("mlflow.data.context", "training"), InputTag("note", text)]
        for run in f.runs[:3]:
            f.allow_refusal(log_inputs, run, [DatasetInput(dataset=dataset, tags=tags)])


def fill_logged_models(f):
    create = f.need(f.tracking, "create_logged_model")
    from mlflow.entities import LoggedModelParameter, LoggedModelStatus, LoggedModelTag, Metric

    models = []
    for number in range(3 + f.scale):
        models.append(
            create(
                f.experiments[number % 2],
                name=f"logged 模型 {number}",
                source_run_id=f.runs[0] if number else None,
                tags=(
                    [LoggedModelTag(f"tag {i}", text) for i, text in enumerate(TEXTS)]
                    if number == 0
                    else None
                ),
                params=(
                    [LoggedModelParameter(f"param {i}", text) for i, text in enumerate(TEXTS)]
                    if number == 0
                    else None
                ),
                model_type=["agent", "", None][number % 3],
            ).model_id
        )
    f.tracking.finalize_logged_model(models[0], LoggedModelStatus.READY)
    f.tracking.finalize_logged_model(models[1], LoggedModelStatus.FAILED)
    f.tracking.delete_logged_model(models[2])
    for number, value in enumerate(DOUBLES):
        metric = Metric(
            f"score {number}",
            value,
            10,
            5,
            model_id=models[0],
            dataset_name="data x",
            dataset_digest="d1",
            run_id=f.runs[1],
        )
        f.tracking.log_batch(f.runs[1], metrics=[metric], params=[], tags=[])
    if hasattr(f.tracking, "log_outputs"):
        from mlflow.entities import LoggedModelInput, LoggedModelOutput

        f.tracking.log_outputs(f.runs[0], [LoggedModelOutput(models[step], step) for step in (0, 1)])
        f.tracking.log_inputs(f.runs[1], models=[LoggedModelInput(models[1])])


def fill_traces_of_version_2(f):
    """Traces as MLflow 2.14 to 2.22 logged them, which newer releases still accept."""
    from mlflow.entities.trace_status import TraceStatus

    start = getattr(f.tracking, "deprecated_start_trace_v2", None)
    end = getattr(f.tracking, "deprecated_end_trace_v2", None)
    if start is None:
        start, end = f.need(f.tracking, "start_trace"), f.need(f.tracking, "end_trace")
    for number in range(2 + 3 * f.scale):
        text = TEXTS[number % len(TEXTS)]
        begun = start(
            f.experiments[number % 2],
            1_600_000_000_000 + number,
            {"meta": text},
            {"mlflow.traceName": "old", "t": text},
        )
        f.traces.append(begun.request_id)
        if number:
            status = [TraceStatus.OK, TraceStatus.ERROR][number % 2]
            end(begun.request_id, 1_600_000_009_000, status, {"end": text}, {"late": text})


def fill_traces(f):
    try:
        from mlflow.entities import (
            AssessmentError,
            AssessmentSource,
            Expectation,
            Feedback,
            TraceInfo,
            TraceLocation,
            TraceState,
        )
    except ImportError as error:
        raise Absent(str(error)) from None
    for number in range(4 + 8 * f.scale):
        text = TEXTS[number % len(TEXTS)]
        trace = f"tr-{number:032x}"
        source = AssessmentSource(source_type="HUMAN", source_id="someone@example.org")
        feedback = [
            Feedback(
                name="quality",
                value=[3, 0.5, True, "good", {"a": [1, None]}][number % 5],
                rationale=text,
                source=source,
            ),
            Expectation(name="expected", value={"text": text}, source=source, metadata={"key": text}),
        ]
        f.tracking.start_trace(
            TraceInfo(
                trace_id=trace,
                trace_location=TraceLocation.from_experiment_id(f.experiments[number % 2]),
                # Three days, so that daily summaries have several rows.
                request_time=1_600_000_000_000 + number % 3 * 86_400_000 + number,
                state=[TraceState.OK, TraceState.ERROR, TraceState.IN_PROGRESS][number % 3],
                request_preview=text,
                response_preview=None if number % 2 else text,
                client_request_id=f"client {number}",
                execution_duration=None if number % 3 == 2 else number,
                trace_metadata={
                    "mlflow.trace.session": f"session {number % 2}",
                    "mlflow.trace.user": "user",
                    "mlflow.sourceRun": f.runs[0],
                    "mlflow.trace.tokenUsage": json.dumps(
                        {"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}
                    ),
                    "text": text,
                },
                tags={"mlflow.traceName": f"name {number % 3}", "text": text},
                assessments=feedback if number % 2 == 0 else [],
            )
        )
        f.traces.append(trace)
        if number == 1 and hasattr(f.tracking, "create_assessment"):
            failed = AssessmentError("TIMEOUT", "it took too long " + FOUR_BYTES)
            made = f.tracking.create_assessment(
                Feedback(name="quality", error=failed, trace_id=trace, source=source)
            )
            f.tracking.update_assessment(trace, made.assessment_id, rationale="second thoughts")


def fill_spans(f):
    log_spans = f.need(f.tracking, "log_spans")
    from mlflow.entities.span import create_mlflow_span
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.trace import SpanContext, Status, StatusCode, TraceFlags

    def span(trace, number, parent, name, attributes, day):
        start = (1_600_000_000_000 + day * 86_400_000) * 1_000_000 + number
        flags = TraceFlags(1)
        made = ReadableSpan(
            name=name,
            context=SpanContext(int(trace[3:], 16), number, False, flags),
            parent=parent and SpanContext(int(trace[3:], 16), parent, False, flags),
            attributes={
                key: json.dumps(value)
                for key, value in {"mlflow.traceRequestId": trace, **attributes}.items()
            },
            # A span that has not ended has no generated duration.
            start_time=start,
            end_time=None if number % 5 == 4 else start + 1_234_567_891,
            status=Status(StatusCode.ERROR, "broken") if number % 3 == 0 else Status(StatusCode.OK),
            resource=Resource({}),
        )
        return create_mlflow_span(made, trace, attributes.get("mlflow.spanType"))

    for number in range(3 + 5 * f.scale):
        trace = f"tr-{number + 1000:032x}"
        text = TEXTS[number % len(TEXTS)] or "unnamed"
        usage = {"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}
        cost = {"input_cost": 0.1, "output_cost": 0.2, "total_cost": 0.1 + 0.2}
        model = {
            "mlflow.spanType": "CHAT_MODEL",
            "mlflow.chat.tokenUsage": usage,
            "mlflow.llm.cost": cost,
            "mlflow.llm.model": "model",
            "mlflow.llm.provider": "provider",
            "mlflow.spanInputs": {"text": text, "nul": "a\0b", "half": "\ud83d"},
        }
        spans = [
            span(trace, 1, None, text, {"mlflow.spanType": "AGENT", "mlflow.spanInputs": [text]}, number % 3),
            span(trace, 2, 1, "call", model, number % 3),
            span(trace, 3, 1, "tool", {"mlflow.spanType": "TOOL"}, number % 3),
            span(trace, 4, 3, "endless", {"mlflow.spanType": "TOOL"}, number % 3),
        ]
        log_spans(f.experiments[number % 2], spans[: 3 if number % 2 else 4])
        f.traces.append(trace)


def fill_trace_links(f):
    link = f.need(f.tracking, "link_traces_to_run")
    link(f.traces[:3], f.runs[0])


def fill_rollups(f):
    try:
        from mlflow.store.db.trace_rollups import run_sql_trace_rollups
    except ImportError as error:
        raise Absent(str(error)) from None
    # Half of the partitions stay in the queue of those that wait.
    waiting = (
        f.stores.engine.connect()
        .exec_driver_sql("SELECT count(*) FROM sql_trace_rollup_rebuild_queue")
        .scalar()
    )
    run_sql_trace_rollups(f.stores.engine, now_ms=1_700_000_000_000, max_partitions_per_run=waiting // 2)


def fill_evaluation_datasets(f):
    create = f.need(f.tracking, "create_dataset")
    for number in range(2):
        made = create(
            f"evaluation 评估 {number}", tags={"tag": TEXTS[5], "empty": ""}, experiment_ids=f.experiments[:2]
        )
        f.tracking.upsert_dataset_records(
            made.dataset_id,
            [
                {
                    # PostgreSQL's json takes an escaped NUL and a lone surrogate; jsonb would not.
                    "inputs": {
                        "number": i,
                        "text": text,
                        "nul": "a\0b",
                        "half": "\ud83d",
                        "float": DOUBLES[i % 8],
                    },
                    "outputs": [None, {"answer": text}, "only text", 7][i % 4],
                    "expectations": {"expected": text} if i % 2 else None,
                    "tags": {"mlflow.user": "someone"} if i % 3 else None,
                    "source": {"source_type": "HUMAN", "source_data": {"user_id": text}} if i % 2 else None,
                }
                for i, text in enumerate(TEXTS)
            ],
        )
    f.tracking.delete_dataset(create("to be deleted", experiment_ids=f.experiments[:1]).dataset_id)


def fill_gateway(f):
    create_secret = f.need(f.tracking, "create_gateway_secret")
    from mlflow.entities import (
        FallbackConfig,
        FallbackStrategy,
        GatewayEndpointModelConfig,
        GatewayEndpointTag,
        GatewayModelLinkageType,
        RoutingStrategy,
    )

    definitions = []
    for number, text in enumerate(TEXTS[4:7]):
        secret = create_secret(
            f"secret {text}",
            {"api_key": "sk-" + text},
            "openai",
            {"auth_mode": "api_key"} if number else None,
            "someone",
        )
        definitions.append(
            f.tracking.create_gateway_model_definition(
                f"definition {text}", secret.secret_id, "openai", "gpt", "someone"
            ).model_definition_id
        )
    for number in range(2):
        endpoint = f.tracking.create_gateway_endpoint(
            f"endpoint-{number}",
            [
                GatewayEndpointModelConfig(definitions[0], GatewayModelLinkageType.PRIMARY, 0.1 + 0.2),
                GatewayEndpointModelConfig(definitions[1], GatewayModelLinkageType.FALLBACK, 1.0, 1),
            ],
            routing_strategy=RoutingStrategy.REQUEST_BASED_TRAFFIC_SPLIT if number else None,
            fallback_config=FallbackConfig(FallbackStrategy.SEQUENTIAL, 2),
        )
        f.endpoints.append(endpoint.endpoint_id)
        f.tracking.set_gateway_endpoint_tag(endpoint.endpoint_id, GatewayEndpointTag("tag", TEXTS[5]))
        f.tracking.create_endpoint_binding(endpoint.endpoint_id, "scorer", f"bound {number}", "someone")


def fill_scorers(f):
    register = f.need(f.tracking, "register_scorer")
    judge = {
        "name": "judge",
        "aggregations": None,
        "instructions_judge_pydantic_data": {
            "model": "openai:/gpt",
            "instructions": "Is {{ outputs }} good? 🙂",
        },
        "mlflow_version": f.stores.release,
        "serialization_version": 1,
    }
    if f.endpoints:
        judge["instructions_judge_pydantic_data"]["model"] = "gateway:/endpoint-0"
    for number in range(3):
        f.scorers.append(
            register(f.experiments[1], ["judge", "judge", "other 裁判"][number], json.dumps(judge))
        )
    if f.endpoints and hasattr(f.tracking, "upsert_online_scoring_config"):
        f.tracking.upsert_online_scoring_config(f.experiments[1], "judge", 0.1, "status = 'OK'")


def fill_guardrails(f):
    create = f.need(f.tracking, "create_gateway_guardrail")
    from mlflow.entities.gateway_guardrail import GuardrailAction, GuardrailStage

    scorer = f.scorers[0]
    for number, stage in enumerate([GuardrailStage.BEFORE, GuardrailStage.AFTER]):
        made = create(
            f"guard {number}",
            scorer.scorer_id,
            1,
            stage,
            GuardrailAction.VALIDATION,
            f.endpoints[1] if number else None,
        )
        f.tracking.add_guardrail_to_endpoint(f.endpoints[0], made.guardrail_id, number or None, "someone")


def fill_budgets(f):
    create = f.need(f.tracking, "create_budget_policy")
    from mlflow.entities import gateway_budget_policy as budget

    if hasattr(budget, "BudgetDuration"):
        duration = {"duration": budget.BudgetDuration(budget.BudgetDurationUnit.DAYS, 30)}
    else:
        duration = {"duration_unit": budget.BudgetDurationUnit.DAYS, "duration_value": 30}
    for scope, amount in (
        (budget.BudgetTargetScope.GLOBAL, 0.1 + 0.2),
        (budget.BudgetTargetScope.WORKSPACE, 1e9),
    ):
        f.allow_refusal(
            create,
            budget_unit=budget.BudgetUnit.USD,
            budget_amount=amount,
            target_scope=scope,
            budget_action=budget.BudgetAction.ALERT,
            created_by="someone",
            **duration,
        )


def fill_webhooks(f):
    create = f.need(f.registry, "create_webhook")
    from mlflow.entities.webhook import WebhookAction, WebhookEntity, WebhookEvent, WebhookStatus

    events = [
        WebhookEvent(WebhookEntity.REGISTERED_MODEL, WebhookAction.CREATED),
        WebhookEvent(WebhookEntity.MODEL_VERSION, WebhookAction.CREATED),
    ]
    # A name would be looked up, a private address refused; this one is public and serves nobody any more.
    create("webhook", "https://192.88.99.1/x", events, TEXTS[9], "a secret", WebhookStatus.ACTIVE)
    create("off", "https://192.88.99.1/y", events[:1], None, None, WebhookStatus.DISABLED)


def fill_prompts(f):
    register = f.need(f.client, "register_prompt")
    for text in TEXTS[4:8]:
        f.allow_refusal(
            register,
            name="prompt",
            template="Hello {{ name }} " + text,
            commit_message=text,
            tags={"tag": text},
        )


def fill_jobs(f):
    jobs = f.stores.jobs
    if jobs is None:
        raise Absent("no job store")
    made = []
    for number, text in enumerate(TEXTS[4:11]):
        job = f.allow_refusal(
            jobs.create_job,
            **{
                "job_name": "job " + text,
                "function_fullname": "package.function",
                "params": json.dumps({"x": text, "number": 0.1}),
                "timeout": [None, 0.1, 1e300][number % 3],
                "creator": "someone",
            },
        )
        made.append(job.job_id)
    jobs.start_job(made[0])
    jobs.finish_job(made[0], json.dumps("done ✅"))
    jobs.start_job(made[1])
    jobs.fail_job(made[1], "broken\n" + TEXTS[9])
    jobs.start_job(made[2])
    if hasattr(jobs, "update_job_progress"):
        from mlflow.entities._job import JobProgress

        jobs.update_job_progress(
            made[2], "half way", JobProgress(phase="scoring ½", completed=1, total=2, unit="trace")
        )
    if hasattr(jobs, "update_status_details"):
        jobs.update_status_details(made[2], {"stage": "one", "nested": [1, None, 0.1]})
    with contextlib.suppress(ImportError):
        from mlflow.server.jobs.lock_manager import JobLockManager

        locks = JobLockManager(jobs)
        locks.acquire_scheduler_lease("lease", 60)
        locks.acquire_exclusive_lock("lock", made[2])


def fill_workspaces(f):
    if f.stores.workspaces is None:
        raise Absent("no workspaces")
    from mlflow.entities import Workspace
    from stores import by_signature

    create = f.stores.workspaces.create_workspace
    create(Workspace(name="team-a", description=TEXTS[5], default_artifact_root="s3://artifacts/team-a"))
    create(
        by_signature(
            Workspace, name="team-b", trace_archival_location="s3://archive", trace_archival_retention="30d"
        )
    )


def fill_label_schemas_and_review_queues(f):
    create = f.need(f.tracking, "create_label_schema")
    from mlflow.genai.label_schemas import label_schemas as kinds

    schemas = [
        create(
            f.experiments[1],
            name="rating",
            type="feedback",
            input=kinds.InputCategorical(options=["good", "bad 👎"]),
            instruction=TEXTS[9],
        ),
        create(
            f.experiments[1], name="truth", type="expectation", input=kinds.InputText(), enable_comment=True
        ),
        create(
            f.experiments[0],
            name="number",
            type="feedback",
            input=kinds.InputNumeric(min_value=0.1, max_value=0.3),
        ),
    ]
    # The first listing of an experiment adds MLflow's own schemas; after that, reading writes no more.
    for experiment in f.client.search_experiments():
        f.tracking.list_label_schemas(experiment.experiment_id)
    create_queue = f.need(f.tracking, "create_review_queue")
    queue = create_queue(
        f.experiments[1],
        name="Queue ß 队列",
        queue_type="custom",
        created_by="someone",
        users=["a@example.org", "b"],
        schema_ids=[s.schema_id for s in schemas[:2]],
    )
    f.tracking.get_or_create_user_queue(f.experiments[1], user="Reviewer@example.org")
    f.tracking.add_items_to_review_queue(queue.queue_id, item_ids=f.traces[:3])
    f.tracking.set_review_queue_item_status(
        queue.queue_id, item_id=f.traces[0], status="complete", completed_by="b"
    )


def fill_issues(f):
    create = f.need(f.tracking, "create_issue")
    from mlflow.entities.issue import IssueSeverity, IssueStatus

    for number, text in enumerate(TEXTS[5:9]):
        f.allow_refusal(
            create,
            experiment_id=f.experiments[number % 2],
            name="issue " + text,
            description=text,
            status=list(IssueStatus)[number % len(IssueStatus)],
            severity=list(IssueSeverity)[number % len(IssueSeverity)] if number else None,
            root_causes=["cause " + text] if number % 2 else None,
            source_run_id=f.runs[number % 2] if number > 1 else None,
            categories=["category", "другая"] if number else None,
            created_by="someone",
            metadata={"key": text},
        )
    with contextlib.suppress(ImportError):
        from mlflow.entities import IssueReference

        made = f.tracking.search_issues(experiment_id=f.experiments[1])[0]
        f.tracking.create_assessment(
            IssueReference(issue_id=made.issue_id, issue_name=made.name, trace_id=f.traces[-1])
        )


def fill_mcp_servers(f):
    create = f.need(f.tracking, "create_mcp_server")
    from mlflow.entities.mcp_server import MCPStatus, MCPTool

    name = "com.example/server"
    create(name, description=TEXTS[5], created_by="someone")
    for number, version in enumerate(["1.0.0", "1.0.0-rc.1", "2.10.3"]):
        f.tracking.create_mcp_server_version(
            {
                "name": name,
                "version": version,
                "description": TEXTS[9],
                "nested": {"float": 0.1, "null": None},
            },
            source="https://example.org/git",
            status=MCPStatus.ACTIVE if number else MCPStatus.DRAFT,
            tools=[MCPTool("tool", description=TEXTS[6])] if number else None,
        )
    f.tracking.set_mcp_server_tag(name, "tag", TEXTS[7])
    f.tracking.set_mcp_server_version_tag(name, "2.10.3", "tag", TEXTS[8])
    f.tracking.set_mcp_server_alias(name, "stable", "2.10.3")
    f.tracking.create_mcp_access_endpoint(name, "https://mcp.example/one", server_version="2.10.3")
    f.tracking.create_mcp_access_endpoint(name, "https://mcp.example/two", server_alias="stable")


def fill_skills(f):
    create = f.need(f.tracking, "create_skill")
    for organization in ("", "example"):
        create("skill", organization, TEXTS[5], created_by="someone")
        for _ in range(2):
            f.tracking.create_skill_version(
                "skill",
                organization,
                "git",
                "https://example.org/skill.git",
                ref="main",
                digest="a" * 64,
                created_by="someone",
            )
        f.tracking.set_skill_tag("skill", "tag", TEXTS[6], organization)
        f.tracking.set_skill_version_tag("skill", 1, "tag", TEXTS[7], organization)
        f.tracking.set_skill_alias("skill", "stable", 1, organization)


# In the order in which they need each other.
FEATURES = [
    fill_experiments,
    fill_experiment_tags,
    fill_runs,
    fill_params,
    fill_tags,
    fill_metrics,
    fill_registered_models,
    fill_registry_tags_and_aliases,
    fill_inputs,
    fill_logged_models,
    fill_traces_of_version_2,
    fill_traces,
    fill_spans,
    fill_rollups,
    fill_trace_links,
    fill_evaluation_datasets,
    fill_gateway,
    fill_scorers,
    fill_guardrails,
    fill_budgets,
    fill_webhooks,
    fill_prompts,
    fill_jobs,
    fill_workspaces,
    fill_label_schemas_and_review_queues,
    fill_issues,
    fill_mcp_servers,
    fill_skills,
]


def do_not_sync():
    """Every call of MLflow's is a transaction; waiting for the disk at each is most of the time."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "connect")
    def on_connect(connection, _):
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous = OFF")


def fill(uri, scale):
    from stores import Stores

    do_not_sync()
    f = Filler(Stores(uri), scale)
    for feature in FEATURES:
        try:
            feature(f)
        except (Absent, ImportError) as error:
            f.absent[feature.__name__.replace("fill_", "", 1)] = str(error)
    return f


def row_counts(f):
    from sqlalchemy import text

    with f.stores.engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in sorted(f.columns)
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("uri", help="sqlite:////absolute/path or postgresql://…")
    parser.add_argument("--nasty", action="store_true", help="add what PostgreSQL refuses (SQLite only)")
    parser.add_argument("--scale", type=int, default=1, help="0: as small as shows every feature; default 1")
    options = parser.parse_args()

    make_deterministic()
    # Some releases create ./mlruns.
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        f = fill(options.uri, options.scale)
        misfits = []
        if options.nasty:
            from nasty import plant

            misfits = plant(f)
        counts = row_counts(f)
        os.chdir("/")
    print(
        json.dumps(
            {
                "release": f.stores.release,
                "sqlite": sqlite3.sqlite_version,
                "filled": {table: rows for table, rows in counts.items() if rows},
                "empty": [table for table, rows in counts.items() if not rows],
                "absent": f.absent,
                "refused": f.refused,
                "misfits": misfits,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
