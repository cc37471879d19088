// SPDX-License-Identifier: Apache-2.0
// Updates tables in the target from an earlier state of the source to a later one, with the rows that differ.
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

// So many rows changed that a full load is faster.
class TooManyChanges : public Error {
public:
    explicit TooManyChanges(std::string const& what) : Error{ExitCode::verification, what} {}
};

// Works in the transaction that is open on the connection, on the tables in `schema`, in the order of their foreign
// keys: rows are deleted from children before parents, and inserted into parents before children. A row whose primary
// key remains is updated. before, after: in read transactions; nobody may commit meanwhile. In latest_metrics, the rows
// of each key and run are recomputed if their metrics, or their own row in the source, changed.
//
// Afterwards a table that held exactly the rows of `before` holds exactly those of `after`, if this transaction has
// added and deleted as many rows as returned: the caller has to count (target/staged_rows.hpp). The action of a foreign
// key, such as ON DELETE CASCADE, may have deleted or changed more. Throws VerificationError when the target does not
// hold the rows to delete, or does not hold the rows to add afterwards; ServerError
// when the server refuses a row, for example one that does not fit (ServerError::about_data); MisfitFound;
// TooManyChanges when more than most_rows are deleted or added.
std::vector<AppliedChanges> apply_changes(Sqlite const& before, Sqlite const& after, Plan const& plan,
                                          PgConnection& connection, std::string const& schema,
                                          std::stop_token const& stop = {},
                                          std::uint64_t most_rows = std::numeric_limits<std::uint64_t>::max());

}  // namespace mlflow2pg
