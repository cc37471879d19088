#!/usr/bin/env python
# SPDX-License-Identifier: Apache-2.0
"""upgrade_to.py [URI REVISION]...: MLflow's own migrations, as `mlflow db upgrade` runs them, but only up to REVISION."""

import sys


def main():
    from alembic import command
    from mlflow.store.db.utils import _get_alembic_config, create_sqlalchemy_engine_with_retry

    for uri, revision in zip(sys.argv[1::2], sys.argv[2::2]):
        config = _get_alembic_config(uri)
        # alembic.ini would set the logging up: a line for each migration.
        config.config_file_name = None
        with create_sqlalchemy_engine_with_retry(uri).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)


if __name__ == "__main__":
    main()
