#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""plot.py bench.json bench.svg: draws again what scripts/bench has measured.

Bars grouped by case: the wall time of each tool relative to pg_restore --single-transaction. The picture carries
its own colours for light and dark, no script and no font.
"""
import json
import math
import sys
from html import escape

WIDTH = 880
LEFT = 196  # where the bars begin; names stand before it
RIGHT = 150  # for the figures behind the longest bar
MARGIN = 24
HEAD = 96
CASE_HEAD = 38
BAR = 16
PITCH = 24
GAP = 14
FLOOR = "pg_restore"

STYLE = """
svg { color-scheme: light dark; }
text { font: 14px system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: #1f2328; }
.title { font-size: 18px; font-weight: 600; }
.case { font-size: 15px; font-weight: 600; }
.quiet { fill: #59636e; }
.small { font-size: 12.5px; fill: #59636e; }
.value { font-weight: 600; }
/* The line at 1 may run through a figure. */
.figure { paint-order: stroke; stroke: #ffffff; stroke-width: 5px; stroke-linejoin: round; }
.failed { fill: #b3261e; }
.ground { fill: #ffffff; stroke: #d1d9e0; }
.grid { stroke: #e6eaef; }
.floor { stroke: #1f2328; stroke-width: 1.5; }
.spread { stroke: #1f2328; stroke-width: 1.5; }
.cut { stroke: #ffffff; stroke-width: 3; fill: none; }
.mlflow2pg { fill: #1f6fd0; }
.mlflow2pg-1 { fill: #86b5ea; }
.mlflow2pg-lz4 { fill: #0f8a6d; }
.pg_restore-j { fill: #8c959f; }
.pgloader { fill: #c4cad1; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f3f6; }
  .quiet, .small { fill: #9ea7b3; }
  .failed { fill: #ff8b82; }
  .ground { fill: #0d1117; stroke: #3d444d; }
  .grid { stroke: #262c36; }
  .floor, .spread { stroke: #f0f3f6; }
  .cut, .figure { stroke: #0d1117; }
  .mlflow2pg { fill: #4493f8; }
  .mlflow2pg-1 { fill: #2a5a98; }
  .mlflow2pg-lz4 { fill: #2fb391; }
  .pg_restore-j { fill: #818b98; }
  .pgloader { fill: #4f5863; }
}
"""


def short_count(number):
    for unit, name in ((1_000_000, " M"), (1_000, " k")):
        if number >= unit:
            return f"{number / unit:.3g}{name}"
    return str(number)


def short_bytes(number):
    return f"{number / 1e9:.2g} GB" if number >= 1e9 else f"{number / 1e6:.0f} MB"


def short_seconds(seconds):
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def text(x, y, content, kind="", anchor="start"):
    kind = f' class="{kind}"' if kind else ""
    anchor = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.0f}" y="{y:.0f}"{kind}{anchor}>{escape(content)}</text>'


def line(x1, y1, x2, y2, kind):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


class Scale:
    """Ratios to places. Bars of pgloader are cut rather than everybody else's squeezed."""

    def __init__(self, entries):
        longest = max([entry["ratio"]["max"] for entry in entries if entry["tool"] != "pgloader"] + [1.2])
        self.step = 0.5 if longest < 4 else 2 ** math.ceil(math.log2(longest / 8))
        self.end = math.ceil(longest * 1.02 / self.step) * self.step

    def __call__(self, ratio):
        return LEFT + min(ratio, self.end) / self.end * (WIDTH - LEFT - RIGHT)

    def ticks(self):
        return [number * self.step for number in range(int(self.end / self.step) + 1)]


def bar(entry, scale, y):
    yield text(LEFT - 10, y + 13, entry["label"], "quiet" if not entry["tool"].startswith("mlflow2pg") else "", "end")
    if not entry.get("ratio"):
        yield text(LEFT + 8, y + 13, "failed: " + (entry["failure"] or "no figure"), "failed")
        return
    ratio, end = entry["ratio"], scale(entry["ratio"]["median"])
    yield f'<rect class="{entry["tool"]}" x="{LEFT}" y="{y}" width="{end - LEFT:.1f}" height="{BAR}" rx="2"/>'
    behind = end
    if ratio["median"] > scale.end:
        for x in (end - 22, end - 15):
            yield f'<path class="cut" d="M{x + 4:.1f} {y - 1}l-8 {BAR + 2}"/>'
    elif ratio["max"] > ratio["min"]:
        middle = y + BAR / 2
        yield line(scale(ratio["min"]), middle, scale(ratio["max"]), middle, "spread")
        for place in (ratio["min"], ratio["max"]):
            yield line(scale(place), middle - 3, scale(place), middle + 3, "spread")
        behind = max(end, scale(ratio["max"]))
    figure = f"{ratio['median']:.2f}×" if ratio["median"] < 10 else f"{ratio['median']:.0f}×"
    yield (f'<text class="figure" x="{behind + 8:.0f}" y="{y + 13}"><tspan class="value">{figure}</tspan>'
           f'<tspan class="quiet" dx="8">{short_seconds(entry["seconds"]["median"])}</tspan></text>')


def floor_of(case):
    return next((entry for entry in case["tools"] if entry["tool"] == FLOOR and not entry["failure"]), None)


def svg(report):
    cases = [case for case in report["cases"] if floor_of(case)]
    shown = [[entry for entry in case["tools"] if entry["tool"] != FLOOR] for case in cases]
    scale = Scale([entry for entries in shown for entry in entries if entry.get("ratio")])
    heights = [CASE_HEAD + PITCH * len(entries) + GAP for entries in shown]
    bottom = HEAD + sum(heights)
    height = bottom + 62
    machine, server = report["machine"], report["postgresql"]
    settings = server["settings"]

    body = [f'<rect class="ground" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="8"/>',
            text(MARGIN, 36, "Time to fill PostgreSQL, relative to pg_restore", "title"),
            text(MARGIN, 58, "1 = pg_restore --single-transaction of the finished database. Shorter is faster.", "quiet")]
    for tick in scale.ticks():
        x = scale(tick)
        body.append(line(x, HEAD, x, bottom - 4, "floor" if tick == 1 else "grid"))
        body.append(text(x, HEAD - 8, f"{tick:g}×", "value" if tick == 1 else "small", "middle"))
    if 1 not in scale.ticks():
        body.append(line(scale(1), HEAD, scale(1), bottom - 4, "floor"))

    y = HEAD
    for case, entries, size in zip(cases, shown, heights):
        what = f"{short_count(case['rows'])} rows, {short_bytes(case['source_bytes'])}"
        # A strip of ground keeps the lines of the scale out of the words.
        body.append(f'<rect class="ground" style="stroke:none" x="{MARGIN}" y="{y + 8}" width="{WIDTH - 2 * MARGIN}" '
                    f'height="{CASE_HEAD - 11}"/>')
        body.append(f'<text x="{MARGIN}" y="{y + 26}"><tspan class="case">{escape(case["name"])}</tspan>'
                    f'<tspan class="quiet" dx="10">{what}</tspan></text>')
        body.append(text(WIDTH - MARGIN, y + 26, f"pg_restore {short_seconds(floor_of(case)['seconds']['median'])}",
                         "quiet", "end"))
        for place, entry in enumerate(entries):
            body += bar(entry, scale, y + CASE_HEAD + PITCH * place)
        y += size

    memory = machine["memory_bytes"] / 2**30
    version = server["version"].split()[0]
    body.append(text(MARGIN, bottom + 20, "Median of the rounds, with the least and the greatest; sizes are those of the "
                     "SQLite file. Only mlflow2pg verifies what it wrote.", "small"))
    body.append(text(MARGIN, bottom + 40, f"{machine['cores']} cores, {memory:.0f} GiB, PostgreSQL {version}, fsync "
                     f"{settings['fsync']}, shared_buffers {settings['shared_buffers']}, {report['date'][:10]}, "
                     f"{(report['revision'] or 'no revision')[:9]}", "small"))
    summary = "; ".join(f"{case['name']}: " + ", ".join(
        f"{entry['label']} {entry['ratio']['median']:.2f}" for entry in entries if entry.get("ratio"))
        for case, entries in zip(cases, shown))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img" aria-labelledby="title desc">\n<title id="title">Time to fill PostgreSQL, relative to '
            f'pg_restore</title>\n<desc id="desc">{escape(summary)}</desc>\n<style>{STYLE}</style>\n'
            + "\n".join(body) + "\n</svg>\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.splitlines()[0])
    with open(sys.argv[1]) as source:
        drawn = svg(json.load(source))
    with open(sys.argv[2], "w") as target:
        target.write(drawn)
