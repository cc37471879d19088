# SPDX-License-Identifier: Apache-2.0
"""Pages as headless Chromium renders them, driven through its debugging pipe (--remote-debugging-pipe): JSON messages
that end in NUL, commands on its file descriptor 3, answers and events on 4."""

import base64
import json
import os
import select
import subprocess
import time


class Chromium:
    """One browser with one page. `folder` is for its profile."""

    def __init__(self, folder):
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()
        self.buffer, self.calls, self.session = b"", 0, None
        arguments = ["chromium", "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={folder}",
                     "--window-size=1600,1000", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server",
                     "--disable-background-networking", "--no-first-run"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # it refuses to start as root otherwise
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{commands} 4>&{answers}', "bash", *arguments, "about:blank"],
            pass_fds=(commands, answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        os.close(self.commands)
        os.close(self.answers)

    def call(self, method, seconds=60, **parameters):
        """The result of a command; raises RuntimeError with Chromium's words, or TimeoutError."""
        self.calls += 1
        message = {"id": self.calls, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + seconds
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == self.calls:  # the others are events
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def receive(self, deadline):
        while b"\0" not in self.buffer:
            if not select.select([self.answers], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError("Chromium does not answer")
            part = os.read(self.answers, 1 << 20)
            if not part:
                raise RuntimeError("Chromium ended")
            self.buffer += part
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def missing(self, url, texts, seconds=90):
        """Opens the page and waits until it shows all the texts; returns those that it does not show by then."""
        self.call("Page.navigate", url=url)
        deadline = time.monotonic() + seconds
        while True:
            shown = self.call("Runtime.evaluate", expression="document.body.innerText")["result"].get("value") or ""
            absent = [text for text in texts if text not in shown]
            if not absent or time.monotonic() > deadline:
                return absent
            time.sleep(0.3)

    def screenshot(self, path):
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))
