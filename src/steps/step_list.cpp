#include "steps/step_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "mlflow/plan.hpp"
#include "steps/load.hpp"
#include "steps/read_back.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

namespace {

// A table below these many rows and bytes is not worth steps of its own: a step costs some round trips, a row
// microseconds.
constexpr std::int64_t few_rows = 2000;
constexpr std::int64_t few_bytes = 16 << 20;

// What a row costs in each kind of step, in seconds of a step beside another one on the two cores of the bench: a part
// for each row, and one for each kilobyte beyond the first quarter, of which copying is mostly the server's
// compression. From the steps of 2,000,000 metrics and 200,000 spans. They order the steps and are what `check`
// predicts from.
struct Cost {
    double row;
    double kilobyte = 0;
};
constexpr Cost copy_cost{0.75e-6, 20e-6};
constexpr Cost sorted_key_cost{0.75e-6};  // rows arrived in the key's order
constexpr Cost index_cost{0.25e-6};       // and for each column:
constexpr double index_column_cost = 0.3e-6;
constexpr Cost read_back_cost{0.35e-6, 3e-6};
constexpr Cost reread_cost{0.4e-6, 0.8e-6};
constexpr Cost foreign_key_cost{0.08e-6};
constexpr Cost statistics_cost{0.06e-6};
constexpr Cost check_cost{0.25e-6, 0.6e-6};
constexpr double small_tables_cost = 0.02;

std::string const copy_small = "copy small tables";
std::string const finish_small = "finish small tables";

class StepList {
public:
    StepList(Source const& source, Plan const& plan, Rejects const* rejects, RejectFile& reject_file)
        : source_{source}, plan_{plan}, rejects_{rejects}, reject_file_{reject_file} {
        for (TablePlan const& table : plan.tables) (is_small(table) ? small_ : large_).push_back(&table);
    }

    std::vector<Step> make() {
        add_check();
        add_small_tables();
        for (TablePlan const* const table : large_) {
            add_copy(*table);
            add_verification(*table);
            add_indexes(*table);
        }
        for (TablePlan const& table : plan_.tables) add_foreign_keys(table);
        add_sequences();
        return std::move(steps_);
    }

private:
    bool is_small(TablePlan const& table) const {
        // latest_metrics comes from metrics, however many rows the source's own has.
        TablePlan const& origin = table.recomputed ? plan_.table("metrics") : table;
        if (is_hypertable(origin)) return false;
        return origin.estimated_rows < few_rows && bytes(origin) < few_bytes;
    }
    bool is_small(std::string const& name) const { return is_small(plan_.table(name)); }
    bool is_hypertable(TablePlan const& table) const { return plan_.hypertable && table.name == "metrics"; }
    Table const& definition(TablePlan const& table) const { return *plan_.schema.find_table(table.name); }
    bool recomputes() const { return plan_.has_table("latest_metrics"); }
    static std::int64_t bytes(TablePlan const& table) { return table.estimated_rows * table.row_bytes; }
    static double cost(TablePlan const& table, Cost const& of) {
        double const kilobytes = std::max(0.0, static_cast<double>(table.row_bytes) / 1024 - 0.25);
        return static_cast<double>(table.estimated_rows) * (of.row + of.kilobyte * kilobytes);
    }

    // The steps after which a table's rows are there.
    std::vector<std::string> copied(TablePlan const& table) const {
        if (is_small(table)) return {copy_small};
        std::string const name = "copy " + (table.recomputed ? "metrics" : table.name);
        std::size_t const parts = parts_of(table).size();
        if (parts == 1) return {name};
        std::vector<std::string> names;
        for (std::size_t part = 1; part <= parts; ++part) names.push_back(fmt::format("{}, part {}", name, part));
        return names;
    }
    // The one after which its keys are.
    std::string keyed(TablePlan const& table) const { return is_small(table) ? finish_small : "keys " + table.name; }

    Step& add(std::string name, Stage stage, std::vector<std::string> needs, double cost,
              std::function<StepResult(Worker&)> run) {
        return steps_.emplace_back(Step{std::move(name), stage, std::move(needs), cost, std::move(run)});
    }

    // A step that is nothing but statements for the server.
    void add_sql(std::string name, Stage stage, std::vector<std::string> needs, double cost, std::string sql) {
        add(std::move(name), stage, std::move(needs), cost, [sql = std::move(sql)](Worker& worker) {
            worker.connection().execute(sql);
            return StepResult{};
        });
    }

