// SPDX-License-Identifier: Apache-2.0
#include "sources.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <map>
#include <random>
#include <string_view>
#include <vector>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "files.hpp"
#include "mlflow/recorded_schema.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg::test {

namespace {

std::string sqlite_type(Column const& column) {
    switch (column.type) {
        case ColumnType::double_precision: return "FLOAT";
        case ColumnType::boolean: return "BOOLEAN";
        case ColumnType::integer: return "INTEGER";
        case ColumnType::bigint: return "BIGINT";
        case ColumnType::smallint: return "SMALLINT";
        case ColumnType::varchar:
            return column.max_length > 0 ? fmt::format("VARCHAR({})", column.max_length) : "VARCHAR";
        case ColumnType::text: return "TEXT";
        case ColumnType::json: return "JSON";
        case ColumnType::bytea: return "BLOB";
        case ColumnType::date: return "DATE";
    }
    return "";
}

std::string quoted_names(std::vector<std::string> const& columns) {
    std::vector<std::string> quoted;
    for (std::string const& column : columns) quoted.push_back(quote_identifier(column));
    return fmt::format("{}", fmt::join(quoted, ", "));
}

std::string create_table(Table const& table) {
    std::vector<std::string> items;
    for (Column const& column : table.columns) {
        std::string const generated =
            column.is_generated() ? fmt::format(" GENERATED ALWAYS AS {} STORED", column.generated) : "";
        items.push_back(fmt::format("{} {}{}{}", quote_identifier(column.name), sqlite_type(column), generated,
                                    column.not_null ? " NOT NULL" : ""));
    }
    for (Check const& check : table.checks) items.push_back("CHECK " + check.expression);
    for (Key const& key : table.keys) {
        if (key.kind == Key::Kind::unique_index) continue;
        items.push_back(fmt::format("CONSTRAINT {} {} ({})", quote_identifier(key.name),
                                    key.kind == Key::Kind::primary ? "PRIMARY KEY" : "UNIQUE",
                                    quoted_names(key.columns)));
    }
    for (ForeignKey const& key : table.foreign_keys) {
        items.push_back(fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", quoted_names(key.columns),
                                    quote_identifier(key.parent), quoted_names(key.parent_columns)));
    }
    return fmt::format("CREATE TABLE {} ({})", quote_identifier(table.name), fmt::join(items, ", "));
}

// A value that owns its bytes.
struct Cell {
    Value value;
    std::string bytes;

    Value get() const {
        Value copy = value;
        if (value.type == Value::Type::text || value.type == Value::Type::blob) copy.bytes = bytes;
        return copy;
    }
};

class RandomRows {
public:
    RandomRows(Sqlite const& database, Schema const& schema, std::uint64_t seed)
        : database_{database}, schema_{schema}, random_{seed} {}

    void fill(int rows_per_table) {
        for (Table const& table : schema_.tables) {
            if (table.name == version_table(schema_.store)) continue;
            for (int row = 0; row < rows_per_table; ++row) insert(table);
        }
    }

private:
    using Row = std::map<std::string, Cell>;

    void insert(Table const& table) {
        Row row;
        for (ForeignKey const& key : table.foreign_keys) {
            if (!refer(table, key, row)) return;  // no parent fits, so the row is left out
        }
        std::vector<std::string> columns;
        for (Column const& column : table.columns) {
            if (column.is_generated()) continue;
            columns.push_back(column.name);
            if (!row.contains(column.name)) row[column.name] = random_cell(table, column);
        }
        std::vector<std::string> marks(columns.size(), "?");
        SqliteStatement statement =
            database_.prepare(fmt::format("INSERT OR IGNORE INTO {} ({}) VALUES ({}) RETURNING 1",
                                          quote_identifier(table.name), quoted_names(columns), fmt::join(marks, ", ")));
        for (std::size_t i = 0; i < columns.size(); ++i) statement.bind(static_cast<int>(i) + 1, row[columns[i]].get());
        bool const inserted = statement.step();
        while (inserted && statement.step()) continue;
        if (inserted) rows_[table.name].push_back(std::move(row));
    }

