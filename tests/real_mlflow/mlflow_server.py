# SPDX-License-Identifier: Apache-2.0
"""A real `mlflow server`, until the end of the `with`."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from conftest import python_of

# Of a loaded machine; 3.18 imports for half a minute.
PATIENCE_SECONDS = 400
ENVIRONMENT = {
    **os.environ,
    "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    "GIT_PYTHON_REFRESH": "quiet",
}


class MlflowServer:
    def __init__(self, release, backend, folder, *options, environment=None, workers=1):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url, self.release, self.log = f"http://127.0.0.1:{port}", release, folder / f"server-{port}.log"
        python = Path(python_of(release, "--server"))
        path = f"{python.parent}:{os.environ['PATH']}"  # for gunicorn
        command = [python, "-m", "mlflow", "server", *options, "--backend-store-uri", backend]
        command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env={**ENVIRONMENT, "PATH": path, **(environment or {})},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def __enter__(self):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(self.url + "/health", timeout=5):
                return self
            time.sleep(0.3)
        self.__exit__()
        raise RuntimeError(f"no server: {self.log.read_text()[-5000:]}")

    def __exit__(self, *_):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(self.process.pid, number)
                self.process.wait(20)
