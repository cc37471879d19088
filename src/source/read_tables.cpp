// SPDX-License-Identifier: Apache-2.0
#include "source/read_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/sql.hpp"
#include "source/seal.hpp"

namespace mlflow2pg {

namespace {

// The mean size of some rows, taken at several places of the table.
std::int64_t sampled_row_bytes(Sqlite const& database, SourceTable const& table, std::int64_t first,
                               std::int64_t last) {
    constexpr std::int64_t places = 8;
    std::string lengths = "0";
    for (SourceColumn const& column : table.columns) {
        if (!column.generated) {
            lengths += fmt::format(" + coalesce(length(CAST({} AS BLOB)), 0)", quote_identifier(column.name));
        }
    }
    std::string const mean =
        fmt::format("SELECT avg(bytes) FROM (SELECT {} AS bytes FROM {} NOT INDEXED WHERE rowid >= ? LIMIT 20)",
                    lengths, quote_identifier(table.name));
    ShortValuesOnly const limit{database};
    std::int64_t sum = 0;
    for (std::int64_t place = 0; place < places; ++place) {
        try {
            SqliteStatement sample = database.prepare(mean);
            // Divides first, because the span of all rowids may exceed an int64.
            sample.bind(1, Value::of(first / places * (places - place) + last / places * place));
            if (sample.step()) sum += sample.integer(0);
        } catch (TooLong const&) {
            sum += longest_held_value;
        }
    }
    return sum / places;
}

SourceTable read_table(Sqlite const& database, std::string const& name, bool has_rowid) {
    SourceTable table{name, {}, {}, has_rowid};
    std::vector<std::string> key;
    bool rowid_alias = false;
    SqliteStatement columns = database.prepare("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid");
    columns.bind(1, Value::text(name));
    while (columns.step()) {
        table.columns.push_back({columns.text(0), columns.integer(3) != 0});
        if (columns.integer(2) > 0) {
            key.push_back(columns.text(0));
            rowid_alias = has_rowid && columns.text(1) == "INTEGER";
        }
    }
    if (key.size() == 1 && rowid_alias) table.unique_keys.push_back(key);
    SqliteStatement indexes = database.prepare("SELECT name, \"unique\" FROM pragma_index_list(?) WHERE NOT partial");
    indexes.bind(1, Value::text(name));
    while (indexes.step()) {
        SourceIndex index{indexes.text(0), {}};
        index.columns = database.texts("SELECT name FROM pragma_index_info(?)", Value::text(index.name));
        if (indexes.integer(1) != 0) table.unique_keys.push_back(index.columns);
        table.indexes.push_back(std::move(index));
    }
    // Up to this number, rows are counted. The greatest rowid cannot be used: if it is an id, such as an experiment's,
    // it says nothing about the number of rows.
    constexpr std::int64_t counted = 5000;
    std::string const quoted = quote_identifier(name);
    table.estimated_rows =
        database.integer(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {})", quoted, counted));
    constexpr std::int64_t worth_a_sample = 100;
    if (table.estimated_rows >= worth_a_sample && has_rowid) {
        // Two queries: SQLite finds min or max alone at one end of the table, but reads the whole table for both
        // together.
        std::int64_t const first = database.integer(fmt::format("SELECT min(rowid) FROM {}", quoted));
        std::int64_t const last = database.integer(fmt::format("SELECT max(rowid) FROM {}", quoted));
        table.rowids = {first, last};
        table.row_bytes = sampled_row_bytes(database, table, first, last);
        if (table.estimated_rows == counted) {
            // Ids may be far apart, such as the 18-digit ids of experiments. The size of the file limits how many rows
            // there can be.
            std::int64_t const room = database.integer("PRAGMA page_count") * database.integer("PRAGMA page_size") /
                                      std::max<std::int64_t>(table.row_bytes, 2);
            auto const apart = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
            auto const most = static_cast<std::uint64_t>(std::max(counted, room));
            table.estimated_rows = std::max(counted, static_cast<std::int64_t>(std::min(apart, most)));
        }
    }
    return table;
}

}  // namespace

std::vector<SourceTable> read_tables(Sqlite const& database) {
    std::vector<SourceTable> tables;
    SqliteStatement names = database.prepare(fmt::format("SELECT name, wr {} ORDER BY name", from_own_tables));
    while (names.step()) tables.push_back(read_table(database, names.text(0), names.integer(1) == 0));
    return tables;
}

std::vector<SourceObject> read_other_objects(Sqlite const& database) {
    std::vector<SourceObject> objects;
    SqliteStatement alone = database.prepare(
        "SELECT iif(type = 'view', type, 'virtual table'), name FROM pragma_table_list WHERE schema = 'main' AND type "
        "IN ('view', 'virtual') ORDER BY 1, 2");
    while (alone.step()) objects.push_back({alone.text(0), alone.text(1)});
    // A trigger stores its table's name as it was typed. An index without SQL belongs to a constraint.
    SqliteStatement owned = database.prepare(
        "SELECT owned.type, owned.name, owner.name FROM sqlite_schema AS owned JOIN sqlite_schema AS owner ON "
        "owner.type = 'table' AND owner.name = owned.tbl_name COLLATE NOCASE WHERE owned.type IN ('index', 'trigger') "
        "AND owned.sql IS NOT NULL ORDER BY 1, 2");
    while (owned.step()) {
        if (!owned.text(1).starts_with(seal_prefix)) objects.push_back({owned.text(0), owned.text(1), owned.text(2)});
    }
    return objects;
}

}  // namespace mlflow2pg
