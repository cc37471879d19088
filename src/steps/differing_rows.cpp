#include "steps/differing_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/checksum.hpp"
#include "base/progress.hpp"
#include "mlflow/plan.hpp"
#include "rows/encode.hpp"
#include "source/sqlite.hpp"
#include "steps/read_again.hpp"
#include "steps/read_back.hpp"

namespace mlflow2pg {

namespace {

// The rows of one side, by the hash of their key, in a scratch database that spills to disk.
class RowsByKey {
public:
    RowsByKey()
        : scratch_{Sqlite::scratch("rows (key TEXT PRIMARY KEY, row TEXT, name TEXT) WITHOUT ROWID")},
          insert_{scratch_.prepare("INSERT OR IGNORE INTO rows VALUES (?1, ?2, ?3)")},
          find_{scratch_.prepare("SELECT row FROM rows WHERE key = ?1")},
          erase_{scratch_.prepare("DELETE FROM rows WHERE key = ?1")} {}

    void add(std::string const& key, std::string const& row, std::string const& name) {
        insert_.bind(1, Value::text(key)).bind(2, Value::text(row)).bind(3, Value::text(name));
        insert_.step();
        insert_.reset();
    }
    std::optional<std::string> take(std::string const& key) {
        find_.bind(1, Value::text(key));
        std::optional<std::string> row;
        if (find_.step()) row = find_.text(0);
        find_.reset();
        if (row) {
            erase_.bind(1, Value::text(key));
            erase_.step();
            erase_.reset();
        }
        return row;
    }
    SqliteStatement left() { return scratch_.prepare("SELECT name FROM rows ORDER BY name"); }

private:
    Sqlite scratch_;
    SqliteStatement insert_;
    SqliteStatement find_;
    SqliteStatement erase_;
};

struct KeyedRow {
    std::string key;
    std::string row;
};

// A table without a primary key uses the hash of the whole row as the key.
KeyedRow hashed(TablePlan const& table, std::vector<Value> const& values) {
    RowHash hash;
    KeyedRow keyed;
    keyed.row = hash.of(values).hex();
    for (int const position : table.key) hash.add(values[static_cast<std::size_t>(position)]);
    keyed.key = table.key.empty() ? keyed.row : hash.finish().hex();
    return keyed;
}

}  // namespace

void list_differing_rows(Source const& source, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                         Target& target, std::string const& schema, std::vector<std::string>& differences) {
    constexpr std::size_t most = 20;
    Task const task{"comparing the rows of " + table.name, 2 * table.estimated_rows};
    std::uint64_t missing = 0;
    std::uint64_t different = 0;
    std::uint64_t extra = 0;
    auto const list = [&](std::uint64_t& count, std::string const& row, std::string_view what) {
        if (++count <= most) differences.push_back(fmt::format("{} {}", row, what));
    };
    RowsByKey rows;
    Sqlite const reader = source.reader();
    for_each_row_again(reader, plan, table, rejects, {}, [&](std::vector<Value> const& values) {
        KeyedRow const row = hashed(table, values);
        rows.add(row.key, row.row, name_row(table, values, Value::null()).text());
    });
    PgConnection connection{target.conninfo()};
    for_each_row_back(connection, schema, table, [&](std::vector<Value> const& values) {
        KeyedRow const row = hashed(table, values);
        std::optional<std::string> const expected = rows.take(row.key);
        std::string const name = name_row(table, values, Value::null()).text();
        if (!expected) {
            list(extra, name, "is in the target only, or twice");
        } else if (*expected != row.row) {
            list(different, name, "differs");
        }
    });
    // take() has removed every row that the target has, so the rows left are missing there.
    SqliteStatement left = rows.left();
    while (left.step()) list(missing, left.text(0), "is missing in the target");
    if (std::max({missing, different, extra}) > most) {
        differences.push_back(fmt::format("{}: in all {} rows missing, {} different, {} too many", table.name, missing,
                                          different, extra));
    }
}

}  // namespace mlflow2pg
