# SPDX-License-Identifier: Apache-2.0
"""The report as a page of HTML: valid, and rendered by real Chromium as people see it: light, dark, narrow, printed.

Needs chromium and tidy (scripts/setup --report). With MLFLOW2PG_KEEP the pictures stay in the tests' folder.
"""

import base64
import contextlib
import sqlite3
import subprocess
import sys

import pytest
from conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "tests" / "proof"))
from browser import Chromium  # noqa: E402

pytestmark = pytest.mark.client
FIXES = "strip-nul,replace-utf8,truncate,round,json-nan-null,blob-text,text-number"
# Texts whose contrast with what is behind them is below WCAG 2's 4.5 to 1 (1.4.3, large text left aside).
PALE = """(() => {
    const channels = color => color.match(/[\\d.]+/g).map(Number);
    const luminance = color => channels(color).slice(0, 3).map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = element => {
        for (; element; element = element.parentElement) {
            const color = getComputedStyle(element).backgroundColor;
            if ((channels(color)[3] ?? 1) > 0) return color;
        }
        return "rgb(255, 255, 255)";
    };
    const pale = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (!walker.currentNode.data.trim()) continue;
        const element = walker.currentNode.parentElement;
        const [one, other] = [getComputedStyle(element).color, behind(element)].map(luminance);
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (contrast < 4.5) pale.push(`${walker.currentNode.data.trim()}: ${contrast.toFixed(2)}`);
    }
    return pale;
})()"""
# Elements that reach beyond the window.
CUT = """[...document.body.querySelectorAll("*")].filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .map(element => element.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def pages(program, server, folder):
    """Name of a page to its file; each is written by the program, however that ended."""
    path, nice = folder / "mlruns.db", folder / "nice.db"
    for file, dump in ((path, "3.18.0-nasty.sql"), (nice, "3.18.0.sql")):
        with contextlib.closing(sqlite3.connect(file)) as connection:
            connection.executescript((REPOSITORY / "tests" / "data" / dump).read_text())
    target, other = server.database(), server.database()
    made = folder / "pages"
    made.mkdir()
    settled = ["--fix", FIXES, "--experiment-ids", "widen"]
    rewriting = ["--rewrite-artifacts", "s3://artifacts=/srv/artifacts"]
    rejecting = ["--on-misfit", "reject", "--rejects", folder / "page.rejects"]
    runs = {
        "undecided": (7, ["check", path, target]),
        "stopped": (7, ["migrate", path, target]),
        "rehearsed": (0, ["migrate", "--dry-run", path, target, *settled, *rewriting, *rejecting]),
        "migrated": (0, ["migrate", path, target, *settled, *rewriting, *rejecting]),
        "ready": (0, ["check", nice, other]),
        "published": (0, ["migrate", nice, other, *rewriting, "--rejects", folder / "nice.rejects"]),
        "different": (8, ["verify", nice, other]),
        "missing": (3, ["check", folder / "<none> & \"no one's\".db"]),
    }
    files = {}
    for name, (code, arguments) in runs.items():
        files[name] = made / f"{name}.html"
        done = program(*arguments, "--report", files[name])
        assert done.code == code, done.err
    assert sorted(file.name for file in made.iterdir()) == sorted(f"{name}.html" for name in runs)
    return files


# Which are enough for what all have alike.
SHOWN = ["undecided", "migrated", "missing"]


@pytest.fixture(scope="module")
def browser(folder):
    with Chromium(folder / "profile") as chromium:
        yield chromium


def value(browser, expression):
    return browser.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"]["value"]


def show(browser, page, width, height=1000, media="screen", scheme="light"):
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    browser.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])
    assert browser.missing(page.as_uri(), ["mlflow2pg"]) == []


def picture(browser, page, kind):
    taken = browser.call("Page.captureScreenshot", captureBeyondViewport=True)
    page.with_name(f"{page.stem}-{kind}.png").write_bytes(base64.b64decode(taken["data"]))


def test_every_page_is_valid_html(pages):
    for page in pages.values():
        command = ["tidy", "-quiet", "-errors", "-utf8", "--drop-empty-elements", "no", page]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stdout + done.stderr) == (0, ""), page.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_readable_on_every_screen(pages, browser, scheme):
    for page in map(pages.get, SHOWN):
        for width in (1280, 900, 800, 500, 400):
            show(browser, page, width, scheme=scheme)
            picture(browser, page, f"{scheme}-{width}")
            assert value(browser, "document.scrollingElement.scrollWidth <= innerWidth"), (page.name, width)
            assert value(browser, CUT) == [], page.name
            assert value(browser, PALE) == [], page.name
            assert value(browser, "performance.getEntriesByType('resource').length") == 0
            dark = value(browser, "matchMedia('(prefers-color-scheme: dark)').matches")
            assert dark == (scheme == "dark")


def test_pages_are_printed_whole(pages, browser):
    for page in map(pages.get, SHOWN):
        # A4 without its margins, at 96 dots an inch.
        show(browser, page, 688, media="print", scheme="dark")
        picture(browser, page, "print")
        assert value(browser, "document.scrollingElement.scrollWidth <= innerWidth"), page.name
        assert value(browser, CUT) == [], page.name
        assert value(browser, PALE) == [], page.name
        printed = browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
        page.with_suffix(".pdf").write_bytes(base64.b64decode(printed))
        assert base64.b64decode(printed).startswith(b"%PDF")


def test_pages_say_what_was_done(pages, browser):
    told = {
        "undecided": ["NEEDS A DECISION", "--fix strip-nul", "--experiment-ids widen", "What a migration would do",
                      "mlflow2pg migrate --dry-run"],
        "stopped": ["NOT MIGRATED", "What does not fit PostgreSQL"],
        "ready": ["READY", "What a migration would do", "mlflow2pg migrate "],
        "published": ["MIGRATED", "every row verified", "mlflow server"],
        "rehearsed": ["REHEARSED", "verified", "spent on", "mlflow2pg migrate "],
        "migrated": ["MIGRATED", "rejected", "rewrite-artifacts", "runs.artifact_uri",
                     "experiments_experiment_id_seq", "Local locations", "/srv/artifacts", "mlflow server"],
        "different": ["NOT EQUAL", "Differences", "--rewrite-artifacts"],
        "missing": ["NOT READY", "<none> & \"no one's\".db"],
    }
    for name, texts in told.items():
        assert browser.missing(pages[name].as_uri(), texts, seconds=5) == [], name
