// SPDX-License-Identifier: Apache-2.0
// Damaged files: databases that real MLflow made, in which a byte, a pointer or a page was changed. Each file is either
// refused, with the target untouched, or migrated. Then the target must hold what SQLite itself reads from the damaged
// file; that comparison shares no code with the program's own. The program never crashes and never hangs.
//
// MLFLOW2PG_CORRUPTIONS is the number of damaged files (60); MLFLOW2PG_SEED chooses the damage.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>
#include <map>
#include <pqxx/pqxx>
#include <random>
#include <set>

#include "base/sql.hpp"
#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "random.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

using Random = std::mt19937_64;

// An undamaged file and the positions of its parts, by page number, counted from 1: https://sqlite.org/fileformat2.html
struct Whole {
    std::string name;
    std::string content;
    std::size_t page_size;
    std::vector<std::size_t> trees;
    std::vector<std::size_t> overflows;
    std::vector<std::size_t> free;

    std::size_t start(std::size_t page) const { return (page - 1) * page_size; }
    // The position of a page's b-tree header. The first page begins with the file's header.
    std::size_t header(std::size_t page) const { return page == 1 ? 100 : start(page); }
    std::size_t pages() const { return content.size() / page_size; }
};

std::size_t number_at(std::string const& content, std::size_t at, int bytes) {
    std::size_t number = 0;
    for (int i = 0; i < bytes; ++i) {
        number = number << 8U | static_cast<unsigned char>(content[at + static_cast<std::size_t>(i)]);
    }
    return number;
}

std::vector<std::size_t> pages_of(Sqlite const& database, std::string const& condition) {
    std::vector<std::size_t> pages;
    SqliteStatement found = database.prepare("SELECT pageno FROM dbstat WHERE " + condition);
    while (found.step()) pages.push_back(static_cast<std::size_t>(found.integer(0)));
    return pages;
}

// Makes a file of a fixture with everything that a file can have: overflow pages, a freelist.
Whole make_whole(TestFolder const& folder, std::string const& release, int page_size) {
    std::string const file = folder.file(release + ".db");
    shell(fmt::format("sqlite3 '{}' 'PRAGMA page_size = {}' '.read {}/tests/data/{}.sql'", file, page_size,
                      MLFLOW2PG_ROOT, release));
    execute(file,
            "UPDATE tags SET value = substr(hex(zeroblob(3000)), 1, 4900) WHERE rowid % 3 = 0;"
            "CREATE TABLE spare AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) "
            "SELECT randomblob(5000) FROM n; DROP TABLE spare");
    Sqlite const database{file, Sqlite::Mode::read_only};
    Whole whole{fmt::format("{}, pages of {}", release, page_size),
                file_content(file),
                static_cast<std::size_t>(page_size),
                pages_of(database, "pagetype <> 'overflow'"),
                pages_of(database, "pagetype = 'overflow'"),
                {}};
    std::set<std::size_t> used{whole.trees.begin(), whole.trees.end()};
    used.insert(whole.overflows.begin(), whole.overflows.end());
    for (std::size_t page = 2; page <= whole.pages(); ++page) {
        if (!used.contains(page)) whole.free.push_back(page);
    }
    if (whole.overflows.empty() || whole.free.empty())
        throw std::runtime_error{"no overflow or no freelist in " + file};
    return whole;
}

struct Damage {
    char const* name;
    std::function<void(Whole const&, std::string& content, Random&)> apply;
};

std::size_t any_of(std::vector<std::size_t> const& pages, Random& random) { return pages[random() % pages.size()]; }

// Changes a byte: to an end of its range, by one, or to any other value.
void damage_byte(std::string& content, std::size_t at, Random& random) {
    auto const before = static_cast<unsigned char>(content.at(at));
    unsigned const choices[] = {0x00, 0xff, before + 1U, before - 1U, before ^ 0x80U, static_cast<unsigned>(random())};
    unsigned char after = before;
    while (after == before) after = static_cast<unsigned char>(choices[random() % std::size(choices)]);
    content[at] = static_cast<char>(after);
}

// The position of a random cell of a random page, or of its pointer.
std::size_t cell_pointer(Whole const& whole, Random& random) {
    std::size_t const header = whole.header(any_of(whole.trees, random));
    auto const type = static_cast<unsigned char>(whole.content[header]);
    std::size_t const cells = std::max<std::size_t>(1, number_at(whole.content, header + 3, 2));
    bool const interior = type == 2 || type == 5;
    return header + (interior ? 12 : 8) + 2 * (random() % cells);
}

