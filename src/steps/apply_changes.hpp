// SPDX-License-Identifier: Apache-2.0
// Brings tables in the target that hold an earlier state of the source to a later state, by the rows that differ.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "base/checksum.hpp"
#include "source/sqlite.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

struct Plan;

// What was applied to one table. Each part was read twice: from the source, and from the target. The rows of
// latest_metrics were computed from the target's metrics, and read back.
struct AppliedChanges {
    std::string table;
    Checksum gone;                // the earlier state's rows that the later one does not have, or not with these values
    Checksum added;               // the later state's rows that the earlier one does not have, or not with these values
    std::string by_rows_because;  // see ChangedRanges; empty: unchanged pages were compared byte by byte
};

// Works in the transaction that is open on the connection, on the tables in `schema`, in the order of their foreign
// keys: rows are deleted from children before parents, and inserted into parents before children; a row whose primary
// key stays is updated. before, after: in read transactions; nobody may commit meanwhile. Of latest_metrics, the rows
// of each key and run with changed metrics are recomputed.
//
// Then a table that held exactly the rows of `before` holds exactly those of `after`, unless a foreign key with ON
// DELETE CASCADE took others along: the caller has to count (target/staged_rows.hpp). Throws VerificationError when the
// target does not hold the rows that are to go, or holds others than were added; ServerError when the server refuses a
// row, which may be one that does not fit (ServerError::about_data); MisfitFound.
std::vector<AppliedChanges> apply_changes(Sqlite const& before, Sqlite const& after, Plan const& plan,
                                          PgConnection& connection, std::string const& schema,
                                          std::stop_token const& stop = {});

}  // namespace mlflow2pg
