// SPDX-License-Identifier: Apache-2.0
// The layout of a table in the target: the statements after CREATE TABLE, how its keys are created, and what is checked
// at the end. Each kind of layout is one file (hypertable_layout.cpp, citus.cpp) and one line in layouts_for.
// Tested in tests/steps/finish_tests.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlflow2pg {

class Target;
struct ForeignKey;
struct Key;
struct Plan;
struct Table;

// The two statements that together create a key. Either may be empty.
struct KeySql {
    std::string build;   // CREATE UNIQUE INDEX: can run beside other index builds and readers
    std::string attach;  // ALTER TABLE … ADD CONSTRAINT: locks readers out; quick after `build`
};

// The statement that creates the key at once, in any layout.
std::string whole_key_sql(Table const& table, Key const& key);

// The plain layout, the one that MLflow itself creates; other layouts are derived from it.
class Layout {
public:
    virtual ~Layout() = default;

    // A statement to run after all tables are created in `schema`, before they have rows or keys; empty: none.
    virtual std::string after_create(Target& target, std::string_view schema) const;
    // Whether the table may share its steps with other small tables. Its keys may then exist before all rows are
    // loaded.
    virtual bool may_share_steps() const { return true; }
    // Whether ANALYZE may be in the transaction that creates foreign keys of the table.
    virtual bool may_be_analyzed_with_keys() const { return true; }
    virtual KeySql key(Table const& table, Key const& key) const;
    virtual std::string foreign_key(ForeignKey const& key) const;
    // Appends to `differences` each sign that the table in `schema` does not have this layout.
    virtual void check(Target& target, std::string_view schema, std::vector<std::string>& differences) const;
};

// The layout of each table of a plan: plain, unless an option asks for another one.
class Layouts {
public:
    // All tables have the plain layout.
    Layouts() = default;
    void set(std::string table, std::unique_ptr<Layout const> layout);
    Layout const& of(std::string_view table) const;
    // The statements to run after all tables are created in `schema`, in the order in which the layouts were set.
    std::vector<std::string> after_create(Target& target, std::string_view schema) const;
    void check(Target& target, std::string_view schema, std::vector<std::string>& differences) const;

private:
    std::vector<std::pair<std::string, std::unique_ptr<Layout const>>> others_;  // by table
};

// The layouts that the plan asks for.
Layouts layouts_for(Plan const& plan);

}  // namespace mlflow2pg
