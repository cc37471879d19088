// SPDX-License-Identifier: Apache-2.0
#include "steps/step_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "mlflow/plan.hpp"
#include "steps/cost.hpp"
#include "steps/finish.hpp"
#include "target/staged_rows.hpp"

namespace mlflow2pg {

namespace {

// Tables with fewer rows and bytes share their steps: a step costs several round trips, a row only microseconds.
constexpr std::int64_t few_rows = 2000;
constexpr std::int64_t few_bytes = 16 << 20;

std::string const load_small = "copy small tables";
std::string const finish_small = "finish small tables";

std::int64_t bytes(TablePlan const& table) { return table.estimated_rows * table.row_bytes; }

// latest_metrics is computed from metrics, so its size does not depend on the source's own latest_metrics.
TablePlan const& origin(Plan const& plan, TablePlan const& table) {
    return table.recomputed ? plan.table("metrics") : table;
}

bool has_few_rows(Plan const& plan, TablePlan const& table) {
    TablePlan const& from = origin(plan, table);
    return from.estimated_rows < few_rows && bytes(from) < few_bytes;
}

// The server compresses long texts while it receives them, and one COPY can use only one of its cores for that. So
// tables with long texts are loaded in parts, by rowid. Every other table is one COPY, which may use FREEZE and
// preserves the order of the rows.
std::vector<RowidRange> parts_of(TablePlan const& table) {
    constexpr std::int64_t most_parts = 16;
    std::int64_t const count = std::min({bytes(table) / few_bytes, table.estimated_rows / 8, most_parts});
    if (count < 2 || !table.has_long_texts() || !table.has_rowid || table.load_order() != Order::table) {
        return {RowidRange{}};
    }
    // Unsigned, because the difference of two rowids can exceed an int64.
    auto const first = static_cast<std::uint64_t>(table.rowids.first);
    auto const width = (static_cast<std::uint64_t>(table.rowids.last) - first) / static_cast<std::uint64_t>(count) + 1;
    std::vector<RowidRange> parts(static_cast<std::size_t>(count));
    for (std::size_t part = 1; part < parts.size(); ++part) {
        parts[part].first = static_cast<std::int64_t>(first + part * width);
        parts[part - 1].last = parts[part].first - 1;
    }
    return parts;
}

Step reading_step(std::string name, Step::Kind kind, TablePlan const& table, std::vector<std::string> needs) {
    Cost const& each = kind == Step::Kind::read_back ? cost::read_back : cost::read_again;
    return {std::move(name), Stage::verify, kind, {table.name}, std::move(needs), each.of(table), table.estimated_rows};
}

class StepList {
public:
    StepList(Plan const& plan, Layouts const& layouts) : plan_{plan}, layouts_{layouts} {
        for (TablePlan const& table : plan.tables) (is_small(table) ? small_ : large_).push_back(&table);
    }

    std::vector<Step> make() {
        add_integrity_check();
        add_small_tables();
        for (TablePlan const* const table : large_) {
            add_load(*table);
            add_readings(*table);
            add_indexes_and_keys(*table);
        }
        for (TablePlan const& table : plan_.tables) add_late_foreign_keys(table);
        add_sequences();
        return std::move(steps_);
    }

private:
    bool is_small(TablePlan const& table) const {
        return layouts_.of(origin(plan_, table).name).may_share_steps() && has_few_rows(plan_, table);
    }
    bool is_small(std::string const& name) const { return is_small(plan_.table(name)); }
    Table const& definition(TablePlan const& table) const { return *plan_.schema.find_table(table.name); }
    Layout const& layout(TablePlan const& table) const { return layouts_.of(table.name); }

    // The names of the steps that together load all rows of a table.
    std::vector<std::string> loaded(TablePlan const& table) const {
        if (is_small(table)) return {load_small};
        std::string const name = "copy " + (table.recomputed ? "metrics" : table.name);
        std::size_t const parts = parts_of(table).size();
        if (parts == 1) return {name};
        std::vector<std::string> names;
        for (std::size_t part = 1; part <= parts; ++part) names.push_back(fmt::format("{}, part {}", name, part));
        return names;
    }
    // The name of the step that creates a table's keys.
    std::string keyed(TablePlan const& table) const { return is_small(table) ? finish_small : "keys " + table.name; }

