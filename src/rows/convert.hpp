// SPDX-License-Identifier: Apache-2.0
// Converts a row of SQLite values to values of the target's columns, or gives the reason why one does not fit. Also
// names rows and values in messages. Pure.
// Tested in tests/rows/encode_tests.cpp
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "mlflow/misfit.hpp"
#include "mlflow/rules.hpp"
#include "rows/long_text.hpp"

namespace mlflow2pg {

struct TablePlan;
enum class Computed : std::uint8_t;

// Converts rows of one table to rows of the target. Only exact conversions are made: 1.0 becomes 1, 0 and 1 become
// booleans, whole numbers become doubles that hold them exactly. Every other difference is a misfit, unless Rules fix
// it.
class RowConverter {
public:
    struct Problem {
        std::size_t column;  // see TablePlan::column_name
        Reason reason;
        std::string detail;
    };
    struct Fixed {
        std::size_t column;
        Fixes fixes;
    };

    // The table and the rules must outlive the converter.
    RowConverter(TablePlan const& table, Rules const& rules);

    // row: one value per column of the plan. computed: one for each generated column; may be empty. Returns whether
    // every value fits (after fixes).
    bool convert(std::span<Value const> row, std::span<Computed const> computed = {});
    // The converted row. Its values point into the last `row` or into this object.
    std::vector<Value> const& values() const { return values_; }
    std::vector<Problem> const& problems() const { return problems_; }
    std::vector<Fixed> const& fixed() const { return fixed_; }

private:
    void judge_computed(std::size_t generated, Computed computed);
    void convert_value(std::size_t column, Value const& value);
    void to_whole_number(std::size_t column, Value value);
    void to_boolean(std::size_t column, Value const& value);
    void to_real(std::size_t column, Value value);
    void to_text(std::size_t column, Value value);
    // As to_text(), for a value that is too long to be held in memory.
    void to_long_text(std::size_t column, Value const& value);
    bool takes_text(std::size_t column, Value const& value);
    // Makes the text fit varchar(n) or the target's json with a fix. Adds a problem if no fix applies. of_whole: the
    // length in characters, if `text` is only the beginning of a longer text.
    std::string_view fit_length(std::size_t column, std::string_view text, std::optional<std::size_t> of_whole = {});
    std::string_view fit_json(std::size_t column, std::string_view text);
    void to_bytes(std::size_t column, Value const& value);
    void to_date(std::size_t column, Value const& value);
    bool text_as_number(std::size_t column, Value& value);
    void renumber_text(std::size_t column);
    std::int64_t new_id(std::int64_t id);
    std::string_view rewrite(std::size_t column, std::string_view location);
    // Whether --rewrite-artifacts may change this value of the row.
    bool may_rewrite(std::size_t column) const;
    Value held(Value const& value);
    Value held_if_short(Value const& value);
    // The value as messages show it. Of a long text only the beginning is read.
    std::string shown(std::size_t column, Value const& value) const;
    void problem(std::size_t column, Reason reason, std::string detail = {});
    void fixed_by(std::size_t column, Fix fix);
    bool fixes(Fix fix) const { return rules_.fixes.has(fix); }

    TablePlan const& table_;
    Rules const& rules_;
    std::span<Value const> row_;  // the row being converted
    std::vector<Value> values_;
    std::vector<std::string> changed_text_;  // texts that fixes made, per column
    std::deque<RepairedText> repaired_;      // long texts that fixes changed
    std::deque<std::string> held_;           // long values that are needed as a whole
    std::int64_t last_id_ = 0;               // of an experiment; 0 is the id that MLflow gives to the first one
    std::int64_t last_new_id_ = 0;
    std::vector<Problem> problems_;
    std::vector<Fixed> fixed_;
};

// A value for a message: text is shortened to 60 characters and made printable, and the password of a URI is masked.
std::string printable(Value const& value);
// A column's value for a message. The content of a secret column, such as a webhook's key, a password hash or an
// encrypted key, is not shown.
std::string printable(TablePlan const& table, std::size_t column, Value const& value);

// Names the row by its primary key and rowid. row: one value per column, as read from the source.
RowName name_row(TablePlan const& table, std::span<Value const> row, Value const& rowid);

}  // namespace mlflow2pg
