// SPDX-License-Identifier: Apache-2.0
// Brings tables in the target that hold an earlier state of the source to a later state, by the rows that differ.
#pragma once

#include <cstdint>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "source/sqlite.hpp"
#include "steps/step.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

struct Plan;

// A full load is faster.
class TooManyChanges : public Error {
public:
    explicit TooManyChanges(std::string const& what) : Error{ExitCode::verification, what} {}
};

// Works in the transaction that is open on the connection, on the tables in `schema`, in the order of their foreign
// keys: rows are deleted from children before parents, and inserted into parents before children; a row whose primary
// key stays is updated. before, after: in read transactions; nobody may commit meanwhile. Of latest_metrics, the rows
// of each key and run are recomputed whose metrics, or whose own row in the source, changed.
//
// Then a table that held exactly the rows of `before` holds exactly those of `after`, unless a foreign key with ON
// DELETE CASCADE took others along: the caller has to count (target/staged_rows.hpp). Throws VerificationError when the
// target does not hold the rows that are to go, or holds others than were added; ServerError when the server refuses a
// row, which may be one that does not fit (ServerError::about_data); MisfitFound; TooManyChanges when more than
// most_rows are gone or added.
std::vector<AppliedChanges> apply_changes(Sqlite const& before, Sqlite const& after, Plan const& plan,
                                          PgConnection& connection, std::string const& schema,
                                          std::stop_token const& stop = {},
                                          std::uint64_t most_rows = std::numeric_limits<std::uint64_t>::max());

}  // namespace mlflow2pg
