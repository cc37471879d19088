# SPDX-License-Identifier: Apache-2.0
"""The stores and the client of whichever MLflow release this Python has, for one database.

`stores.py URI` opens them and does nothing else: in an empty database that makes MLflow's own schema.
"""

import contextlib
import inspect
import logging
import os
import sys
import warnings

# Nothing here may talk to the network; and what one process encrypts, another must read.
os.environ.update(
    MLFLOW_DISABLE_TELEMETRY="true",
    DO_NOT_TRACK="true",
    GIT_PYTHON_REFRESH="quiet",
    MLFLOW_CRYPTO_KEK_PASSPHRASE="a passphrase for tests",
    MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY="dGhpcnR5LXR3byBieXRlcyBmb3IgdGhlIHRlc3RzISE=",
    MLFLOW_SQL_TRACE_ROLLUPS_ENABLED="true",
    # The name of the user goes into several columns.
    LOGNAME="tester",
)
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

# Not a local path: stores create such a folder when they open, and MLflow makes it absolute.
ARTIFACT_ROOT = "s3://artifacts/mlflow"


def by_signature(function, *arguments, **named):
    """Calls function without those of the named arguments which this release does not have."""
    known = inspect.signature(function).parameters
    if not any(p.kind is p.VAR_KEYWORD for p in known.values()):
        named = {name: value for name, value in named.items() if name in known}
    return function(*arguments, **named)


class Stores:
    """Opened in MLflow's own order; opening the tracking store creates or checks the schema."""

    def __init__(self, uri):
        from mlflow.tracking import MlflowClient
        from mlflow.version import VERSION

        try:
            from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
        except ImportError:  # 1.0
            from mlflow.store.sqlalchemy_store import SqlAlchemyStore

        self.uri = uri
        self.release = VERSION
        self.tracking = SqlAlchemyStore(uri, ARTIFACT_ROOT)
        self.client = MlflowClient(tracking_uri=uri)
        self.registry = self.jobs = self.workspaces = None
        with contextlib.suppress(ImportError):
            from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore as Registry

            self.registry = Registry(uri)
        with contextlib.suppress(ImportError):
            from mlflow.store.jobs.sqlalchemy_store import SqlAlchemyJobStore

            self.jobs = SqlAlchemyJobStore(uri)
        with contextlib.suppress(ImportError):
            from mlflow.store.workspace.sqlalchemy_store import SqlAlchemyStore as Workspaces

            self.workspaces = Workspaces(uri)

    @property
    def engine(self):
        return self.tracking.engine


class Remote:
    """What is no database: a server, a file store. They are opened by the client alone."""

    def __init__(self, uri):
        from mlflow.tracking import MlflowClient

        self.client = self.registry = MlflowClient(tracking_uri=uri)
        self.tracking = self.client._tracking_client.store
        self.jobs = self.workspaces = None


if __name__ == "__main__":
    Stores(sys.argv[1])
