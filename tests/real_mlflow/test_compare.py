# SPDX-License-Identifier: Apache-2.0
"""compare.py itself: a comparator that never finds anything would make every other test pass."""

import psycopg2
import pytest
from conftest import RELEASES, compare

CHANGES = {
    "one cell": "UPDATE params SET value = value || ' ' WHERE key = 'param 1'",
    "the last bit of a double": "UPDATE metrics SET value = 0.30000000000000004 WHERE key = 'double/0'",
    "a text to NULL": "UPDATE runs SET artifact_uri = NULL WHERE lifecycle_stage = 'deleted'",
    "a missing row": "DELETE FROM tags WHERE key = 'tag 3'",
    "an additional row": "INSERT INTO experiments (name, lifecycle_stage) VALUES ('additional', 'active')",
    "two values that changed places": """UPDATE params a SET value = b.value FROM params b
        WHERE a.run_uuid = b.run_uuid AND a.key LIKE 'param _' AND b.key LIKE 'param _'
        AND (right(a.key, 1), right(b.key, 1)) IN (('1', '5'), ('5', '1'))""",
    "a sequence that is behind": "SELECT setval('experiments_experiment_id_seq', 1)",
    "an additional table": "CREATE TABLE additional (x integer)",
    "the sign of a zero": "UPDATE metrics SET value = '-0.0' WHERE key = 'double/9'",
    "a latest metric": "UPDATE latest_metrics SET step = step - 1 WHERE key = 'same step again'",
}


@pytest.mark.parametrize("change", CHANGES)
def test_finds(change, migrated, server):
    path, migrated_to, _, _ = migrated(RELEASES[-1])
    target = server.database(template=migrated_to)
    assert compare(path, target)[0] == 0
    with psycopg2.connect(target) as connection:
        connection.cursor().execute(CHANGES[change])
    connection.close()
    code, said = compare(path, target)
    assert code == 1 and "differences" in said, said
