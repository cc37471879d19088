// SPDX-License-Identifier: Apache-2.0
#include "target/layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "base/sql.hpp"
#include "mlflow/plan.hpp"
#include "target/hypertable_layout.hpp"

namespace mlflow2pg {

namespace {

// The layout that MLflow itself creates.
class PlainLayout final : public Layout {
public:
    std::string after_create(Target&, std::string_view) const override { return {}; }
    bool may_share_steps() const override { return true; }
    KeySql key(Table const& table, Key const& key) const override {
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
    std::string foreign_key(ForeignKey const& key) const override { return key.statement; }
    void check(Target&, std::string_view, std::vector<std::string>&) const override {}
};

}  // namespace

std::string whole_key_sql(Table const& table, Key const& key) {
    if (key.kind == Key::Kind::unique_index) return key.definition;
    return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", quote_identifier(table.name), quote_identifier(key.name),
                       key.definition);
}

void Layouts::set(std::string table, std::unique_ptr<Layout const> layout) {
    others_[std::move(table)] = std::move(layout);
}

Layout const& Layouts::of(std::string_view table) const {
    static PlainLayout const plain;  // of every table that has no other layout
    auto const found = others_.find(table);
    return found == others_.end() ? plain : *found->second;
}

std::string Layouts::after_create(Target& target, std::string_view schema) const {
    std::string sql;
    for (auto const& [table, layout] : others_) sql += layout->after_create(target, schema);
    return sql;
}

void Layouts::check(Target& target, std::string_view schema, std::vector<std::string>& differences) const {
    for (auto const& [table, layout] : others_) layout->check(target, schema, differences);
}

Layouts layouts_for(Plan const& plan) {
    Layouts layouts;
    if (plan.hypertable) layouts.set("metrics", hypertable_layout(*plan.hypertable));
    return layouts;
}

}  // namespace mlflow2pg
