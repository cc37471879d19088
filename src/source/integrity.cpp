// SPDX-License-Identifier: Apache-2.0
#include "source/integrity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <new>
#include <sstream>
#include <string_view>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "source/read_tables.hpp"

namespace mlflow2pg {

namespace {

// integrity_check also reports NULLs and failing CHECKs. These are misfits, not damage, and are reported as misfits.
bool is_about_values(std::string_view complaint) {
    return complaint.find(" value in ") != std::string_view::npos ||
           complaint.starts_with("CHECK constraint failed in ");
}

// "Page 7 is never used" (SQLite 3.40) or "Page 7: never used" (3.46).
bool is_about_unused_page(std::string_view line) {
    constexpr std::string_view page = "Page ";
    if (!line.starts_with(page)) return false;
    line.remove_prefix(page.size());
    std::size_t const digits = std::min(line.find_first_not_of("0123456789"), line.size());
    std::string_view const rest = line.substr(digits);
    return digits > 0 && (rest == " is never used" || rest == ": never used");
}

std::string integrity_check_of(std::string const& table) {
    return fmt::format("PRAGMA integrity_check({})", quote_identifier(table));
}

// Whether an index of the table holds a value that is too long to be held in memory. integrity_check looks up every row
// in the index, and SQLite then holds such an entry as a whole, twice. quick_check does not read the entries.
bool has_long_index_entries(Sqlite const& database, std::string const& table) {
    ShortValuesOnly const limit{database};
    for (std::string const& index :
         database.texts("SELECT name FROM pragma_index_list(?) WHERE NOT partial", Value::text(table))) {
        std::vector<std::string> counts;
        for (std::string const& column :
             database.texts("SELECT name FROM pragma_index_info(?) WHERE name IS NOT NULL", Value::text(index))) {
            counts.push_back(fmt::format("count({})", quote_identifier(column)));
        }
        if (counts.empty()) continue;
        try {
            // This reads the columns' values from the index, up to the limit.
            database.integer(fmt::format("SELECT {} FROM {} INDEXED BY {}", fmt::join(counts, " + "),
                                         quote_identifier(table), quote_identifier(index)));
        } catch (TooLong const&) {
            return true;
        } catch (CorruptError const&) {  // integrity_check describes the damage
        }
    }
    return false;
}

std::vector<std::string> complaints_of(Sqlite const& database, std::vector<std::string> const& checks,
                                       UnusedPages* unused = nullptr) {
    constexpr std::size_t most = 100;
    std::vector<std::string> complaints;
    try {
        for (std::string const& check : checks) {
            SqliteStatement lines = database.prepare(check);
            while (complaints.size() < most && lines.step()) {
                std::string line = lines.text(0);
                if (line != "ok" && !is_about_values(line)) complaints.push_back(std::move(line));
            }
        }
        // Not after an error: the rest of the file is then unknown.
        if (std::optional<UnusedPages> const found = only_unused_pages(complaints)) {
            if (unused != nullptr) *unused = *found;
            complaints.clear();
        }
    } catch (std::bad_alloc const&) {
        // On a damaged file SQLite (3.40) may ask for absurd amounts of memory. The complaints found before that are
        // returned.
        if (complaints.empty()) throw;
    } catch (CorruptError const& ended) {
        if (complaints.empty()) throw;
        throw CorruptError{fmt::format("{}: {}", ended.what(), headline(complaints.front()))};
    }
    return complaints;
}

}  // namespace

std::string headline(std::string_view complaint) {
    if (complaint.starts_with("*** ")) complaint.remove_prefix(std::min(complaint.find('\n') + 1, complaint.size()));
    return std::string{complaint.substr(0, complaint.find('\n'))};
}

std::optional<UnusedPages> only_unused_pages(std::vector<std::string> const& complaints) {
    UnusedPages unused;
    for (std::string const& complaint : complaints) {
        std::istringstream lines{complaint};
        for (std::string line; std::getline(lines, line);) {
            if (line == "*** in database main ***") continue;
            if (!is_about_unused_page(line)) return std::nullopt;
            if (unused.count++ == 0) unused.first = line;
        }
    }
    return unused;
}

std::vector<std::string> quick_problems(Sqlite const& database, UnusedPages* unused) {
    return complaints_of(database, {"PRAGMA quick_check(1000000)"}, unused);
}

std::vector<std::string> integrity_problems(Sqlite const& database, UnusedPages* unused) {
    std::vector<std::string> checks;
    bool all = true;
    for (std::string const& table : database.texts(fmt::format("SELECT name {}", from_own_tables))) {
        bool const long_entries = has_long_index_entries(database, table);
        if (!long_entries) checks.push_back(integrity_check_of(table));
        all = all && !long_entries;
    }
    if (all) return complaints_of(database, {"PRAGMA integrity_check(1000000)"}, unused);
    checks.insert(checks.begin(), "PRAGMA quick_check(1000000)");
    return complaints_of(database, checks, unused);
}

std::vector<std::string> integrity_problems(Sqlite const& database, std::vector<std::string> const& tables) {
    std::vector<std::string> checks;
    checks.reserve(tables.size());
    for (std::string const& table : tables) {
        checks.push_back(has_long_index_entries(database, table)
                             ? fmt::format("PRAGMA quick_check({})", quote_identifier(table))
                             : integrity_check_of(table));
    }
    return complaints_of(database, checks);
}

bool is_in_indexes(std::vector<std::string> const& problems) {
    return std::ranges::all_of(problems, [](std::string_view problem) {
        return problem.starts_with("wrong # of entries in index ") ||
               problem.starts_with("non-unique entry in index ") ||
               (problem.starts_with("row ") && (problem.find(" missing from index ") != std::string_view::npos ||
                                                problem.find(" values differ from index ") != std::string_view::npos));
    });
}

std::vector<std::string> count_problems(Sqlite const& database, std::vector<std::string> const& tables) {
    std::vector<std::string> problems;
    for (std::string const& table : tables) {
        // Not count(*), which SQLite takes from a tree of its own choice. Not count(rowid), for which it holds each
        // whole index entry in memory.
        auto const entries = [&](std::string const& tree) {
            return static_cast<std::uint64_t>(
                database.integer(fmt::format("SELECT coalesce(sum(1), 0) FROM {} {}", quote_identifier(table), tree)));
        };
        std::uint64_t const rows = entries("NOT INDEXED");
        for (std::string const& index :
             database.texts("SELECT name FROM pragma_index_list(?) WHERE NOT partial", Value::text(table))) {
            std::uint64_t const found = entries("INDEXED BY " + quote_identifier(index));
            if (found == rows) continue;
            problems.push_back(fmt::format("table {} has {}, its index {} has {}", table, counted(rows, "row"), index,
                                           grouped(found)));
        }
    }
    return problems;
}

}  // namespace mlflow2pg
