// SPDX-License-Identifier: Apache-2.0
// The tables, keys and indexes that MLflow creates on PostgreSQL at a revision. They are recorded as SQL in schema/
// (see schema/README.md), embedded in the program, and parsed here. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mlflow/store.hpp"

namespace mlflow2pg {

enum class ColumnType {
    boolean,
    smallint,
    integer,
    bigint,
    double_precision,
    varchar,
    text,
    json,
    bytea,
    date,
};

// The type's name as PostgreSQL's format_type prints it, without a length.
std::string_view spelling(ColumnType type);

struct Column {
    std::string name;
    ColumnType type;
    int max_length = 0;  // varchar's n, in characters; 0: no limit
    bool not_null = false;
    std::string generated = {};  // the expression by which SQLite and the server compute it; empty: it is copied
    bool sequence = false;       // new rows get their ids from a sequence

    bool is_generated() const { return !generated.empty(); }
};

// Whether the column holds text or bytes without a limit of length.
constexpr bool is_unlimited(Column const& column) {
    return column.type == ColumnType::text || column.type == ColumnType::json || column.type == ColumnType::bytea ||
           (column.type == ColumnType::varchar && column.max_length == 0);
}

struct Check {
    std::string name;
    std::string expression;  // including its parentheses
};

// A primary key, a unique constraint, or a unique index over columns (not expressions).
struct Key {
    enum class Kind { primary, unique, unique_index };
    std::string name;
    Kind kind;
    std::vector<std::string> columns;
    std::string definition;  // "PRIMARY KEY (a, b)"; for an index its complete statement
};

struct Index {
    std::string name;
    std::vector<std::string> columns;  // or expressions, as in the statement
    std::string statement;
};

struct ForeignKey {
    std::string name;
    std::vector<std::string> columns;
    std::string parent;
    std::vector<std::string> parent_columns;
    std::string statement;
};

struct Table {
    std::string name;
    std::vector<Column> columns;
    std::vector<Check> checks;
    std::vector<Key> keys;
    std::vector<Index> indexes;  // except those of keys
    std::vector<ForeignKey> foreign_keys;
    std::vector<std::string> triggers;  // statements

    Column const* find_column(std::string_view column) const;
    // The primary key's columns; empty when there is none.
    std::vector<std::string> primary_key() const;
};

struct Schema {
    std::string revision;
    Store store = Store::tracking;
    std::string pre_data;   // creates the tables, sequences and functions in the first schema of search_path
    std::string post_data;  // creates their keys, indexes, foreign keys and triggers
    // The digest of the definitions that PostgreSQL prints for all of these (see schema/README.md). Empty when none is
    // recorded.
    std::string digest;
    std::vector<Table> tables;  // parents before children
    std::vector<std::string> sequences;
    std::vector<std::string> functions;  // trigger functions, without arguments

    Table const* find_table(std::string_view table) const;
};

// Parses pre-data and post-data SQL in pg_dump's form without schema names. Throws Error (internal) for an unknown
// statement or type. If a newer MLflow has such a schema, this parser has to be changed.
Schema parse_schema(std::string const& revision, std::string_view pre_data, std::string_view post_data);

// The statements of SQL, without the semicolons between them.
std::vector<std::string_view> split_statements(std::string_view sql);

// An entry in the list of known revisions.
struct Revision {
    std::string id;
    std::string releases;  // "2.8.0-2.12.2"; empty for a revision between two releases
    bool recorded = false;
};

// All revisions of a store in chain order. An id is only unique within its store: a1b2c3d4e5f6 is in both chains.
std::vector<Revision> const& known_revisions(Store store = Store::tracking);
Revision const* find_revision(std::string_view id, Store store = Store::tracking);
// The first recorded revision after this one in the chain. `mlflow db upgrade` of the first release with that revision
// upgrades to it.
Revision const* next_recorded(std::string_view id, Store store = Store::tracking);
// Throws Error (internal) when the revision is not recorded.
Schema recorded_schema(std::string_view revision, Store store = Store::tracking);
// Whether a recorded revision of the store has a table of this name.
bool has_table(Store store, std::string_view table);

}  // namespace mlflow2pg
