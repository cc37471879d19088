// SPDX-License-Identifier: Apache-2.0
// SQLite's own checks of a database. Each function returns what they report, at most 100 lines. Complaints about values
// are left out, because these are misfits, not damage. unused: receives the unused pages; null: nobody asks. All may
// throw CorruptError if the damage is severe, and Interrupted.
// Tested in tests/source/source_tests.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/sqlite.hpp"

namespace mlflow2pg {

// Pages that no table and no index uses. They hold no row that SQLite can read, so they do not count as damage. With
// any other complaint they do: it may be about the same pages.
struct UnusedPages {
    std::uint64_t count = 0;
    std::string first;  // SQLite's words about the first of them
};

// The first finding of one complaint of SQLite's checks, in which a line that names the database may come first.
std::string headline(std::string_view complaint);

// The unused pages, if complaints of SQLite's checks are about nothing else. SQLite puts all complaints about the file
// itself into one text, below a line that names the database.
std::optional<UnusedPages> only_unused_pages(std::vector<std::string> const& complaints);

// PRAGMA quick_check. It does not compare indexes with their tables, and takes about a tenth of the time of
// integrity_check.
std::vector<std::string> quick_problems(Sqlite const& database, UnusedPages* unused = nullptr);

// PRAGMA integrity_check of the whole file, or of the given tables. A table with an index that holds values too long
// for memory is checked by quick_check instead.
std::vector<std::string> integrity_problems(Sqlite const& database, UnusedPages* unused = nullptr);
std::vector<std::string> integrity_problems(Sqlite const& database, std::vector<std::string> const& tables);

// Whether these problems, as integrity_check names them, are all of indexes that do not fit their tables. Damage of the
// file itself, which comes first, is not: https://www.sqlite.org/pragma.html#pragma_integrity_check
bool is_in_indexes(std::vector<std::string> const& problems);

// The indexes of these tables that have more or fewer entries than their table has rows. Much faster than
// integrity_check, which also compares the values. The tables must have rowids.
std::vector<std::string> count_problems(Sqlite const& database, std::vector<std::string> const& tables);

}  // namespace mlflow2pg
