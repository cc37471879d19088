// SPDX-License-Identifier: Apache-2.0
#include "target/citus.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "mlflow/recorded_schema.hpp"
#include "target/libpq.hpp"
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

// "10.0.0.5:5432"
std::string coordinator(Target& target) {
    auto const found = target.query("SELECT format('%s:%s', nodename, nodeport) FROM pg_dist_node WHERE groupid = 0");
    return found.empty() ? "see pg_dist_node there" : found[0][0].c_str();
}

void ensure_extension(Target& target) {
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

}  // namespace

void ensure_cluster(Target& target) {
    if (!target.has_citus()) return;
    if (target.query("SELECT groupid <> 0 FROM pg_dist_local_group")[0][0].as<bool>()) {
        throw TargetError{fmt::format("target {}: it is a worker of a Citus cluster, where no table can be distributed "
                                      "or moved to another schema",
                                      target.name()),
                          fmt::format("give the coordinator's address: {}", coordinator(target))};
    }
    std::vector<std::string> unreachable;
    std::vector<std::string> disabling;
    for (auto const& row : target.query(
             "SELECT format('%s:%s: %s', nodename, nodeport, result), format('SELECT citus_disable_node(%L, %s)', "
             "nodename, nodeport) FROM run_command_on_workers('SELECT 1') WHERE NOT success ORDER BY 1")) {
        unreachable.push_back(one_line(row[0].c_str()));
        disabling.emplace_back(row[1].c_str());
    }
    if (unreachable.empty()) return;
    throw TargetError{fmt::format("target {}: the coordinator cannot work with a worker of its Citus cluster: {}",
                                  target.name(), fmt::join(unreachable, "; ")),
                      "start the worker and let the coordinator connect to it; or disable the worker, as a superuser",
                      target.psql(disabling)};
}

bool is_distributed_schema(Target& target) {
    return target.has_citus() && !target.schema().empty() &&
           !target.query("SELECT to_regclass('pg_catalog.pg_dist_schema')")[0][0].is_null() &&
           !target.query(fmt::format("SELECT FROM pg_dist_schema WHERE schemaid = {}", target.schema_oid())).empty();
}

void ensure_citus(Target& target) {
    ensure_extension(target);
    std::vector<std::string> allowing;
    for (auto const& row : target.query(
             "SELECT shouldhaveshards, format('SELECT citus_set_node_property(%L, %s, ''shouldhaveshards'', true)', "
             "nodename, nodeport) FROM pg_dist_node WHERE isactive AND noderole = 'primary' ORDER BY groupid DESC")) {
        if (row[0].as<bool>()) return;
        allowing.emplace_back(row[1].c_str());
    }
    if (allowing.empty()) return;
    throw TargetError{
        fmt::format("target {}: no node of the Citus cluster may hold rows (shouldhaveshards is off everywhere)",
                    target.name()),
        "allow rows on one or more nodes, as a superuser", target.psql(allowing)};
}

void ensure_nothing_left(Target& target) {
    std::vector<std::string> patterns;
    for (DistributedTable const& table : distributed_tables) {
        patterns.push_back(quote_literal(fmt::format("^{}_\\w+_seq$", table.name)));
    }
    std::string const unused = fmt::format(
        "SELECT string_agg(format('%s.%I', relnamespace::regnamespace, relname), ', ' ORDER BY relname) FROM pg_class "
        "WHERE relkind = 'S' AND "
        "relnamespace = to_regnamespace({}) AND relname ~ ANY (ARRAY[{}]) AND NOT EXISTS (SELECT FROM pg_depend WHERE "
        "refclassid = 'pg_class'::regclass AND refobjid = pg_class.oid OR classid = 'pg_class'::regclass AND objid = "
        "pg_class.oid AND deptype IN ('a', 'i'))",
        quote_literal(quote_identifier(target.schema())), fmt::join(patterns, ", "));
    std::vector<std::string> found;
    std::string dropping;
    for (auto const& row : target.query(fmt::format("SELECT format('%s on %s:%s', result, nodename, nodeport), "
                                                    "format('SELECT run_command_on_workers(%L)', 'DROP "
                                                    "SEQUENCE IF EXISTS ' || result) FROM run_command_on_workers({}) "
                                                    "WHERE success AND result <> '' ORDER BY 1",
                                                    quote_literal(unused)))) {
        found.emplace_back(row[0].c_str());
        dropping = row[1].c_str();
    }
    if (found.empty()) return;
    throw TargetError{fmt::format("target {}: an earlier distribution has left a sequence on a worker: {}",
                                  target.name(), fmt::join(found, "; ")),
                      "drop it, as a superuser on the coordinator", target.psql({dropping})};
}

std::uint64_t count_nodes(Target& target) {
    auto const nodes = target.query(
        "SELECT greatest(count(*), 1) FROM pg_dist_node WHERE isactive AND noderole = 'primary' AND shouldhaveshards");
    return nodes[0][0].as<std::uint64_t>();
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

std::optional<Distribution> find_distribution(Target& target, Schema& schema) {
    if (!is_distributed(target)) return std::nullopt;
    Distribution found = distribute(schema);
    found.nodes = count_nodes(target);
    return found;
}

std::string undistribute_sql(Target& target) {
    return target
        .query(fmt::format("SELECT format('SELECT undistribute_table(%L, cascade_via_foreign_keys => true)', "
                           "quote_ident({}) || '.runs')",
                           target.quote(target.schema())))[0][0]
        .c_str();
}

std::optional<Distribution> distribute_store(Target& target) {
    if (target.revision_in(target.schema(), Store::tracking).empty()) {
        throw TargetError{fmt::format("target {}: there is no MLflow {} database in schema {}", target.name(),
                                      name(Store::tracking), target.schema()),
                          "name the database and schema that MLflow uses (options=-csearch_path%3D… in TARGET)"};
    }
    Distribution distribution{tables_there(target), {}, count_nodes(target)};
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
    auto const distribute_all = [&] {
        distribution.left_out.clear();
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
    };
    try {
        target.transaction("distributing the tables", distribute_all);
    } catch (ServerError const& refused) {
        if (refused.connection_lost()) throw;
        NextSteps steps{{"nothing was changed. Remove what Citus objects to, then run again"}};
        if (is_distributed(target)) {
            steps.push_back({"or, if only a part of the tables was distributed, make all of them plain before",
                             target.own_psql({undistribute_sql(target)})});
        }
        throw TargetError{refused.what(), steps};
    }
    return distribution;
}

}  // namespace mlflow2pg
