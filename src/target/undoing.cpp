// SPDX-License-Identifier: Apache-2.0
#include "target/undoing.hpp"

#include <fmt/format.h>

#include <sstream>
#include <string_view>

#include "base/sql.hpp"

namespace mlflow2pg {

namespace {

// A definition's object, such as "column runs.mine", "table runs" or "statistics mine of table runs", as SQL.
struct Object {
    std::string kind;
    std::string table;  // with the schema
    std::string name;   // empty for a table
    std::string schema;
};

Object parsed(std::string const& schema, std::string const& object) {
    constexpr std::string_view of_table = " of table ";
    std::string const in_schema = quote_identifier(schema);
    std::size_t const blank = object.find(' ');
    std::string const kind = object.substr(0, blank);
    std::string const rest = object.substr(blank + 1);
    auto const table = [&](std::string const& name) { return in_schema + "." + quote_identifier(name); };
    if (kind == "table") return {kind, table(rest), "", in_schema};
    if (std::size_t const of = rest.rfind(of_table); of != std::string::npos) {
        return {kind, table(rest.substr(of + of_table.size())), quote_identifier(rest.substr(0, of)), in_schema};
    }
    std::size_t const dot = rest.find('.');
    if (dot == std::string::npos) return {kind, "", quote_identifier(rest), in_schema};
    return {kind, table(rest.substr(0, dot)), quote_identifier(rest.substr(dot + 1)), in_schema};
}

std::string dropping(Object const& added) {
    auto const& [kind, table, name, schema] = added;
    if (kind == "column" || kind == "constraint") {
        return fmt::format("ALTER TABLE {} DROP {} IF EXISTS {}", table, kind == "column" ? "COLUMN" : "CONSTRAINT",
                           name);
    }
    if (kind == "index") return fmt::format("DROP INDEX IF EXISTS {}.{}", schema, name);
    if (kind == "trigger") return fmt::format("DROP TRIGGER IF EXISTS {} ON {}", name, table);
    if (kind == "rule") return fmt::format("DROP RULE IF EXISTS {} ON {}", name, table);
    if (kind == "policy") return fmt::format("DROP POLICY IF EXISTS {} ON {}", name, table);
    if (kind == "statistics") return fmt::format("DROP STATISTICS IF EXISTS {}.{}", schema, name);
    if (kind == "publication") return fmt::format("ALTER PUBLICATION {} DROP TABLE {}", name, table);
    return {};
}

std::string removing_comment(Object const& on) {
    auto const& [kind, table, name, schema] = on;
    std::string const of = kind == "table"    ? "TABLE " + table
                           : kind == "column" ? fmt::format("COLUMN {}.{}", table, name)
                           : kind == "index"  ? fmt::format("INDEX {}.{}", schema, name)
                           : kind == "constraint" || kind == "trigger"
                               ? fmt::format("{} {} ON {}", kind == "trigger" ? "TRIGGER" : "CONSTRAINT", name, table)
                               : "";
    return of.empty() ? "" : fmt::format("COMMENT ON {} IS NULL", of);
}

// parameters: "fillfactor=90, autovacuum_enabled=false".
std::string resetting(Object const& table, std::string const& parameters, std::string_view prefix) {
    std::string names;
    std::istringstream words{parameters};
    for (std::string word; std::getline(words >> std::ws, word, ',');) {
        names += fmt::format("{}{}{}", names.empty() ? "" : ", ", prefix, word.substr(0, word.find('=')));
    }
    return fmt::format("ALTER TABLE {} RESET ({})", table.table, names);
}

std::string unsetting(Object const& object, std::string const& attribute, std::string const& value) {
    if (attribute == "comment") return removing_comment(object);
    if (attribute == "storage parameters") return resetting(object, value, "");
    if (attribute == "storage parameters for TOAST") return resetting(object, value, "toast.");
    if (attribute == "row security") {
        return fmt::format("ALTER TABLE {} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY", object.table);
    }
    if (attribute == "replica identity") return fmt::format("ALTER TABLE {} REPLICA IDENTITY DEFAULT", object.table);
    if (attribute == "default" && object.kind == "column") {
        return fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", object.table, object.name);
    }
    return {};
}

}  // namespace

std::string undoing(std::string const& schema, Difference const& difference) {
    if (!difference.added.empty()) return dropping(parsed(schema, difference.added));
    if (difference.object.empty() || difference.value.empty()) return {};
    return unsetting(parsed(schema, difference.object), difference.attribute, difference.value);
}

}  // namespace mlflow2pg
