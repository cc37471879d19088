// SPDX-License-Identifier: Apache-2.0
// Compares the ranges of rowids that are found by pages with all rows of both states, read by SQL.
#include "source/changed_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "files.hpp"
#include "random.hpp"
#include "source/sqlite.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

using Rows = std::map<std::int64_t, std::string>;

void begin(Sqlite const& reader) { reader.execute("BEGIN; SELECT count(*) FROM sqlite_schema"); }

// All rows of a table by their rowids, in table order. Throws CorruptError when the rowids are not in order.
Rows rows_of(Sqlite const& reader, std::string const& table) {
    Rows rows;
    SqliteStatement all = reader.prepare(fmt::format("SELECT rowid, * FROM {} NOT INDEXED ORDER BY rowid", table));
    while (all.step()) {
        if (!rows.empty() && all.integer(0) <= rows.rbegin()->first) throw CorruptError{"not in order"};
        std::string& row = rows[all.integer(0)];
        for (int column = 1; column < all.columns(); ++column) {
            Value const value = all.value(column);
            row += fmt::format("{} {} {};", static_cast<int>(value.type), value.integer, value.bytes.size());
            row += value.bytes;
        }
    }
    return rows;
}

std::set<std::int64_t> differing(Rows const& before, Rows const& after) {
    std::set<std::int64_t> rowids;
    for (auto const& [rowid, row] : before) {
        auto const found = after.find(rowid);
        if (found == after.end() || found->second != row) rowids.insert(rowid);
    }
    for (auto const& [rowid, row] : after) {
        if (!before.contains(rowid)) rowids.insert(rowid);
    }
    return rowids;
}

struct Compared {
    std::vector<RowidRange> ranges;
    std::string by_rows_because;
    std::uint64_t compared;
    std::uint64_t changed;
};

Compared compare(Sqlite const& before, Sqlite const& after, std::string const& table) {
    Compared result;
    Pages const pages_before{before, "the earlier state"};
    Pages const pages_after{after, "the source"};
    ChangedRanges ranges{pages_before, pages_after, table};
    while (std::optional<RowidRange> const range = ranges.next()) result.ranges.push_back(*range);
    BOOST_TEST(!ranges.next().has_value());
    result.by_rows_because = ranges.by_rows_because();
    result.compared = ranges.compared();
    result.changed = ranges.changed();
    return result;
}

bool contains(Compared const& compared, std::int64_t rowid) {
    return std::ranges::any_of(compared.ranges,
                               [&](RowidRange const& range) { return range.first <= rowid && rowid <= range.last; });
}

// The ranges must be in order and must not touch, and every row that differs must be in one of them.
void ensure_complete(Compared const& compared, Rows const& before, Rows const& after) {
    for (std::size_t number = 0; number < compared.ranges.size(); ++number) {
        RowidRange const& range = compared.ranges[number];
        BOOST_TEST(range.first <= range.last);
        if (number > 0) BOOST_TEST(compared.ranges[number - 1].last < range.first);
    }
    for (std::int64_t const rowid : differing(before, after)) {
        BOOST_TEST(contains(compared, rowid), "row " << rowid << " differs and is in no range");
    }
}

std::size_t rows_in(Compared const& compared, Rows const& rows) {
    std::size_t count = 0;
    for (auto const& [rowid, row] : rows) count += contains(compared, rowid) ? 1 : 0;
    return count;
}

// A database with the tables t, whose rowids have no name, and u, whose rowid is its key.
class TwoStates {
public:
    // reserved: bytes at the end of each page that SQLite does not use.
    explicit TwoStates(std::string const& pragmas = "", int reserved = 0) : live_{folder_.file("live.db")} {
        if (reserved > 0) create_with_reserved_bytes(pragmas, reserved);
        // A connection in this mode may do everything that other programs do, such as VACUUM.
        writer_.emplace(live_, Sqlite::Mode::temporary);
        write("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF");
        write(pragmas);
        write("CREATE TABLE t (a TEXT, b, c BLOB); CREATE TABLE u (id INTEGER PRIMARY KEY, v TEXT NOT NULL)");
    }

