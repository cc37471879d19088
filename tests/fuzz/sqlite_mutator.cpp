// SPDX-License-Identifier: Apache-2.0
// How libFuzzer changes a SQLite file: mostly in place, because bytes that move make every later page meaningless.
// Often also through SQLite itself, which makes undamaged files with content that no MLflow writes.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "mlflow/recorded_schema.hpp"
#include "source/sqlite.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t max_size);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t max_size,
                                               unsigned seed);

namespace {

using namespace mlflow2pg;
using Random = std::minstd_rand;

std::string const& scratch_file() {
    static std::string const path = [] {
        std::string pattern = (std::filesystem::temp_directory_path() / "mlflow2pg-mutant.XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"mkdtemp " + pattern};
        return pattern + "/mlruns.db";
    }();
    return path;
}

std::string pick(Sqlite const& database, Random& random, std::string const& rows) {
    std::int64_t const count = database.integer(fmt::format("SELECT count(*) FROM ({})", rows));
    if (count == 0) return {};
    return database.text(fmt::format("{} LIMIT 1 OFFSET {}", rows, random() % static_cast<std::uint64_t>(count)))
        .value_or("");
}

Value odd_value(Random& random, std::string& text) {
    static constexpr std::array<std::int64_t, 8> numbers{
        0, 1, -1, 2, 2147483647, 2147483648, std::int64_t{1} << 53, 9223372036854775807};
    static constexpr std::array<std::string_view, 12> texts{
        "",           "NaN",  "[NaN]",        "{\"a\": -Infinity}", "7",          "1.5",
        "2147483648", "\xFF", "\xF0\x9F\x98", "a\\u0000b",          "experiment", "2024-02-30"};
    switch (random() % 8) {
        case 0: return Value::null();
        case 1: return Value::of(numbers[random() % numbers.size()]);
        case 2: return Value::of(static_cast<double>(random() % 100) / 8 - 3);
        case 3: return Value::of(1e300 * 1e300);
        case 4: return Value::blob("blob");
        case 5: text.assign(random() % 700, 'x'); return Value::text(text);
        case 6: text = std::string{"a\0b", 3}; return Value::text(text);
        default: return Value::text(texts[random() % texts.size()]);
    }
}

void change(Sqlite const& database, Random& random) {
    std::string const table = pick(database, random,
                                   "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                   "AND name NOT LIKE 'sqlite%'");
    if (table.empty()) return;
    std::string const quoted = quote_identifier(table);
    std::string const column =
        quote_identifier(pick(database, random, fmt::format("SELECT name FROM pragma_table_xinfo('{}')", table)));
    std::string const row = fmt::format("rowid = (SELECT rowid FROM {} LIMIT 1 OFFSET {})", quoted, random() % 4);
    switch (random() % 16) {
        case 0: return database.execute(fmt::format("DELETE FROM {} WHERE {}", quoted, row));
        case 1: return database.execute(fmt::format("INSERT OR IGNORE INTO {0} SELECT * FROM {0} LIMIT 3", quoted));
        case 2: return database.execute(fmt::format("ALTER TABLE {} ADD COLUMN extra{} TEXT", quoted, random() % 3));
        case 3: return database.execute(fmt::format("ALTER TABLE {} DROP COLUMN {}", quoted, column));
        case 4: return database.execute(fmt::format("DROP TABLE {}", quoted));
        case 5:
            return database.execute(
                fmt::format("CREATE TABLE IF NOT EXISTS \"copy of {}\" AS SELECT * FROM {}", table, quoted));
        case 6:
            return database.execute(fmt::format("CREATE INDEX more{} ON {} ({} DESC)", random() % 9, quoted, column));
        case 7: {
            std::vector<Revision> const& revisions = known_revisions();
            return database.execute(fmt::format("UPDATE alembic_version SET version_num = '{}'",
                                                revisions[random() % revisions.size()].id));
        }
        case 8:
            return database.execute(fmt::format("UPDATE {} SET rowid = {} WHERE {}", quoted,
                                                random() % 2 == 0 ? "9223372036854775807" : "-9223372036854775807",
                                                row));
        case 9: return database.execute(fmt::format("PRAGMA user_version = {}", random() % 32));
        default: {
            std::string text;
            SqliteStatement update =
                database.prepare(fmt::format("UPDATE {} SET {} = ? WHERE {}", quoted, column, row));
            update.bind(1, odd_value(random, text));
            while (update.step()) continue;
        }
    }
}

// Returns nothing when SQLite refuses.
std::string changed_through_sqlite(std::string_view content, Random& random) {
    std::string const& path = scratch_file();
    for (char const* const suffix : {"-wal", "-shm", "-journal"}) unlink((path + suffix).c_str());
    std::ofstream{path, std::ios::binary | std::ios::trunc} << content;
    try {
        Sqlite const database{path, Sqlite::Mode::read_write, 1};
        database.execute(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON; BEGIN");
        for (unsigned changes = 1 + random() % 3; changes > 0; --changes) change(database, random);
        database.execute("COMMIT");
    } catch (Error const&) {
        return {};
    } catch (std::bad_alloc const&) {
        return {};  // damage can make SQLite ask for absurd amounts of memory
    }
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    Random random{seed};
    unsigned const way = random() % 8;
    if (size < 512 || way == 0) return LLVMFuzzerMutate(bytes, size, max_size);
    if (way <= 2) {
        std::string const changed = changed_through_sqlite({reinterpret_cast<char const*>(bytes), size}, random);
        if (!changed.empty() && changed.size() <= max_size) {
            std::memcpy(bytes, changed.data(), changed.size());
            return changed.size();
        }
    }
    // Changes a few places; each keeps its length.
    for (unsigned places = 1 + random() % 4; places > 0; --places) {
        std::array<std::uint8_t, 64> window;
        std::size_t const length = std::size_t{1} << random() % 7;
        std::size_t const page = random() % (size / 512) * 512;
        std::size_t const at = std::min(size - length, random() % 3 == 0 ? page : random() % size);
        std::memcpy(window.data(), bytes + at, length);
        std::size_t const left = LLVMFuzzerMutate(window.data(), length, length);
        std::memcpy(bytes + at, window.data(), left);
    }
    return size;
}
