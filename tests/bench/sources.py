#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""sources.py CASE FILE: fills FILE, an empty database of MLflow 3.18, with the rows of a bench case.

Rows come from a seeded generator and go in by bulk INSERT in the order in which MLflow would have logged them:
two calls give the same database. Whoever changes what a case holds raises VERSION, so that no cached file of
the older kind is measured.
"""
import argparse
import base64
import itertools
import json
import random
import sqlite3
from dataclasses import dataclass

VERSION = 1
START_MS = 1_700_000_000_000
# Runs that train side by side; their rows alternate in the file.
PARALLEL_RUNS = 8


@dataclass(frozen=True)
class Training:
    """Runs with metrics: `series` pairs of a run and a key, over which the metrics are spread evenly."""

    runs: int
    series: int
    metrics: int
    params: int = 20
    tags: int = 6
    experiments: int = 10
    start_ms: int = START_MS


@dataclass(frozen=True)
class Tracing:
    traces: int
    spans: int


CASES = {
    # What a beginner has: the Default experiment and nothing else.
    "tiny": Training(runs=3, series=6, metrics=30, params=4, tags=5, experiments=0),
    "seed": Training(runs=186, series=3702, metrics=466_860),
    "2m": Training(runs=800, series=20_000, metrics=2_000_000),
    "5m": Training(runs=2_000, series=50_000, metrics=5_000_000),
    "20m": Training(runs=8_000, series=200_000, metrics=20_000_000),
    "traces": Tracing(traces=20_000, spans=200_000),
    "runs": Training(runs=10_000, series=30_000, metrics=30_000, params=10, tags=5),
}


def shares(total, count):
    """total in `count` whole parts that differ by at most one."""
    return [total // count + (number < total % count) for number in range(count)]


def insert(database, table, columns, rows):
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{column}"' for column in columns)
    database.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


# ---- words: text that compresses as prompts and parameters do, which random letters would not

COMMON = """the of and to a in is that it for as was with be on not by this are from or an at have which you but
were can all there their will if has more when one would what so up out about who them some could into than other
then its only new these may any also after use how our first well way even because give most us""".split()
STEMS = """account act add agent answer approach argue ask assess base batch build call case chain change check claim
class code collect compare compute connect consider contain context convert cost count create custom data deal
decide define deliver depend describe design detail develop direct document edit effect embed end engine estimate
event exact example execute expect explain express extract factor fail feature fetch field file filter find follow
form function gather generate govern group guide handle help hold identify improve include index inform input
instruct interest invoice issue join judge key know label language layer learn level limit link list load look
manage market match matter mean measure member message method model move name need network note number observe
offer open operate order output own paragraph part pass pattern perform period plan point policy possible predict
prepare present problem process produce program project prompt propose protect provide public query question rate
reach read reason recall receive record reduce refer regard region relate release remain report request require
research resolve response result retrieve return review role rule run sample scale score search section select
send sense sentence series serve session set shape share show sign simple solve source span state step store
stream strong structure study subject suggest summary supply support system table task term test text theory thing
think time token tool topic trace track train transfer treat true turn type unit update user value vector version
view wait want week weight word work write""".split()
ENDINGS = ["", "", "", "s", "ed", "ing", "er", "ment", "able", "ly"]


def running_text(chance, length):
    """Word after word: half of them the few common ones, the others rarer the later they stand in the list."""
    rare = [stem + ending for stem in chance.sample(STEMS, len(STEMS)) for ending in ENDINGS]
    words = COMMON + rare
    weights = [len(rare) / len(COMMON) / (place + 3) for place in range(len(COMMON))]
    weights = [weight * 0.5 / sum(weights) for weight in weights]
    tail = [1 / (place + 30) for place in range(len(rare))]
    weights += [weight * 0.5 / sum(tail) for weight in tail]
    cumulative = list(itertools.accumulate(weights))
    pieces, size = [], 0
    while size < length:
        sentence = " ".join(chance.choices(words, cum_weights=cumulative, k=chance.randrange(5, 22))).capitalize()
        sentence += chance.choice([". ", ". ", ". ", "? ", ".\n", ": "])
        pieces.append(sentence)
        size += len(sentence)
    return "".join(pieces)[:length]


class Prose:
    """Cuts pieces out of one long text: made once, because making each piece anew would take minutes."""

    def __init__(self, chance, length=4_000_000):
        self.chance = chance
        self.text = running_text(chance, length)

    def piece(self, length):
        begin = int(self.chance.random() * (len(self.text) - length))
        return self.text[begin:begin + length].strip()


# ---- runs

METRIC_KEYS = [f"{part}/{name}" for part in ("train", "val", "test", "system")
               for name in ("loss", "accuracy", "f1", "precision", "recall", "learning_rate", "grad_norm")]
PARAM_KEYS = ["batch_size", "dropout", "epochs", "hidden_size", "layers", "learning_rate", "momentum", "optimizer",
              "scheduler", "seed", "warmup_steps", "weight_decay", "augmentation", "checkpoint", "data_path",
              "early_stopping", "gradient_clip", "label_smoothing", "mixed_precision", "notes"]
TAG_KEYS = ["mlflow.runName", "mlflow.user", "mlflow.source.name", "mlflow.source.type", "mlflow.source.git.commit",
            "stage"]


def hexadecimal(chance, digits):
    return f"{chance.getrandbits(4 * digits):0{digits}x}"


def add_experiments(database, count):
    # The seed database has experiment 0, made at the time of the real clock.
    database.execute("UPDATE experiments SET creation_time = ?, last_update_time = ?", (START_MS, START_MS))
    insert(database, "experiments",
           ["experiment_id", "name", "artifact_location", "lifecycle_stage", "creation_time", "last_update_time"],
           [(number, f"experiment {number}", f"s3://artifacts/mlflow/{number}", "active", START_MS, START_MS)
            for number in range(1, count + 1)])
    return list(range(1, count + 1)) or [0]


def add_runs(database, case, chance, prose):
    experiments = add_experiments(database, case.experiments)
    runs = [hexadecimal(chance, 32) for _ in range(case.runs)]

    def run_rows():
        for number, run in enumerate(runs):
            experiment = experiments[number % len(experiments)]
            begin = case.start_ms + number // PARALLEL_RUNS * 3_600_000
            status = "FAILED" if number % 23 == 22 else "FINISHED"
            yield (run, run_name(number), "UNKNOWN", "", "", "someone", status, begin, begin + 3_500_000, "", "active",
                   f"s3://artifacts/mlflow/{experiment}/{run}/artifacts", experiment)

    def run_name(number):
        return f"{STEMS[number % len(STEMS)]}-{STEMS[number * 7 % len(STEMS)]}-{number}"

    def param(place):
        kind = place % 4
        if kind == 0:
            return str(2 ** chance.randrange(1, 12))
        if kind == 1:
            return repr(chance.random() / 100)
        return chance.choice(STEMS) if kind == 2 else prose.piece(chance.randrange(20, 200))

    def tag(key, number):
        if key == "mlflow.runName":
            return run_name(number)
        if key == "mlflow.source.git.commit":
            return hexadecimal(chance, 40)
        return {"mlflow.user": "someone", "mlflow.source.name": "train.py", "mlflow.source.type": "LOCAL"}.get(
            key, chance.choice(STEMS))

    insert(database, "runs", ["run_uuid", "name", "source_type", "source_name", "entry_point_name", "user_id", "status",
                              "start_time", "end_time", "source_version", "lifecycle_stage", "artifact_uri",
                              "experiment_id"], run_rows())
    insert(database, "params", ["key", "value", "run_uuid"],
           ((key, param(place), run) for run in runs for place, key in enumerate(PARAM_KEYS[:case.params])))
    insert(database, "tags", ["key", "value", "run_uuid"],
           ((key, tag(key, number), run) for number, run in enumerate(runs) for key in TAG_KEYS[:case.tags]))
    return runs


def add_metrics(database, case, chance, runs):
    keys_of = shares(case.series, case.runs)
    steps_of = iter(shares(case.metrics, case.series))
    # (run, key) -> the row that MLflow holds for the latest: greatest step, then timestamp, then value.
    latest = {}

    def rows():
        for first in range(0, len(runs), PARALLEL_RUNS):
            group = [(run, METRIC_KEYS[:keys], [next(steps_of) for _ in range(keys)])
                     for run, keys in zip(runs[first:first + PARALLEL_RUNS], keys_of[first:first + PARALLEL_RUNS])]
            begin = case.start_ms + first // PARALLEL_RUNS * 3_600_000
            longest = max(max(steps) for _, _, steps in group)
            for turn in range(longest):
                for place, (run, keys, steps) in enumerate(group):
                    # One run of each group was resumed: it logs some steps again, later and with other values.
                    resumed = place == 5 and turn > longest // 2
                    step = turn - longest // 4 if resumed else turn
                    timestamp = begin + turn * 30_000 + place * 1_700 + chance.randrange(900)
                    for key, length in zip(keys, steps):
                        if turn >= length:
                            continue
                        is_nan = chance.random() < 0.0005
                        value = 0.0 if is_nan else 1 / (step + 1) + chance.gauss(0, 0.05)
                        point = step, timestamp, value, is_nan
                        if (run, key) not in latest or point[:3] > latest[run, key][:3]:
                            latest[run, key] = point
                        yield key, value, timestamp, run, step, is_nan

    insert(database, "metrics", ["key", "value", "timestamp", "run_uuid", "step", "is_nan"], rows())
    insert(database, "latest_metrics", ["run_uuid", "key", "step", "timestamp", "value", "is_nan"],
           ((*series, *point) for series, point in latest.items()))


def fill_training(database, case, chance):
    prose = Prose(chance, 500_000)
    add_metrics(database, case, chance, add_runs(database, case, chance, prose))


# ---- traces

INSTRUCTIONS = ("You are a helpful assistant. Answer from the context only, name the documents you used, and say so "
                "when the context does not hold the answer.")
MODELS = [("gpt-4o-mini", "openai", 0.15e-6, 0.6e-6), ("claude-sonnet-4", "anthropic", 3e-6, 15e-6),
          ("llama-3.1-70b", "databricks", 1e-6, 3e-6)]


def content_size(chance):
    """1 to 50 KB, 4 KB on average: most are small, a few hold whole documents."""
    return min(max(int(chance.lognormvariate(7.86, 0.9)), 1_000), 50_000)


def in_base64(number, size):
    return base64.b64encode(number.to_bytes(size, "big")).decode()


class Span:
    """One row of spans, its content as MLflow's own serialization of an OpenTelemetry span."""

    def __init__(self, chance, prose, trace, number, parent, begin_ns):
        self.chance, self.prose, self.trace = chance, prose, trace
        self.id = chance.getrandbits(64)
        self.parent = parent
        self.type = "AGENT" if parent is None else chance.choice(["CHAT_MODEL", "CHAT_MODEL", "TOOL", "RETRIEVER"])
        self.name = {"AGENT": "answer", "CHAT_MODEL": "ChatCompletion", "TOOL": chance.choice(STEMS) + "_tool",
                     "RETRIEVER": "retrieve"}[self.type]
        self.failed = chance.random() < 0.02
        self.begin_ns = begin_ns + number * 1_000_003
        self.end_ns = self.begin_ns + int(chance.lognormvariate(20, 1))
        self.model = chance.choice(MODELS) if self.type == "CHAT_MODEL" else None
        # What surrounds the text takes some 700 bytes.
        self.length = max(content_size(chance) - 700, 450)
        self.tokens = (self.length // 5, chance.randrange(20, 400)) if self.model else (0, 0)
        self.costs = tuple(tokens * price for tokens, price in zip(self.tokens, self.model[2:])) if self.model else None

    def inputs_and_outputs(self):
        def text(share):
            return self.prose.piece(int(self.length * share))

        if self.type == "CHAT_MODEL":
            return ({"model": self.model[0], "temperature": 0.2,
                     "messages": [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": text(0.6)}]},
                    {"id": f"chatcmpl-{self.id:x}", "object": "chat.completion",
                     "choices": [{"index": 0, "finish_reason": "stop",
                                  "message": {"role": "assistant", "content": text(0.3)}}]})
        if self.type == "RETRIEVER":
            count = min(self.length // 800 + 1, 8)
            return ({"query": text(0.05)},
                    [{"page_content": text(0.8 / count), "metadata": {"doc_uri": f"s3://documents/{number}.md",
                                                                      "chunk_id": number, "score": self.chance.random()}}
                     for number in range(count)])
        return {"question": text(0.5)}, {"answer": text(0.45)}

    def content(self):
        inputs, outputs = self.inputs_and_outputs()
        attributes = {"mlflow.traceRequestId": f"tr-{self.trace:032x}", "mlflow.spanType": self.type,
                      "mlflow.spanInputs": inputs, "mlflow.spanOutputs": outputs}
        if self.model:
            attributes["mlflow.chat.tokenUsage"] = token_usage(self.tokens)
            attributes["mlflow.llm.cost"] = {"input_cost": self.costs[0], "output_cost": self.costs[1],
                                             "total_cost": sum(self.costs)}
            attributes["mlflow.llm.model"], attributes["mlflow.llm.provider"] = self.model[:2]
        events = []
        if self.failed:
            events = [{"name": "exception", "time_unix_nano": self.end_ns,
                       "attributes": {"exception.type": "TimeoutError", "exception.message": self.prose.piece(80)}}]
        return json.dumps({
            "trace_id": in_base64(self.trace, 16), "span_id": in_base64(self.id, 8),
            "parent_span_id": self.parent and in_base64(self.parent.id, 8), "name": self.name,
            "kind": "SPAN_KIND_INTERNAL", "start_time_unix_nano": self.begin_ns, "end_time_unix_nano": self.end_ns,
            "events": events,
            "status": {"code": "STATUS_CODE_ERROR" if self.failed else "STATUS_CODE_OK", "message": ""},
            "attributes": {key: json.dumps(value) for key, value in attributes.items()}, "links": []})

    COLUMNS = ["trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status",
               "start_time_unix_nano", "end_time_unix_nano", "content", "input_cost", "output_cost", "total_cost",
               "model_name", "model_provider"]

    def row(self, experiment):
        costs = (*self.costs, sum(self.costs)) if self.model else (None, None, None)
        return (f"tr-{self.trace:032x}", experiment, f"{self.id:016x}", self.parent and f"{self.parent.id:016x}",
                self.name, self.type, "ERROR" if self.failed else "OK", self.begin_ns, self.end_ns, self.content(),
                *costs, *(self.model[:2] if self.model else (None, None)))


def token_usage(tokens):
    return {"input_tokens": tokens[0], "output_tokens": tokens[1], "total_tokens": sum(tokens)}


def fill_tracing(database, case, chance):
    prose = Prose(chance)
    experiments = add_experiments(database, 4)
    # Traces of 2 spans to about 40; what the even share of the rest leaves over goes to the first ones.
    weights = [chance.lognormvariate(0, 0.7) for _ in range(case.traces)]
    free = case.spans - 2 * case.traces
    lengths = [2 + int(free * weight / sum(weights)) for weight in weights]
    for number in range(case.spans - sum(lengths)):
        lengths[number % case.traces] += 1

    for number, length in enumerate(lengths):
        trace = chance.getrandbits(128)
        name = f"tr-{trace:032x}"
        experiment = experiments[number % len(experiments)]
        begin_ms = START_MS + number * 20_000 + chance.randrange(20_000)
        spans = []
        for place in range(length):
            parent = spans[int(chance.random() ** 2 * place)] if spans else None
            spans.append(Span(chance, prose, trace, place, parent, begin_ms * 1_000_000))
        tokens = tuple(sum(span.tokens[side] for span in spans) for side in (0, 1))
        costs = tuple(sum(span.costs[side] for span in spans if span.costs) for side in (0, 1))
        end_ns = max(span.end_ns for span in spans)
        session = f"session-{number // 7:08x}"
        insert(database, "trace_info",
               ["request_id", "experiment_id", "timestamp_ms", "execution_time_ms", "status", "client_request_id",
                "request_preview", "response_preview", "db_payload_generation", "trace_name", "session_id",
                "input_tokens", "output_tokens", "total_tokens", "input_cost", "output_cost", "total_cost"],
               [(name, experiment, begin_ms, end_ns // 1_000_000 - begin_ms, "ERROR" if spans[0].failed else "OK",
                 f"request-{number}", prose.piece(chance.randrange(50, 900)), prose.piece(chance.randrange(50, 900)), 1,
                 "answer", session, *tokens, sum(tokens), *costs, sum(costs))])
        tags = {"mlflow.artifactLocation": f"s3://artifacts/mlflow/{experiment}/traces/{name}/artifacts",
                "mlflow.trace.spansLocation": "TRACKING_STORE", "mlflow.traceName": "answer"}
        insert(database, "trace_tags", ["key", "value", "request_id"], [(*tag, name) for tag in tags.items()])
        metadata = {"mlflow.trace.session": session, "mlflow.trace.user": f"user-{chance.randrange(500)}",
                    "mlflow.trace.tokenUsage": json.dumps(token_usage(tokens)), "mlflow.trace_schema.version": "3",
                    "mlflow.source.name": "serve.py", "mlflow.trace.infoFinalized": "true"}
        insert(database, "trace_request_metadata", ["key", "value", "request_id"],
               [(*entry, name) for entry in metadata.items()])
        insert(database, "spans", Span.COLUMNS, (span.row(experiment) for span in spans))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", choices=CASES)
    parser.add_argument("file")
    options = parser.parse_args()

    case = CASES[options.case]
    # Foreign keys are checked as each row arrives; a file that is half done is thrown away, so no journal.
    database = sqlite3.connect(f"file:{options.file}?mode=rw", uri=True)
    for pragma in ("foreign_keys = ON", "journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
        database.execute(f"PRAGMA {pragma}")
    chance = random.Random(f"mlflow2pg bench {options.case} {VERSION}")
    (fill_tracing if isinstance(case, Tracing) else fill_training)(database, case, chance)
    database.commit()
    database.close()


if __name__ == "__main__":
    main()