    void write(std::string const& sql) const { writer_->execute(sql); }
    std::string const& live() const { return live_; }
    std::string before() const { return folder_.file("before.db"); }

    // Makes the present state the earlier state.
    void keep() const {
        write("PRAGMA wal_checkpoint(TRUNCATE)");
        std::filesystem::copy_file(live_, before(), std::filesystem::copy_options::overwrite_existing);
    }
    Compared compared(std::string const& table) const {
        Sqlite const earlier{before(), Sqlite::Mode::immutable};
        Sqlite const later{live_, Sqlite::Mode::read_only};
        begin(earlier);
        begin(later);
        Compared const found = compare(earlier, later, table);
        ensure_complete(found, rows_of(earlier, table), rows_of(later, table));
        return found;
    }
    std::size_t rows_to_read(std::string const& table) const {
        Compared const found = compared(table);
        Sqlite const later{live_, Sqlite::Mode::read_only};
        return rows_in(found, rows_of(later, table));
    }

private:
    // Only another VFS reserves bytes. So this writes their number into the only page of an empty database: into its
    // header, and into the position where the content of the page begins.
    void create_with_reserved_bytes(std::string const& pragmas, int reserved) const {
        Sqlite{live_, Sqlite::Mode::temporary}.execute(pragmas +
                                                       "PRAGMA user_version = 1; PRAGMA journal_mode = DELETE");
        std::string page = file_content(live_);
        auto const usable = page.size() - static_cast<std::size_t>(reserved);
        page[20] = static_cast<char>(reserved);
        page[105] = static_cast<char>(usable >> 8U);
        page[106] = static_cast<char>(usable & 0xffU);
        write_file(live_, page);
    }

    TestFolder folder_;
    std::string live_;
    std::optional<Sqlite> writer_;
};

// SQL that adds rows to t, each `bytes` long.
std::string add_rows(int count, int bytes) {
    return fmt::format(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
        "INSERT INTO t SELECT 'row ' || i, i * 0.5, zeroblob({}) FROM n;",
        count, bytes);
}

// Random changes of both tables, as MLflow makes them and as nobody makes them.
class RandomChanges {
public:
    explicit RandomChanges(std::uint64_t seed) : random_{seed} {}

    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }

    std::string pragmas() {
        return fmt::format(
            "PRAGMA page_size = {}; PRAGMA auto_vacuum = {}; PRAGMA secure_delete = {}; "
            "PRAGMA journal_mode = {};",
            512 << below(8), below(3), below(2), below(2) == 0 ? "DELETE" : "WAL");
    }
    std::string next() {
        static std::vector<std::string (RandomChanges::*)()> const kinds{
            &RandomChanges::add,     &RandomChanges::add,      &RandomChanges::add,    &RandomChanges::remove,
            &RandomChanges::update,  &RandomChanges::update,   &RandomChanges::revive, &RandomChanges::swap,
            &RandomChanges::enlarge, &RandomChanges::recreate, &RandomChanges::other,  &RandomChanges::maintain};
        return (this->*kinds[static_cast<std::size_t>(below(static_cast<int>(kinds.size())))])();
    }