    // SQLite's integrity_check of all that is read along one b-tree only: what an index says otherwise than its table
    // is the only sign of damage within a row. A table that is read through its key, which holds every column, and once
    // more from the table itself has two; when both give the same rows, that proves more.
    void add_check() {
        double all = 0;
        std::vector<std::string> tables;
        for (TablePlan const& table : plan_.tables) {
            if (table.covered_by_key && table.has_rowid) continue;
            tables.push_back(table.name);
            all += cost(table, check_cost);
        }
        add("check the source's integrity", Stage::verify, {}, all, [this, tables](Worker& worker) {
            StepResult result;
            result.problems = source_.integrity_problems(tables, worker.stop());
            if (!result.problems.empty()) {
                throw CorruptError{
                    fmt::format("source {} is damaged: {}", source_.path(), fmt::join(result.problems, "; "))};
            }
            return result;
        });
    }

    void add_small_tables() {
        add(copy_small, Stage::load, {}, small_tables_cost, [this](Worker& worker) {
            StepResult result;
            Sqlite const reader = source_.reader(worker.stop());
            for (TablePlan const* const table : small_) {
                if (table->recomputed) continue;
                if (table->name == "metrics" && recomputes()) {
                    StepResult metrics = copy_metrics(source_, plan_, rejects_, reject_file_, worker);
                    std::move(metrics.tables.begin(), metrics.tables.end(), std::back_inserter(result.tables));
                    result.latest = metrics.latest;
                    result.latest_counted = true;
                } else {
                    result.tables.push_back(
                        copy_table(reader, *table, plan_.rules, rejects_, worker.connection(), worker.stop()));
                }
            }
            return result;
        });
        add("read small tables again", Stage::verify, {}, small_tables_cost, [this](Worker& worker) {
            StepResult result;
            Sqlite const reader = source_.reader(worker.stop());
            for (TablePlan const* const table : small_) {
                if (table->recomputed) continue;
                result.tables.push_back(read_source(reader, plan_, *table, rejects_, worker.stop()));
            }
            return result;
        });
        std::string sql;
        std::vector<std::string> analyzed;
        for (TablePlan const* const table : small_) {
            Table const& target = definition(*table);
            std::string const name = quote_identifier(table->name);
            for (Key const& key : target.keys) {
                sql += key.kind == Key::Kind::unique_index
                           ? key.definition + ";\n"
                           : fmt::format("ALTER TABLE ONLY {} ADD CONSTRAINT {} {};\n", name,
                                         quote_identifier(key.name), key.definition);
            }
            for (Index const& index : target.indexes) sql += index.statement + ";\n";
            for (std::string const& trigger : target.triggers) sql += trigger + ";\n";
            analyzed.push_back(name);
        }
        // After all keys: a foreign key may point to any of these tables.
        for (TablePlan const* const table : small_) {
            for (ForeignKey const& key : definition(*table).foreign_keys) {
                if (is_small(key.parent)) sql += key.statement + ";\n";
            }
        }
        if (!analyzed.empty()) sql += fmt::format("ANALYZE {}", fmt::join(analyzed, ", "));
        add_sql(finish_small, Stage::finish, {copy_small}, small_tables_cost, sql);
        add("read small tables back", Stage::verify, {finish_small}, small_tables_cost, [this](Worker& worker) {
            StepResult result;
            for (TablePlan const* const table : small_) {
                result.tables.push_back(read_back(worker.connection(), staging_schema, *table));
            }
            return result;
        });
    }

    void add_copy(TablePlan const& table) {
        if (table.recomputed) return;
        if (table.name == "metrics" && recomputes()) {
            add(copied(table).front(), Stage::load, {}, cost(table, copy_cost), [this](Worker& worker) {
                return copy_metrics(source_, plan_, rejects_, reject_file_, worker);
            }).rows = table.estimated_rows;
            return;
        }
        std::vector<RowidRange> const parts = parts_of(table);
        std::vector<std::string> const names = copied(table);
        for (std::size_t part = 0; part < parts.size(); ++part) {
            add(names[part], Stage::load, {}, cost(table, copy_cost) / static_cast<double>(parts.size()),
                [this, &table, range = parts[part]](Worker& worker) {
                    Sqlite const reader = source_.reader(worker.stop());
                    return StepResult::of(range.is_all() ? copy_table(reader, table, plan_.rules, rejects_,
                                                                      worker.connection(), worker.stop())
                                                         : copy_part(reader, table, range, plan_.rules, rejects_,
                                                                     worker.connection(), worker.stop()));
                })
                .rows = table.estimated_rows / static_cast<std::int64_t>(parts.size());
        }
    }

