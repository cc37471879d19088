// SPDX-License-Identifier: Apache-2.0
#include "target/layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/sql.hpp"
#include "mlflow/plan.hpp"
#include "target/citus.hpp"
#include "target/hypertable_layout.hpp"

namespace mlflow2pg {

std::string whole_key_sql(Table const& table, Key const& key) {
    if (key.kind == Key::Kind::unique_index) return key.definition;
    return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", quote_identifier(table.name), quote_identifier(key.name),
                       key.definition);
}

std::string Layout::after_create(Target&, std::string_view) const { return {}; }

KeySql Layout::key(Table const& table, Key const& key) const {
    if (key.kind == Key::Kind::unique_index) return {key.definition, {}};
    // The index is built first, then becomes the constraint: building it does not lock out readers of the table.
    std::vector<std::string> columns;
    for (std::string const& column : key.columns) columns.push_back(quote_identifier(column));
    std::string const name = quote_identifier(key.name);
    std::string const of = quote_identifier(table.name);
    return {fmt::format("CREATE UNIQUE INDEX {} ON {} ({})", name, of, fmt::join(columns, ", ")),
            fmt::format("ALTER TABLE {0} ADD CONSTRAINT {1} {2} USING INDEX {1}", of, name,
                        key.kind == Key::Kind::primary ? "PRIMARY KEY" : "UNIQUE")};
}

std::string Layout::foreign_key(ForeignKey const& key) const { return key.statement; }

void Layout::check(Target&, std::string_view, std::vector<std::string>&) const {}

void Layouts::set(std::string table, std::unique_ptr<Layout const> layout) {
    others_.emplace_back(std::move(table), std::move(layout));
}

Layout const& Layouts::of(std::string_view table) const {
    static Layout const plain;
    auto const found = std::ranges::find_if(others_, [&](auto const& other) { return other.first == table; });
    return found == others_.end() ? plain : *found->second;
}

std::vector<std::string> Layouts::after_create(Target& target, std::string_view schema) const {
    std::vector<std::string> statements;
    for (auto const& [table, layout] : others_) statements.push_back(layout->after_create(target, schema));
    return statements;
}

void Layouts::check(Target& target, std::string_view schema, std::vector<std::string>& differences) const {
    for (auto const& [table, layout] : others_) layout->check(target, schema, differences);
}

Layouts layouts_for(Plan const& plan) {
    Layouts layouts;
    if (plan.hypertable) layouts.set("metrics", hypertable_layout(*plan.hypertable));
    if (!plan.distribution) return layouts;
    for (DistributedTable const& table : plan.distribution->tables) {
        layouts.set(std::string{table.name}, citus_layout(table));
    }
    return layouts;
}

}  // namespace mlflow2pg