    void add_sql(std::string name, std::vector<std::string> needs, double cost, std::string sql) {
        steps_.push_back({std::move(name),
                          Stage::finish,
                          Step::Kind::statements,
                          {},
                          std::move(needs),
                          cost,
                          0,
                          {},
                          std::move(sql)});
    }

    // Adds an integrity check of all tables that are read through one b-tree only. In those, damage within a row shows
    // only where an index contradicts the table. A table needs no such check if one reading uses its primary key, which
    // holds every column, and the other the table itself: equal rows from both prove more.
    void add_integrity_check() {
        Step step{"check the source's integrity", Stage::verify, Step::Kind::check_integrity, {}, {}};
        for (TablePlan const& table : plan_.tables) {
            if (table.has_two_trees()) continue;
            step.tables.push_back(table.name);
            step.cost += cost::integrity_check.of(table);
        }
        steps_.push_back(std::move(step));
    }

    void add_small_tables() {
        std::vector<std::string> all;
        std::vector<std::string> read;  // those that are read from the source
        std::vector<Table const*> definitions;
        for (TablePlan const* const table : small_) {
            all.push_back(table->name);
            if (!table->recomputed) read.push_back(table->name);
            definitions.push_back(&definition(*table));
        }
        auto const add = [&](std::string name, Stage stage, Step::Kind kind, std::vector<std::string> const& tables,
                             std::vector<std::string> needs) {
            steps_.push_back({std::move(name), stage, kind, tables, std::move(needs), cost::small_tables});
        };
        add(load_small, Stage::load, Step::Kind::load, read, {});
        add("read small tables again", Stage::verify, Step::Kind::read_again, read, {});
        add_sql(finish_small, {load_small}, cost::small_tables, small_tables_sql(definitions, layouts_));
        add("read small tables back", Stage::verify, Step::Kind::read_back, all, {finish_small});
    }

    void add_load(TablePlan const& table) {
        if (table.recomputed) return;
        std::vector<RowidRange> const parts = parts_of(table);
        std::vector<std::string> const names = loaded(table);
        for (std::size_t part = 0; part < parts.size(); ++part) {
            steps_.push_back({names[part],
                              Stage::load,
                              Step::Kind::load,
                              {table.name},
                              {},
                              cost::load.of(table) / static_cast<double>(parts.size()),
                              table.estimated_rows / static_cast<std::int64_t>(parts.size()),
                              parts[part]});
        }
    }

    void add_readings(TablePlan const& table) {
        steps_.push_back(reading_step("read back " + table.name, Step::Kind::read_back, table, loaded(table)));
        if (table.recomputed) return;
        steps_.push_back(reading_step("read again " + table.name, Step::Kind::read_again, table, {}));
    }

    // Adds the foreign keys and statistics before the indexes: ALTER TABLE … ADD FOREIGN KEY and ANALYZE conflict with
    // CREATE INDEX, but not with reading (https://www.postgresql.org/docs/15/explicit-locking.html). At the end they
    // would keep one worker busy while all others are idle.
    std::string add_references(TablePlan const& table) {
        std::vector<std::string> needs = loaded(table);
        std::vector<ForeignKey const*> keys;
        for (ForeignKey const& key : definition(table).foreign_keys) {
            if (!comes_before(key.parent, table)) continue;
            needs.push_back(keyed(plan_.table(key.parent)));
            keys.push_back(&key);
        }
        double const seconds = static_cast<double>(keys.size()) * cost::foreign_key.of(table);
        std::string const foreign_keys = references_sql(layout(table), keys);
        std::string references = "references of " + table.name;
        if (layout(table).may_be_analyzed_with_keys()) {
            add_sql(references, needs, seconds + cost::statistics.of(table),
                    foreign_keys + statistics_sql(definition(table)));
            return references;
        }
        if (!keys.empty()) {
            add_sql(references, needs, seconds, foreign_keys);
            needs = {references};
        }
        std::string statistics = "statistics of " + table.name;
        add_sql(statistics, needs, cost::statistics.of(table), statistics_sql(definition(table)));
        return statistics;
    }

