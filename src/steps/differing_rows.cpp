// SPDX-License-Identifier: Apache-2.0
#include "steps/differing_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "base/checksum.hpp"
#include "base/progress.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"
#include "rows/convert.hpp"
#include "source/spilled_map.hpp"
#include "steps/read_again.hpp"
#include "steps/read_back.hpp"

namespace mlflow2pg {

namespace {

constexpr std::size_t hash_digits = 32;

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

// A value of a column for people. An empty text is shown as ''.
std::string shown(TablePlan const& table, std::size_t column, Value const& value) {
    std::string text = printable(table, column, value);
    return text.empty() ? "''" : text;
}

// A row of the target whose key exists in the source with other values.
struct DifferentRow {
    std::vector<std::string> hashes;  // of each column
    std::vector<std::string> values;
};

std::string hash_of(Value const& value) {
    RowHash hash;
    hash.add(value);
    return hash.finish().hex();
}

DifferentRow in_target(TablePlan const& table, std::vector<Value> const& values) {
    DifferentRow row;
    for (std::size_t column = 0; column < values.size(); ++column) {
        row.hashes.push_back(hash_of(values[column]));
        row.values.push_back(shown(table, column, values[column]));
    }
    return row;
}

// "params[key=lr] differs in value: source 1, target 2", for each column that differs.
void list_columns(TablePlan const& table, std::vector<Value> const& source, DifferentRow const& target,
                  std::vector<std::string>& differences) {
    std::string const name = name_row(table, source, Value::null()).text();
    for (std::size_t column = 0; column < source.size(); ++column) {
        if (hash_of(source[column]) == target.hashes[column]) continue;
        std::string const text = shown(table, column, source[column]);
        bool const hidden = text == target.values[column] && is_masked(text);
        differences.push_back(fmt::format("{} differs in {}{}: source {}, target {}", name,
                                          table.columns[column].target.name, hidden ? ", in a masked part" : "", text,
                                          target.values[column]));
    }
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
    SpilledMap rows;  // of the source: by the hash of the key, the hash of the row and its name
    Sqlite const reader = source.reader();
    for_each_row_again(reader, plan, table, rejects, {}, [&](std::vector<Value> const& values) {
        KeyedRow const row = hashed(table, values);
        rows.insert(Value::text(row.key), Value::text(row.row + name_row(table, values, Value::null()).text()));
    });
    std::map<std::string, DifferentRow> unlike;  // by the hash of the key
    PgConnection connection{target.conninfo()};
    for_each_row_back(connection, schema, table, [&](std::vector<Value> const& values) {
        KeyedRow const row = hashed(table, values);
        std::optional<Value> const expected = rows.take(Value::text(row.key));
        if (!expected) {
            list(extra, name_row(table, values, Value::null()).text(), "is only in the target");
        } else if (!expected->bytes.starts_with(row.row) && ++different <= most) {
            unlike.emplace(row.key, in_target(table, values));
        }
    });
    if (!unlike.empty()) {
        for_each_row_again(reader, plan, table, rejects, {}, [&](std::vector<Value> const& values) {
            auto const found = unlike.find(hashed(table, values).key);
            if (found != unlike.end()) list_columns(table, values, found->second, differences);
        });
    }
    // take() has removed every row that the target has, so the rows left are missing there.
    SqliteStatement left = rows.pairs(fmt::format("substr(value, {})", hash_digits + 1));
    while (left.step()) list(missing, left.text(1).substr(hash_digits), "is missing in the target");
    if (std::max({missing, different, extra}) > most) {
        differences.push_back(fmt::format("{}: in all {} missing, {} different, {} only in the target", table.name,
                                          counted(missing, "row"), different, extra));
    }
}

}  // namespace mlflow2pg