private:
    std::string rowid() { return fmt::format("(SELECT rowid FROM t ORDER BY rowid LIMIT 1 OFFSET {})", below(400)); }
    std::string table() { return below(2) == 0 ? "t" : "u"; }
    // A value that differs from call to call, also in its length.
    std::string value() {
        static constexpr std::array lengths{3, 30, 300, 3000, 70'000};
        return fmt::format("'{}' || substr(hex(zeroblob({})), {})", below(1'000'000),
                           lengths[random_() % lengths.size()], 1 + below(3));
    }

    std::string add() {
        int const count = 1 + below(below(4) == 0 ? 400 : 20);
        std::string const numbers =
            fmt::format("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) ", count);
        if (below(3) == 0) {  // u's rowids are anywhere
            static constexpr std::array ids{"i * 31", "i - 9223372036854775807", "9223372036854775807 - i"};
            return fmt::format("{} INSERT OR IGNORE INTO u SELECT {}, {} FROM n;", numbers, ids[random_() % ids.size()],
                               value());
        }
        return fmt::format("{} INSERT INTO t SELECT {}, i * {}, CASE WHEN i % 7 = 0 THEN {} END FROM n;", numbers,
                           value(), below(1000) * 0.5, value());
    }
    std::string remove() {
        if (below(2) == 0) return fmt::format("DELETE FROM {} WHERE rowid % {} = 0;", table(), 2 + below(40));
        return fmt::format("DELETE FROM t WHERE rowid BETWEEN {0} AND {0} + {1};", rowid(), below(200));
    }
    std::string update() {
        if (below(4) == 0) return "UPDATE t SET b = b;";  // no row changes
        if (below(2) == 0) return fmt::format("UPDATE u SET v = {} WHERE rowid % {} = 0;", value(), 2 + below(40));
        return fmt::format("UPDATE t SET {} = {} WHERE rowid = {};", below(2) == 0 ? "a" : "c", value(), rowid());
    }
    // Deletes rows and adds others with the same rowids, with the same content or another.
    std::string revive() {
        return fmt::format(
            "CREATE TEMP TABLE gone AS SELECT rowid AS r, * FROM t WHERE rowid % {} = 0; DELETE FROM t "
            "WHERE rowid IN (SELECT r FROM gone); INSERT INTO t (rowid, a, b, c) SELECT r, a, {}, c "
            "FROM gone; DROP TABLE gone;",
            1 + below(9), below(2) == 0 ? "b" : "r");
    }
    std::string swap() {
        return fmt::format(
            "UPDATE t SET a = (SELECT o.a FROM t o WHERE o.rowid = {0} + {1} - t.rowid) WHERE rowid IN "
            "({0}, {1});",
            rowid(), rowid());
    }
    // SQLite writes a record of the same length over the old one, so only overflow pages change.
    std::string enlarge() {
        int const before = below(80'000);
        return fmt::format("UPDATE t SET c = CAST(zeroblob({}) || x'0{}' || zeroblob({}) AS BLOB) WHERE rowid = {};",
                           before, 1 + below(2), 80'000 - before, below(4) == 0 ? rowid() : "1");
    }
    // Writes the same rows to other pages.
    std::string recreate() {
        return "CREATE TABLE n (a TEXT, b, c BLOB); INSERT INTO n (rowid, a, b, c) SELECT rowid, a, b, c FROM t; "
               "DROP TABLE t; ALTER TABLE n RENAME TO t;";
    }
    // Uses pages, or frees them.
    std::string other() {
        if (below(2) == 0) return "DROP TABLE IF EXISTS o;";
        return fmt::format("CREATE TABLE IF NOT EXISTS o (x); INSERT INTO o SELECT {} FROM t;", value());
    }
    std::string maintain() {
        switch (below(7)) {
            case 0: return "VACUUM;";
            case 1: return fmt::format("PRAGMA page_size = {}; VACUUM;", 512 << below(8));
            case 2: return fmt::format("PRAGMA auto_vacuum = {}; VACUUM;", below(3));
            case 3: return "PRAGMA incremental_vacuum(20);";
            case 4: return "CREATE INDEX IF NOT EXISTS i ON t (a); REINDEX;";
            case 5: return fmt::format("PRAGMA journal_mode = {};", below(2) == 0 ? "DELETE" : "WAL");
            default: return fmt::format("PRAGMA wal_checkpoint({});", below(2) == 0 ? "PASSIVE" : "RESTART");
        }
    }

    std::mt19937_64 random_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(changed_ranges_tests)

BOOST_AUTO_TEST_CASE(without_a_change_there_is_no_range) {
    TwoStates states;
    states.write(add_rows(3000, 40));
    states.keep();
    Compared const found = states.compared("t");
    BOOST_TEST(found.ranges.empty());
    BOOST_TEST(found.by_rows_because == "");
    BOOST_TEST(found.compared > 20u);
    BOOST_TEST(found.changed == 0u);
}

BOOST_AUTO_TEST_CASE(an_empty_table_that_stays_empty_has_no_range_and_the_first_row_is_in_one) {
    TwoStates states;
    states.keep();
    BOOST_TEST(states.compared("t").ranges.empty());
    states.write(add_rows(1, 1));
    BOOST_TEST(states.rows_to_read("t") == 1u);
}

BOOST_AUTO_TEST_CASE(only_rows_near_a_change_are_in_the_ranges) {
    for (char const* const journal : {"PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = WAL"}) {
        TwoStates states{journal};
        states.write(add_rows(20'000, 40));
        states.keep();
        states.write(add_rows(10, 40));  // at the end
        BOOST_TEST(states.rows_to_read("t") < 200u);
        states.write("UPDATE t SET b = -1 WHERE rowid = 7000; DELETE FROM t WHERE rowid = 12000");
        BOOST_TEST(states.rows_to_read("t") < 600u);
        BOOST_TEST(states.compared("t").ranges.size() == 3u);
        BOOST_TEST(states.compared("t").by_rows_because == "");
        BOOST_TEST(states.compared("u").ranges.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_table_that_grows_row_by_row_is_compared_by_pages) {
    TwoStates const states{"PRAGMA page_size = 512"};
    states.write(add_rows(100, 20));
    for (int row = 0; row < 50; ++row) {
        states.keep();
        states.write(add_rows(1, 20));
        // SQLite does not change a full last leaf, and begins another. The old leaf then covers fewer rowids.
        BOOST_TEST(states.rows_to_read("t") < 40u);
        BOOST_TEST(states.compared("t").by_rows_because == "");
    }
}

BOOST_AUTO_TEST_CASE(a_byte_that_changes_in_an_overflow_page_is_found) {
    TwoStates states;
    states.write(add_rows(50, 300'000));
    states.keep();
    // The change is in the last page, in the same place: SQLite writes a record of the same length over the old one.
    states.write("UPDATE t SET c = CAST(zeroblob(299999) || x'01' AS BLOB) WHERE rowid = 33");
    Compared const found = states.compared("t");
    BOOST_TEST(contains(found, 33));
    BOOST_TEST(!contains(found, 3));
}

BOOST_AUTO_TEST_CASE(the_least_and_the_greatest_rowid_are_compared) {
    TwoStates states;
    states.write("INSERT INTO u VALUES (-9223372036854775807 - 1, 'a'), (0, 'b'), (9223372036854775807, 'c')");
    states.write(add_rows(1, 1));
    states.keep();
    BOOST_TEST(states.compared("u").ranges.empty());
    states.write("UPDATE u SET v = 'd' WHERE id <> 0");
    BOOST_TEST(states.rows_to_read("u") == 3u);
}

BOOST_AUTO_TEST_CASE(what_is_not_committed_in_the_write_ahead_log_does_not_count) {
    TwoStates states{"PRAGMA journal_mode = WAL"};
    states.write(add_rows(5000, 40));
    states.keep();
    states.write("UPDATE t SET b = 1 WHERE rowid = 2500");
    // The cache is too small for the changes, so they are written to the log before the COMMIT.
    states.write("PRAGMA cache_size = 1; BEGIN; UPDATE t SET b = 2");
    BOOST_TEST(states.rows_to_read("t") < 200u);
    states.write("ROLLBACK");
    BOOST_TEST(states.rows_to_read("t") < 200u);
}

BOOST_AUTO_TEST_CASE(a_log_that_was_begun_again_over_an_older_one_is_read_up_to_its_own_end) {
    TwoStates states{"PRAGMA journal_mode = WAL"};
    states.write(add_rows(5000, 40));
    states.keep();
    states.write("UPDATE t SET b = 3");
    states.write("UPDATE t SET b = rowid");
    states.write("PRAGMA wal_checkpoint(RESTART); UPDATE t SET b = 4 WHERE rowid = 2500");
    BOOST_TEST(std::filesystem::file_size(states.live() + "-wal") > 300'000u);
    BOOST_TEST(!states.compared("t").ranges.empty());
}

BOOST_AUTO_TEST_CASE(another_page_size_definition_or_encoding_is_a_reason_to_compare_all_rows) {
    TwoStates states;
    states.write(add_rows(100, 40));
    states.keep();
    states.write("ALTER TABLE t ADD COLUMN d DEFAULT 7");
    BOOST_TEST(states.compared("t").by_rows_because == "the table's definition differs");
    BOOST_TEST(states.rows_to_read("t") == 100u);
    BOOST_TEST(states.compared("u").by_rows_because == "");
    states.write("PRAGMA page_size = 512; VACUUM");
    BOOST_TEST(states.compared("u").by_rows_because == "the page size differs");

    auto const because = [](TwoStates const& one, TwoStates const& other) {
        Sqlite const earlier{one.live(), Sqlite::Mode::read_only};
        Sqlite const later{other.live(), Sqlite::Mode::read_only};
        begin(earlier);
        begin(later);
        return compare(earlier, later, "t").by_rows_because;
    };
    BOOST_TEST(because(TwoStates{"PRAGMA encoding = 'UTF-16le'"}, TwoStates{}) == "the encoding of text differs");
    BOOST_TEST(because(TwoStates{"", 8}, TwoStates{}) == "the page size differs");
    BOOST_TEST(because(TwoStates{"", 8}, TwoStates{"", 8}) == "");
}

BOOST_AUTO_TEST_CASE(no_series_of_changes_hides_a_row_that_differs) {
    std::size_t by_pages = 0;
    int const series = rounds("MLFLOW2PG_CHANGES", 60);
    for (int round = 0; round < series; ++round) {
        std::uint64_t const chosen = seed() + static_cast<std::uint64_t>(round);
        RandomChanges random{chosen};
        TwoStates const states{random.pragmas(), random.below(4) == 0 ? 8 * random.below(5) : 0};
        std::string done;
        auto const change = [&](int most) {
            for (int count = random.below(most); count >= 0; --count) {
                std::string const sql = random.next();
                done += sql + "\n";
                states.write(sql);
            }
        };
        BOOST_TEST_INFO_SCOPE("MLFLOW2PG_SEED=" << chosen << "\n" << done);
        states.write(add_rows(1000, 20));
        change(12);
        states.keep();
        done += "-- the earlier state\n";
        change(6);
        for (char const* const table : {"t", "u"}) by_pages += states.compared(table).by_rows_because.empty() ? 1 : 0;
    }
    BOOST_TEST(by_pages > static_cast<std::size_t>(series));  // of twice as many comparisons
}

BOOST_AUTO_TEST_CASE(a_page_that_is_damaged_hides_no_row_and_ends_nothing_but_the_comparison) {
    TwoStates const states{"PRAGMA page_size = 512"};
    states.write(add_rows(2000, 20) + add_rows(20, 5000));
    states.keep();
    std::string const whole = file_content(states.live());
    Rows const before = rows_of(Sqlite{states.before(), Sqlite::Mode::immutable}, "t");
    Sqlite const earlier{states.before(), Sqlite::Mode::immutable};
    begin(earlier);
    TestFolder const folder;
    std::mt19937_64 random{seed()};
    int not_understood = 0;
    int const files = rounds("MLFLOW2PG_CHANGES", 60) * 4;
    for (int number = 0; number < files; ++number) {
        std::string damaged = whole;
        for (std::uint64_t bytes = 1 + random() % 4; bytes > 0; --bytes) {
            // Mostly at the beginning of a page, because its numbers are there.
            std::uint64_t const page = 1 + random() % (damaged.size() / 512 - 1);
            damaged[page * 512 + random() % (random() % 4 == 0 ? 512 : 24)] = static_cast<char>(random());
        }
        std::string const file = folder.file("damaged.db");
        write_file(file, damaged);
        Sqlite const later{file, Sqlite::Mode::immutable};
        begin(later);
        Compared const found = compare(earlier, later, "t");
        not_understood += found.by_rows_because.empty() ? 0 : 1;
        Rows after;
        try {
            after = rows_of(later, "t");
        } catch (CorruptError const&) {
            continue;
        }
        BOOST_TEST_INFO_SCOPE("MLFLOW2PG_SEED=" << seed() << ", file " << number);
        ensure_complete(found, before, after);
    }
    BOOST_TEST(not_understood > files / 20);
}

BOOST_AUTO_TEST_CASE(rowids_that_are_not_in_order_are_a_reason_to_compare_by_rows) {
    TwoStates const states{"PRAGMA page_size = 512"};
    states.write(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
        "INSERT INTO u SELECT 1000 + 10 * i, 'twenty bytes of text' FROM n");
    states.keep();
    Sqlite const earlier{states.before(), Sqlite::Mode::immutable};
    begin(earlier);
    std::string file = file_content(states.live());
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(file[at]); };
    auto const page_of_type = [&](unsigned type) {
        std::size_t page = 512;
        while (byte(page) != type || byte(page + 4) < 3) page += 512;  // at least three cells
        return page;
    };
    // The position of a rowid, which takes two bytes. pointers: where those to the cells are on the page; before: bytes
    // of a cell before its rowid.
    auto const rowid_at = [&](std::size_t page, unsigned cell, std::size_t pointers, std::size_t before) {
        std::size_t const pointer = page + pointers + 2 * std::size_t{cell};
        return page + byte(pointer) * 256U + byte(pointer + 1) + before;
    };
    TestFolder const folder;
    auto const because_of_change = [&](std::size_t at, int by) {
        std::string const original = file;
        int const rowid = (byte(at) & 0x7f) * 128 + byte(at + 1) + by;
        file[at] = static_cast<char>(0x80 | rowid / 128);
        file[at + 1] = static_cast<char>(rowid % 128);
        write_file(folder.file("changed.db"), std::exchange(file, original));
        Sqlite const later{folder.file("changed.db"), Sqlite::Mode::immutable};
        begin(later);
        Compared const found = compare(earlier, later, "u");
        BOOST_TEST(found.ranges.size() == 1u);
        BOOST_TEST(found.ranges.front().last == std::numeric_limits<std::int64_t>::max());
        return found.by_rows_because.substr(found.by_rows_because.find(": ") + 2);
    };
    std::size_t const leaf = page_of_type(13);
    std::size_t const root = page_of_type(5);
    // After the rowids of its leaf, but before those of the next leaf.
    BOOST_TEST(because_of_change(rowid_at(leaf, byte(leaf + 4) - 1U, 8, 1), 5) == "its rowids are not in order");
    BOOST_TEST(because_of_change(rowid_at(leaf, 1, 8, 1), 15) == "its rowids are not in order");
    BOOST_TEST(because_of_change(rowid_at(root, 1, 12, 4), -500) == "the leaves are not in order");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_cut_off_is_compared_by_rows) {
    TwoStates const states;
    states.write(add_rows(5000, 40));
    states.keep();
    TestFolder const folder;
    std::string const cut = folder.file("cut.db");
    write_file(cut, file_content(states.live()).substr(0, 40'960));
    Compared const found =
        compare(Sqlite{states.before(), Sqlite::Mode::immutable}, Sqlite{cut, Sqlite::Mode::immutable}, "t");
    BOOST_TEST(found.ranges.size() == 1u);
    BOOST_TEST(found.ranges.front().is_all());
    BOOST_TEST(found.by_rows_because.find("malformed") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