    // Copies the key's columns from a parent row that agrees with the columns that are already set.
    bool refer(Table const& table, ForeignKey const& key, Row& row) {
        std::vector<Row> const& parents = rows_[key.parent];
        for (int attempt = 0; attempt < 20 && !parents.empty(); ++attempt) {
            Row const& parent = parents[random_() % parents.size()];
            bool agrees = true;
            for (std::size_t i = 0; i < key.columns.size(); ++i) {
                auto const set = row.find(key.columns[i]);
                Cell const& cell = parent.at(key.parent_columns[i]);
                agrees = agrees && (set == row.end() || (set->second.bytes == cell.bytes &&
                                                         set->second.value.integer == cell.value.integer));
            }
            if (!agrees) continue;
            for (std::size_t i = 0; i < key.columns.size(); ++i) row[key.columns[i]] = parent.at(key.parent_columns[i]);
            return true;
        }
        bool nullable = true;
        for (std::string const& column : key.columns)
            nullable = nullable && !table.find_column(column)->not_null && !row.contains(column);
        for (std::string const& column : key.columns) {
            if (nullable) row[column] = Cell{};
        }
        return nullable;
    }

    Cell random_cell(Table const& table, Column const& column) {
        if (!column.not_null && random_() % 5 == 0) return {};
        if (column.name == "experiment_id" && table.name == "experiments") {
            return {Value::of(static_cast<std::int64_t>(random_() % 2'000'000'000)), {}};
        }
        for (Check const& check : table.checks) {
            if (std::vector<std::string> const allowed = allowed_values(check, column); !allowed.empty()) {
                return text(allowed[random_() % allowed.size()]);
            }
        }
        switch (column.type) {
            case ColumnType::boolean: return {Value::of(static_cast<std::int64_t>(random_() % 2)), {}};
            case ColumnType::smallint:
                return {Value::of(static_cast<std::int64_t>(static_cast<std::int16_t>(random_()))), {}};
            case ColumnType::integer:
                return {Value::of(static_cast<std::int64_t>(static_cast<std::int32_t>(random_()))), {}};
            case ColumnType::bigint:
                // A generated column may subtract two such values; the result must stay in range.
                return {Value::of(static_cast<std::int64_t>(random_()) / 4), {}};
            case ColumnType::double_precision: return {Value::of(random_real()), {}};
            case ColumnType::varchar:
                return text(random_text(column.max_length > 0 ? static_cast<std::size_t>(column.max_length) : 300));
            case ColumnType::text: return text(random_text(3000));
            case ColumnType::json: return text(random_json());
            case ColumnType::bytea: {
                std::string bytes(random_() % 200, '\0');
                for (char& byte : bytes) byte = static_cast<char>(random_());
                return {Value::blob({}), bytes};
            }
            case ColumnType::date: return text(date_text(static_cast<int>(random_() % 20000) - 10000));
        }
        return {};
    }

    static std::vector<std::string> allowed_values(Check const& check, Column const& column) {
        std::vector<std::string> allowed;
        if (check.expression.find("(" + column.name + " IN") == std::string::npos) return allowed;
        std::size_t at = 0;
        while ((at = check.expression.find('\'', at)) != std::string::npos) {
            std::size_t const end = check.expression.find('\'', at + 1);
            allowed.push_back(check.expression.substr(at + 1, end - at - 1));
            at = end + 1;
        }
        return allowed;
    }

    static Cell text(std::string characters) { return {Value::text({}), std::move(characters)}; }

    double random_real() {
        switch (random_() % 8) {
            case 0: return static_cast<double>(static_cast<std::int32_t>(random_()));
            case 1: return std::numeric_limits<double>::max();
            case 2: return -std::numeric_limits<double>::max();
            case 3: return std::numeric_limits<double>::denorm_min();
            case 4: return std::numeric_limits<double>::infinity();
            case 5: return 0.1;
            default: return std::generate_canonical<double, 53>(random_) * 1e9;
        }
    }

    // A text of up to `longest` characters, often exactly that many. It may contain all of Unicode except NUL and
    // surrogates, and the characters that are special in COPY's text format.
    std::string random_text(std::size_t longest) {
        static constexpr std::array pieces{"a", "Z",  "0", " ",  "\t", "\n",           "\r",     "\\", "\\N",  "\\.",
                                           "'", "\"", "é", "日", "😀",  "\xEF\xBF\xBF", "\u200F", "%",  "\x01", "\x7f"};
        std::size_t const wanted = random_() % 4 == 0 ? longest : random_() % std::min<std::size_t>(longest + 1, 60);
        std::string made;
        std::size_t count = 0;
        while (count < wanted) {
            std::string_view const piece = pieces[random_() % pieces.size()];
            std::size_t const length = characters(piece);
            if (count + length > wanted) continue;
            made += piece;
            count += length;
        }
        return made;
    }

    std::string random_json() {
        switch (random_() % 5) {
            case 0: return "null";
            case 1: return R"({"a": [1, 2.5e10, -0, true, {"b": "\u0000\ud800"}], "é": "😀"})";
            case 2: return "[]";
            case 3: return "\"text\"";
            default: return fmt::format("{{\"n\": {}}}", random_());
        }
    }

    Sqlite const& database_;
    Schema const& schema_;
    std::mt19937_64 random_;
    std::map<std::string, std::vector<Row>> rows_;
};

}  // namespace

void execute(std::string const& path, std::string const& sql) {
    if (!std::filesystem::exists(path)) write_file(path, "");
    Sqlite const database{path, Sqlite::Mode::read_write};
    database.execute("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
    database.execute(sql);
    // Other programs make a checkpoint when they close a connection; our connections do not.
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

void create_source(std::string const& path, std::string const& revision, Store store) {
    Schema const schema = recorded_schema(revision, store);
    std::string sql = "BEGIN;";
    for (Table const& table : schema.tables) {
        sql += create_table(table) + ";";
        for (Key const& key : table.keys) {
            if (key.kind == Key::Kind::unique_index) {
                sql += fmt::format("CREATE UNIQUE INDEX {} ON {} ({});", quote_identifier(key.name),
                                   quote_identifier(table.name), quoted_names(key.columns));
            }
        }
    }
    execute(path, sql + fmt::format("INSERT INTO {} VALUES ('{}'); COMMIT", version_table(store), revision));
}

void create_random_source(std::string const& path, std::string const& revision, std::uint64_t seed, int rows_per_table,
                          Store store) {
    create_source(path, revision, store);
    Schema const schema = recorded_schema(revision, store);
    Sqlite const database{path, Sqlite::Mode::read_write};
    database.execute("PRAGMA foreign_keys = ON; BEGIN");
    RandomRows{database, schema, seed}.fill(rows_per_table);
    database.execute("COMMIT");
}

void create_encoded(std::string const& path, std::string const& encoding) {
    // SQLite stores the encoding with the first table.
    execute(path, fmt::format("PRAGMA encoding = '{}'; CREATE TABLE first (x); DROP TABLE first", encoding));
}

void create_small_source(std::string const& path) {
    create_source(path, revision_2_9_2);
    execute(path, R"sql(
INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage) VALUES (0, 'Default', 'mlruns/0', 'active'), (7, 'one', 'mlruns/7', 'active');
INSERT INTO runs (run_uuid, name, source_type, status, experiment_id, lifecycle_stage, start_time) VALUES
  ('r1', 'first', 'LOCAL', 'FINISHED', 7, 'active', 1), ('r2', 'second', 'JOB', 'FAILED', 7, 'deleted', 2), ('r3', 'third', 'LOCAL', 'RUNNING', 0, 'active', 3);
INSERT INTO params (key, value, run_uuid) VALUES ('lr', '0.1', 'r1'), ('lr', '0.2', 'r2'), ('depth', '3', 'r1');
INSERT INTO tags (key, value, run_uuid) VALUES ('mlflow.user', 'ann', 'r1'), ('note', 'é😀', 'r3');
INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 0.5, 10, 'r1', 0, 0), ('loss', 0.25, 11, 'r1', 1, 0), ('loss', 0, 12, 'r1', 2, 1), ('acc', 1e300, 10, 'r2', 0, 0);
INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('loss', 0, 12, 2, 1, 'r1'), ('acc', 1e300, 10, 0, 0, 'r2');
)sql");
}

void create_larger_source(std::string const& file) {
    create_small_source(file);
    execute(file,
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 59999) "
            "INSERT INTO metrics SELECT 'k' || (i % 7), i * 0.37, i, 'r' || (1 + i % 3), i / 21, 0 FROM n;"
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999) "
            "INSERT INTO params SELECT 'p' || i, 'v' || i, 'r1' FROM n;");
}

}  // namespace mlflow2pg::test