Damage const damages[] = {
    {"header",
     [](Whole const&, std::string& content, Random& random) { damage_byte(content, random() % 100, random); }},
    {"page type",
     [](Whole const& whole, std::string& content, Random& random) {
         constexpr std::array<char, 6> types{0, 2, 5, 10, 13, 1};
         content[whole.header(any_of(whole.trees, random))] = types[random() % types.size()];
     }},
    {"page header",
     [](Whole const& whole, std::string& content, Random& random) {
         damage_byte(content, whole.header(any_of(whole.trees, random)) + 1 + random() % 11, random);
     }},
    {"cell pointer", [](Whole const& whole, std::string& content,
                        Random& random) { damage_byte(content, cell_pointer(whole, random) + random() % 2, random); }},
    {"cell",
     [](Whole const& whole, std::string& content, Random& random) {
         std::size_t const pointer = cell_pointer(whole, random);
         std::size_t const page = pointer / whole.page_size * whole.page_size;
         std::size_t const cell = page + number_at(content, pointer, 2) % whole.page_size;
         damage_byte(content, std::min(cell + random() % 12, content.size() - 1), random);
     }},
    {"overflow chain",
     [](Whole const& whole, std::string& content, Random& random) {
         std::size_t const next = whole.start(any_of(whole.overflows, random));
         if (random() % 2 == 0) {
             damage_byte(content, next + random() % 4, random);
         } else {
             content[next + 3] = static_cast<char>(any_of(whole.overflows, random));
         }
     }},
    {"freelist",
     [](Whole const& whole, std::string& content, Random& random) {
         damage_byte(content, whole.start(any_of(whole.free, random)) + random() % 12, random);
     }},
    {"cut off",
     [](Whole const& whole, std::string& content, Random& random) {
         std::size_t const end = whole.start(1 + random() % whole.pages());
         content.resize(end + (random() % 2 == 0 ? 0 : random() % whole.page_size));
     }},
    {"page of zeros",
     [](Whole const& whole, std::string& content, Random& random) {
         std::fill_n(content.begin() + static_cast<std::ptrdiff_t>(whole.start(1 + random() % whole.pages())),
                     whole.page_size, '\0');
     }},
    {"exchanged pages",
     [](Whole const& whole, std::string& content, Random& random) {
         auto const page = [&] {
             return content.begin() + static_cast<std::ptrdiff_t>(whole.start(2 + random() % (whole.pages() - 1)));
         };
         auto const one = page();
         std::swap_ranges(one, one + static_cast<std::ptrdiff_t>(whole.page_size), page());
     }},
    {"any bytes",
     [](Whole const&, std::string& content, Random& random) {
         for (int left = 1 << (random() % 8); left > 0; --left) damage_byte(content, random() % content.size(), random);
     }},
};

// One value as text, by the type of the server's column: for a value from SQLite.
std::string as_text(Value const& value, std::string const& type) {
    switch (value.type) {
        case Value::Type::null: return "NULL";
        case Value::Type::integer:
            return type == "double precision" ? fmt::format("{:a}", static_cast<double>(value.integer))
                                              : std::to_string(value.integer);
        case Value::Type::real:
            return type == "double precision" ? fmt::format("{:a}", value.real) : fmt::format("{:.0f}", value.real);
        case Value::Type::text: return "'" + std::string{value.bytes};
        case Value::Type::blob: {
            std::string digits = "x";
            for (char const byte : value.bytes) digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
            return digits;
        }
    }
    return {};
}

// The same for a value from the server.
std::string as_text(pqxx::field const& field, std::string const& type) {
    if (field.is_null()) return "NULL";
    std::string const text = field.c_str();
    if (type == "double precision") return fmt::format("{:a}", std::strtod(text.c_str(), nullptr));
    if (type == "boolean") return text == "t" ? "1" : "0";
    if (type == "bytea") return "x" + text.substr(2);  // \x…
    return type.find("int") != std::string::npos ? text : "'" + text;
}

struct Columns {
    std::vector<std::string> names;
    std::vector<std::string> types;

    std::string list() const {
        std::vector<std::string> quoted;
        for (std::string const& name : names) quoted.push_back(quote_identifier(name));
        return fmt::format("{}", fmt::join(quoted, ", "));
    }
};