    // Long texts are compressed by the server as they arrive, and one COPY keeps one of its processors busy with that:
    // such tables are copied in parts, by rowid. All others are one COPY, which may FREEZE and keeps the rows in order.
    std::vector<RowidRange> parts_of(TablePlan const& table) const {
        constexpr std::int64_t compressed_from = 1024;  // PostgreSQL leaves rows below 2 kB as they are
        constexpr std::int64_t most_parts = 16;
        std::int64_t const count = std::min({bytes(table) / few_bytes, table.estimated_rows / 8, most_parts});
        if (count < 2 || table.row_bytes < compressed_from || !table.has_rowid || !table.has_unlimited_column() ||
            table.natural_order() == Order::key) {
            return {RowidRange{}};
        }
        auto const found = parts_.find(&table);
        if (found != parts_.end()) return found->second;
        Sqlite const reader = source_.reader();
        // Apart, SQLite finds either at an end of the table; together it reads all of it.
        SqliteStatement ends = reader.prepare(fmt::format(
            "SELECT (SELECT min(rowid) FROM {0}), (SELECT max(rowid) FROM {0})", quote_identifier(table.name)));
        ends.step();
        // Unsigned, since all rowids are more than an int64 counts.
        auto const first = static_cast<std::uint64_t>(ends.integer(0));
        auto const width = (static_cast<std::uint64_t>(ends.integer(1)) - first) / static_cast<std::uint64_t>(count) +
                           1;
        std::vector<RowidRange> parts(static_cast<std::size_t>(count));
        for (std::size_t part = 1; part < parts.size(); ++part) {
            parts[part].first = static_cast<std::int64_t>(first + part * width);
            parts[part - 1].last = parts[part].first - 1;
        }
        return parts_[&table] = parts;
    }

    void add_verification(TablePlan const& table) {
        add("read back " + table.name, Stage::verify, copied(table), cost(table, read_back_cost),
            [&table](Worker& worker) { return StepResult::of(read_back(worker.connection(), staging_schema, table)); })
            .rows = table.estimated_rows;
        if (table.recomputed) return;
        add("read again " + table.name, Stage::verify, {}, cost(table, reread_cost), [this, &table](Worker& worker) {
            Sqlite const reader = source_.reader(worker.stop());
            return StepResult::of(read_source(reader, plan_, table, rejects_, worker.stop()));
        }).rows = table.estimated_rows;
    }

    // TimescaleDB takes no ONLY: what a hypertable gets, its chunks get.
    std::string adding(ForeignKey const& key, TablePlan const& table) const {
        constexpr std::string_view only = "ALTER TABLE ONLY ";
        if (!is_hypertable(table) || !key.statement.starts_with(only)) return key.statement;
        return "ALTER TABLE " + key.statement.substr(only.size());
    }

    // Foreign keys and statistics come before the indexes, where their locks hold up nothing but the index builds:
    // both read the table itself, and at the end, with all else done, they would leave the other workers idle.
    // ALTER TABLE … ADD FOREIGN KEY and ANALYZE conflict with CREATE INDEX, not with reading.
    // https://www.postgresql.org/docs/15/explicit-locking.html
    std::string add_references(TablePlan const& table) {
        std::vector<std::string> needs = copied(table);
        std::string sql;
        double all = cost(table, statistics_cost);
        for (ForeignKey const& key : definition(table).foreign_keys) {
            if (!comes_before(key.parent, table)) continue;
            needs.push_back(keyed(plan_.table(key.parent)));
            sql += adding(key, table) + ";\n";
            all += cost(table, foreign_key_cost);
        }
        std::string name = "references of " + table.name;
        add_sql(name, Stage::finish, needs, all, sql + "ANALYZE " + quote_identifier(table.name));
        return name;
    }