    // Indexes are built in parallel. Then constraints take over the unique ones. That is quick but locks readers out,
    // so the table is read back before.
    void add_indexes_and_keys(TablePlan const& table) {
        Table const& target = definition(table);
        std::string const references = add_references(table);
        std::vector<std::string> built{"read back " + table.name, references};
        std::vector<std::string> const order = table.sorted_by(table.load_order());
        for (IndexBuild const& index : index_builds(target, layout(table))) {
            built.push_back("index " + index.name);
            std::size_t const width = index.columns.size();
            // Whether the rows were loaded in the index's order.
            bool const sorted = width <= order.size() &&
                                std::equal(index.columns.begin(), index.columns.end(), order.begin());
            Cost const each = sorted ? cost::sorted_index(width) : cost::index(width);
            steps_.push_back({built.back(),
                              Stage::finish,
                              Step::Kind::build_index,
                              {},
                              {references},
                              each.of(table),
                              table.estimated_rows,
                              {},
                              index.sql});
        }
        double const whole = makes_whole_keys(target, layout(table)) ? cost::sorted_index(table.key.size()).of(table)
                                                                     : 0;
        add_sql(keyed(table), built, cost::small_tables + whole, keys_sql(target, layout(table), table.estimated_rows));
    }

    // Whether the parent comes before the table in the plan. Only then can a step wait for the parent's keys before the
    // table has its own keys. A table may refer to itself.
    bool comes_before(std::string const& parent, TablePlan const& table) const { return &plan_.table(parent) < &table; }

    // Adds the foreign keys that neither finish_small nor add_references creates.
    void add_late_foreign_keys(TablePlan const& table) {
        for (ForeignKey const& key : definition(table).foreign_keys) {
            if (is_small(table) ? is_small(key.parent) : comes_before(key.parent, table)) continue;
            add_sql("foreign key " + key.name, {keyed(table), keyed(plan_.table(key.parent))},
                    cost::foreign_key.of(table), layout(table).foreign_key(key));
        }
    }

    // Runs after all keys are created: it reads several tables in one transaction, and creating keys locks readers out.
    void add_sequences() {
        std::vector<std::string> all{finish_small};
        for (TablePlan const* const table : large_) all.push_back(keyed(*table));
        add_sql("sequences", all, cost::small_tables, std::string{sequences_sql});
    }

    Plan const& plan_;
    Layouts const& layouts_;
    std::vector<TablePlan const*> small_;
    std::vector<TablePlan const*> large_;
    std::vector<Step> steps_;
};

// On Citus, only rows that are read back after all other work are known to be unchanged until the publish; see
// target/staged_rows.hpp.
void read_back_last(std::vector<Step>& steps) {
    auto const is_other = [](Step const& step) { return step.kind != Step::Kind::read_back; };
    auto const last = std::stable_partition(steps.begin(), steps.end(), is_other);
    std::vector<std::string> readings;
    std::vector<std::string> work;
    for (auto step = last; step != steps.end(); ++step) readings.push_back(step->name);
    for (auto step = steps.begin(); step != last; ++step) {
        std::erase_if(step->needs, [&](std::string const& need) { return std::ranges::count(readings, need) > 0; });
        if (step->stage != Stage::verify) work.push_back(step->name);
    }
    for (auto step = last; step != steps.end(); ++step) {
        std::vector<std::string> statements;
        for (std::string const& table : step->tables) statements.push_back(record_transactions_sql(table));
        step->sql = fmt::format("{}", fmt::join(statements, "; "));
        step->needs = work;
    }
}

}  // namespace

std::vector<Step> migration_steps(Plan const& plan, Layouts const& layouts) {
    std::vector<Step> steps = StepList{plan, layouts}.make();
    if (plan.distribution) read_back_last(steps);
    return steps;
}

std::vector<Step> verification_steps(Plan const& plan) {
    std::vector<Step> steps;
    Step small_of_source{"read the source's small tables", Stage::verify, Step::Kind::read_again, {}, {}};
    Step small_of_target{"read the target's small tables", Stage::verify, Step::Kind::read_back, {}, {}};
    small_of_source.cost = small_of_target.cost = cost::small_tables;
    for (TablePlan const& table : plan.tables) {
        if (has_few_rows(plan, table)) {
            small_of_source.tables.push_back(table.name);
            small_of_target.tables.push_back(table.name);
            continue;
        }
        steps.push_back(reading_step("read the source's " + table.name, Step::Kind::read_again, table, {}));
        steps.push_back(reading_step("read the target's " + table.name, Step::Kind::read_back, table, {}));
    }
    steps.push_back(std::move(small_of_source));
    steps.push_back(std::move(small_of_target));
    return steps;
}

}  // namespace mlflow2pg
