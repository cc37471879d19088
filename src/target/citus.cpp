// SPDX-License-Identifier: Apache-2.0
#include "target/citus.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "mlflow/recorded_schema.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

namespace {

std::string qualified(std::string_view schema, std::string_view table) {
    return fmt::format("{}.{}", quote_identifier(schema), quote_identifier(table));
}

class CitusLayout final : public Layout {
public:
    explicit CitusLayout(DistributedTable const& table) : table_{table} {}

    std::string after_create(Target&, std::string_view schema) const override {
        std::string const name = quote_literal(qualified(schema, table_.name));
        if (table_.column.empty()) return fmt::format("SELECT create_reference_table({})", name);
        bool const is_first = table_.name == "runs";
        return fmt::format("SELECT create_distributed_table({}, '{}', colocate_with => {})", name, table_.column,
                           is_first ? "'none'" : quote_literal(qualified(schema, "runs")));
    }
    // In a step of its own, a table needs only simple statements. Those are known to work on Citus.
    bool may_share_steps() const override { return false; }
    // ANALYZE works on all shards at once. Citus refuses that in a transaction that has already worked on one in its
    // own session, as a coordinator that is its own worker does (seen with 13.2).
    bool may_be_analyzed_with_keys() const override { return false; }
    // partmethod and repmodel: src/include/distributed/pg_dist_partition.h of Citus
    void check(Target& target, std::string_view schema, std::vector<std::string>& differences) const override {
        std::string const wanted =
            table_.column.empty()
                ? "partmethod = 'n' AND repmodel = 't'"
                : fmt::format(
                      "partmethod = 'h' AND column_to_column_name(logicalrelid, partkey) = '{}' AND "
                      "colocationid = (SELECT colocationid FROM pg_dist_partition WHERE logicalrelid = "
                      "to_regclass({}))",
                      table_.column, quote_literal(qualified(schema, "runs")));
        if (!target
                 .query(fmt::format("SELECT 1 FROM pg_dist_partition WHERE logicalrelid = to_regclass({}) AND {}",
                                    quote_literal(qualified(schema, table_.name)), wanted))
                 .empty()) {
            return;
        }
        differences.push_back(table_.column.empty() ? fmt::format("table {} is not a reference table", table_.name)
                                                    : fmt::format("table {} is not distributed by {} beside runs",
                                                                  table_.name, table_.column));
    }

private:
    DistributedTable table_;
};

// A foreign key that exists in the database, with the statements that drop and create it.
struct KeyThere {
    std::string child;
    std::string parent;
    std::string name;
    std::string drop;
    std::string create;
};

std::vector<KeyThere> keys_touching(Target& target, std::vector<std::string> const& tables) {
    std::vector<KeyThere> keys;
    for (auto const& row : target.query(fmt::format(
             "SELECT c.relname, p.relname, conname, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, "
             "conname), format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, "
             "pg_get_constraintdef(k.oid)) FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_class p ON "
             "p.oid = confrelid WHERE contype = 'f' AND ARRAY[conrelid, confrelid] && ARRAY[{}]::oid[] ORDER BY 3",
             fmt::join(tables, ", ")))) {
        keys.push_back({row[0].c_str(), row[1].c_str(), row[2].c_str(), row[3].c_str(), row[4].c_str()});
    }
    return keys;
}

// Only MLflow's own keys are left out. Another table's key Citus refuses, or, when the table refers to no reference
// table, accepts but does not check when a run is deleted (seen with 13.2).
void ensure_no_key_of_others(Target const& target, KeyThere const& key) {
    if (!is_impossible_key(key.child, key.parent) || has_table(Store::tracking, key.child)) return;
    throw TargetError{fmt::format("target {}: table {} refers to table {}, which a distributed table does not allow",
                                  target.name(), key.child, key.parent),
                      "drop the foreign key, then run again", target.psql({key.drop})};
}

// MLflow's tables in the target's schema.
std::vector<DistributedTable> tables_there(Target& target) {
    std::vector<DistributedTable> there;
    for (DistributedTable const& table : distributed_tables) {
        std::string const name = quote_literal(qualified(target.schema(), table.name));
        if (!target.query(fmt::format("SELECT to_regclass({})", name))[0][0].is_null()) there.push_back(table);
    }
    return there;
}

}  // namespace

void ensure_citus(Target& target) {
    if (target.has_citus()) return;
    if (target.query("SELECT FROM pg_available_extensions WHERE name = 'citus'").empty()) {
        throw TargetError{
            fmt::format("target {}: only Citus can distribute tables, and it is not installed on the server",
                        target.name()),
            "leave the tables plain, as MLflow makes them; or install Citus there"};
    }
    throw TargetError{
        fmt::format("target {}: only Citus can distribute tables, and the database does not have it", target.name()),
        "leave the tables plain, as MLflow makes them; or, as a superuser on a coordinator",
        target.psql({"CREATE EXTENSION citus"})};
}

std::unique_ptr<Layout const> citus_layout(DistributedTable const& table) {
    return std::make_unique<CitusLayout>(table);
}

bool is_distributed(Target& target) {
    return target.has_citus() &&
           !target
                .query(
                    fmt::format("SELECT 1 FROM pg_dist_partition WHERE logicalrelid = to_regclass({}) AND partmethod "
                                "= 'h'",
                                quote_literal(qualified(target.schema(), "runs"))))
                .empty();
}

std::optional<Distribution> distribute_store(Target& target) {
    if (target.revision_in(target.schema(), Store::tracking).empty()) {
        throw TargetError{fmt::format("target {}: there is no MLflow {} database in schema {}", target.name(),
                                      name(Store::tracking), target.schema()),
                          "name the database and schema that MLflow uses (options=-csearch_path%3D… in TARGET)"};
    }
    Distribution distribution{tables_there(target), {}};
    Layouts layouts;
    std::vector<std::string> differences;
    std::vector<std::string> names;
    std::vector<std::string> statements;
    for (DistributedTable const& table : distribution.tables) {
        std::unique_ptr<Layout const> layout = citus_layout(table);
        std::size_t const before = differences.size();
        layout->check(target, target.schema(), differences);
        if (differences.size() > before) statements.push_back(layout->after_create(target, target.schema()));
        names.push_back(quote_literal(qualified(target.schema(), table.name)) + "::regclass");
        layouts.set(std::string{table.name}, std::move(layout));
    }
    if (statements.empty()) return std::nullopt;
    target.transaction("distributing the tables", [&] {
        std::vector<KeyThere> const keys = keys_touching(target, names);
        for (KeyThere const& key : keys) ensure_no_key_of_others(target, key);
        for (KeyThere const& key : keys) target.query(key.drop);
        for (std::string const& statement : statements) target.query(statement);
        for (KeyThere const& key : keys) {
            if (is_impossible_key(key.child, key.parent)) {
                distribution.left_out.push_back(fmt::format("{} of {}", key.name, key.child));
            } else {
                target.query(key.create);
            }
        }
        differences.clear();
        layouts.check(target, target.schema(), differences);
        if (differences.empty()) return;
        throw VerificationError{fmt::format("target {}: {}", target.name(), fmt::join(differences, "; ")),
                                "nothing was changed; report this with the output"};
    });
    return distribution;
}

}  // namespace mlflow2pg
