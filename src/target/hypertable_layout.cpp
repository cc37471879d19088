// SPDX-License-Identifier: Apache-2.0
#include "target/hypertable_layout.hpp"

#include <optional>

#include "mlflow/recorded_schema.hpp"
#include "target/target.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

class HypertableLayout final : public Layout {
public:
    explicit HypertableLayout(Hypertable planned) : planned_{std::move(planned)} {}

    std::string after_create(Target& target, std::string_view schema) const override {
        return create_hypertable_sql(target, schema, planned_);
    }
    bool may_share_steps() const override { return false; }
    // TimescaleDB cannot turn an existing index into a constraint, so the key is created in one statement. If the key
    // was created before loading, the server needed 1.5 times the CPU time of a plain migration; if after loading, 1.26
    // times (2,000,000 metrics, 41 chunks). Until https://github.com/timescale/timescaledb/pull/9550 the memory needed
    // grows with the square of the number of chunks: 240 MB for 100 chunks, the maximum we allow.
    KeySql key(Table const& table, Key const& key) const override {
        if (key.kind == Key::Kind::unique_index) return {key.definition, {}};
        return {{}, whole_key_sql(table, key)};
    }
    // Without ONLY, which TimescaleDB refuses: the foreign key is added to the chunks, too.
    std::string foreign_key(ForeignKey const& key) const override {
        constexpr std::string_view only = "ALTER TABLE ONLY ";
        if (!key.statement.starts_with(only)) return key.statement;
        return "ALTER TABLE " + key.statement.substr(only.size());
    }
    void check(Target& target, std::string_view schema, std::vector<std::string>& differences) const override {
        std::optional<Hypertable> const found = find_hypertable(target, schema);
        if (!found || found->interval_ms != planned_.interval_ms) {
            differences.emplace_back("metrics is not the hypertable that was made");
        }
    }

private:
    Hypertable planned_;
};

}  // namespace

std::unique_ptr<Layout const> hypertable_layout(Hypertable const& planned) {
    return std::make_unique<HypertableLayout>(planned);
}

}  // namespace mlflow2pg
