// How a table is laid out in the target: what is run after CREATE TABLE, how its keys are made, what is checked in the
// end. A kind of layout is one file (hypertable_layout.cpp) and one line in layouts_for.
// Tested in tests/steps/finish_tests.cpp.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

class Target;
struct ForeignKey;
struct Key;
struct Plan;
struct Table;

// The two halves of making a key, either of which may be empty.
struct KeySql {
    std::string build;   // CREATE UNIQUE INDEX: runs beside other index builds and beside readers
    std::string attach;  // ALTER TABLE … ADD CONSTRAINT: locks readers out; quick when `build` came before it
};

// The key in one statement, for any layout.
std::string whole_key_sql(Table const& table, Key const& key);

class Layout {
public:
    virtual ~Layout() = default;

    // What is run in `schema` after CREATE TABLE, while the table has no row and no key; empty: nothing.
    virtual std::string after_create(Target& target, std::string_view schema) const = 0;
    // Whether the table may share its steps with other small tables, and get its keys before all of them have rows.
    virtual bool may_share_steps() const = 0;
    virtual KeySql key(Table const& table, Key const& key) const = 0;
    virtual std::string foreign_key(ForeignKey const& key) const = 0;
    // Adds to `differences` what shows that the table in `schema` does not have this layout.
    virtual void check(Target& target, std::string_view schema, std::vector<std::string>& differences) const = 0;
};

// The layout of each table of a plan: plain, unless an option asked for another.
class Layouts {
public:
    // Plain.
    Layouts() = default;
    void set(std::string table, std::unique_ptr<Layout const> layout);
    Layout const& of(std::string_view table) const;
    // What is run after all tables were created in `schema`.
    std::string after_create(Target& target, std::string_view schema) const;
    void check(Target& target, std::string_view schema, std::vector<std::string>& differences) const;

private:
    std::map<std::string, std::unique_ptr<Layout const>, std::less<>> others_;  // than plain, by table
};

// The layouts that the plan asks for.
Layouts layouts_for(Plan const& plan);

}  // namespace mlflow2pg