// The tables whose rows differ between the file, as SQLite itself reads it, and the server.
std::vector<std::string> differing_tables(std::string const& file, TestDatabase const& database) {
    pqxx::connection connection{database.uri()};
    pqxx::work server{connection};
    std::map<std::string, Columns> tables;
    for (auto const& row : server.exec("SELECT table_name, column_name, data_type FROM information_schema.columns "
                                       "WHERE table_schema = 'public'")) {
        tables[row[0].c_str()].names.emplace_back(row[1].c_str());
        tables[row[0].c_str()].types.emplace_back(row[2].c_str());
    }
    std::vector<std::string> different;
    Sqlite const source{file, Sqlite::Mode::read_only};
    for (auto const& [table, columns] : tables) {
        if (table == "latest_metrics") continue;  // recomputed
        std::multiset<std::vector<std::string>> there;
        for (auto const& row : server.exec(fmt::format("SELECT {} FROM {}", columns.list(), quote_identifier(table)))) {
            std::vector<std::string> values;
            for (pqxx::row::size_type i = 0; i < row.size(); ++i) values.push_back(as_text(row[i], columns.types[i]));
            there.insert(std::move(values));
        }
        std::multiset<std::vector<std::string>> here;
        SqliteStatement rows =
            source.prepare(fmt::format("SELECT {} FROM {} NOT INDEXED", columns.list(), quote_identifier(table)));
        while (rows.step()) {
            std::vector<std::string> values;
            for (int i = 0; i < rows.columns(); ++i) {
                values.push_back(as_text(rows.value(i), columns.types[static_cast<std::size_t>(i)]));
            }
            here.insert(std::move(values));
        }
        if (here != there) different.push_back(table);
    }
    // MLflow's rule, computed by the server.
    if (!server
             .exec("SELECT 1 FROM (SELECT DISTINCT ON (key, run_uuid) key, run_uuid, step, timestamp, value FROM "
                   "metrics ORDER BY key, run_uuid, step DESC, timestamp DESC, value DESC) AS newest FULL JOIN "
                   "latest_metrics AS latest USING (key, run_uuid, step, timestamp, value) "
                   "WHERE newest.key IS NULL OR latest.key IS NULL")
             .empty()) {
        different.emplace_back("latest_metrics");
    }
    return different;
}

constexpr char const* relations =
    "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('public', "
    "'mlflow2pg_staging')";

}  // namespace

BOOST_AUTO_TEST_SUITE(corruption_tests)

BOOST_AUTO_TEST_CASE(a_damaged_file_is_refused_or_moved_as_sqlite_reads_it) {
    TestFolder folder;
    std::vector<Whole> const wholes{make_whole(folder, "1.8.0", 512), make_whole(folder, "1.30.1", 1024),
                                    make_whole(folder, "2.9.2", 4096), make_whole(folder, "3.18.0", 2048)};
    std::string const file = folder.file("m.db");
    int const wanted = rounds("MLFLOW2PG_CORRUPTIONS", 60);
    std::map<int, int> exits;
    std::optional<TestDatabase> database;
    for (int round = 0; round < wanted; ++round) {
        std::uint64_t const number = seed() + static_cast<std::uint64_t>(round);
        Random random{number};
        Damage const& damage = damages[number % std::size(damages)];
        Whole const& whole = wholes[random() % wholes.size()];
        std::string damaged = whole.content;
        damage.apply(whole, damaged, random);
        for (char const* const suffix : {"-wal", "-shm", "-journal"}) std::filesystem::remove(file + suffix);
        write_file(file, damaged);
        if (!database) database.emplace();
        int const code = exit_within(start_binary({"migrate", file, database->uri()}, folder.file("errors")),
                                     std::chrono::seconds{60});
        BOOST_TEST_CONTEXT("MLFLOW2PG_SEED=" << number << " MLFLOW2PG_CORRUPTIONS=1: " << damage.name << " of "
                                             << whole.name << ": exit " << code << ": "
                                             << file_content(folder.file("errors"))) {
            ++exits[code];
            BOOST_TEST((file_content(file) == damaged), "the source was written");
            if (code == 0) {
                std::vector<std::string> const different = differing_tables(file, *database);
                BOOST_TEST(different.empty(), fmt::format("{}", fmt::join(different, ", ")));
                database.reset();
            } else {
                BOOST_TEST((code == 3 || code == 5 || code == 7));
                BOOST_TEST(database->query(relations) == "0");
            }
        }
    }
    std::vector<std::string> refused;
    for (auto const& [code, count] : exits) {
        if (code != 0) refused.push_back(fmt::format("exit {} x {}", code, count));
    }
    BOOST_TEST_MESSAGE(
        fmt::format("corruptions: {} damaged files of real MLflow's (seed {}): {} moved as SQLite reads "
                    "them, the others refused: {}",
                    wanted, seed(), exits[0], fmt::join(refused, ", ")));
    // Otherwise the damage is not of the intended kind.
    BOOST_TEST((wanted < 60 || (exits[0] > 0 && !refused.empty())));
}

BOOST_AUTO_TEST_SUITE_END()