    // Indexes are built side by side; then the unique ones become constraints, which is quick but locks
    // readers out, so the reading back comes before it.
    void add_indexes(TablePlan const& table) {
        Table const& target = definition(table);
        std::string const name = quote_identifier(table.name);
        std::string const references = add_references(table);
        std::vector<std::string> built{"read back " + table.name, references};
        std::string sql;
        double keys_cost = small_tables_cost;
        auto const build = [&](std::string const& index, Cost const& of, std::string const& statement) {
            built.push_back("index " + index);
            add(built.back(), Stage::finish, {references}, cost(table, of),
                [statement, count = table.estimated_rows](Worker& worker) {
                    worker.connection().execute(index_settings(count, worker.spare()) + statement);
                    return StepResult{};
                });
        };
        auto const cost_of = [](std::size_t width) {
            return Cost{index_cost.row + static_cast<double>(width) * index_column_cost};
        };
        for (Key const& key : target.keys) {
            if (key.kind == Key::Kind::unique_index) {
                build(key.name, cost_of(key.columns.size()), key.definition);
                continue;
            }
            if (is_hypertable(table)) {
                // There no index becomes a constraint. Made before the rows arrive, the key cost the server 1.5 times
                // the processor of a plain migration, made after them 1.26 times (2,000,000 metrics, 41 chunks). Until
                // https://github.com/timescale/timescaledb/pull/9550 it takes memory by the square of the chunks'
                // number: 240 MB for 100, and there are no more.
                sql += fmt::format("{}ALTER TABLE {} ADD CONSTRAINT {} {};\n", index_settings(table.estimated_rows, 0),
                                   name, quote_identifier(key.name), key.definition);
                keys_cost += cost(table, sorted_key_cost);
                continue;
            }
            std::vector<std::string> columns;
            for (std::string const& column : key.columns) columns.push_back(quote_identifier(column));
            bool const sorted = key.kind == Key::Kind::primary && table.covered_by_key;
            build(key.name, sorted ? sorted_key_cost : cost_of(key.columns.size()),
                  fmt::format("CREATE UNIQUE INDEX {} ON {} ({})", quote_identifier(key.name), name,
                              fmt::join(columns, ", ")));
            sql += fmt::format("ALTER TABLE {0} ADD CONSTRAINT {1} {2} USING INDEX {1};\n", name,
                               quote_identifier(key.name), key.kind == Key::Kind::primary ? "PRIMARY KEY" : "UNIQUE");
        }
        for (Index const& index : target.indexes) build(index.name, cost_of(index.width), index.statement);
        for (std::string const& trigger : target.triggers) sql += trigger + ";\n";
        add_sql(keyed(table), Stage::finish, built, keys_cost, sql);
    }

    // Whether `parent` stands before the table in the plan, which has parents before children: only then can its keys
    // be waited for before the table's own (a table may refer to itself).
    bool comes_before(std::string const& parent, TablePlan const& table) const { return &plan_.table(parent) < &table; }

    // Those that are neither in finish_small nor among the references of a large table.
    void add_foreign_keys(TablePlan const& table) {
        for (ForeignKey const& key : definition(table).foreign_keys) {
            if (is_small(table) ? is_small(key.parent) : comes_before(key.parent, table)) continue;
            add_sql("foreign key " + key.name, Stage::finish, {keyed(table), keyed(plan_.table(key.parent))},
                    cost(table, foreign_key_cost), adding(key, table));
        }
    }

    // Explicit ids do not move a sequence: each is set to its column's greatest value, or to its start when
    // there is none (setval refuses 0). Serial columns depend on their sequence as 'a', identity columns as
    // 'i'.
    void add_sequences() {
        // After all keys: this reads several tables in one transaction, and what makes keys locks readers out.
        std::vector<std::string> all{finish_small};
        for (TablePlan const* const table : large_) all.push_back(keyed(*table));
        add_sql("sequences", Stage::finish, all, small_tables_cost, R"sql(
DO $$
DECLARE
    owned record;
    greatest_id bigint;
BEGIN
    FOR owned IN
        SELECT d.objid::regclass AS sequence, d.refobjid::regclass AS tbl, a.attname AS col
        FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        AND s.relnamespace = 'mlflow2pg_staging'::regnamespace
    LOOP
        EXECUTE format('SELECT max(%I) FROM %s', owned.col, owned.tbl) INTO greatest_id;
        PERFORM setval(owned.sequence, greatest(greatest_id, 1), coalesce(greatest_id, 0) >= 1);
    END LOOP;
END $$)sql");
    }

    Source const& source_;
    Plan const& plan_;
    Rejects const* rejects_;
    RejectFile& reject_file_;
    std::vector<TablePlan const*> small_;
    std::vector<TablePlan const*> large_;
    std::vector<Step> steps_;
    mutable std::map<TablePlan const*, std::vector<RowidRange>> parts_;  // looked up once
};

}  // namespace

std::vector<Step> make_steps(Source const& source, Plan const& plan, Rejects const* rejects, RejectFile& reject_file) {
    // Steps refer to the list that made them, which therefore lives as long as they do.
    auto const list = std::make_shared<StepList>(source, plan, rejects, reject_file);
    std::vector<Step> steps = list->make();
    for (Step& step : steps) {
        step.run = [list, run = std::move(step.run)](Worker& worker) { return run(worker); };
    }
    return steps;
}

}  // namespace mlflow2pg
