// SPDX-License-Identifier: Apache-2.0
#include "rows/convert.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"

namespace mlflow2pg {

namespace {

// Messages show fewer than this many bytes of a text.
constexpr std::size_t most_printed = 4096;

// 2^63, the first number beyond int64. From 2^53 on, not every integer is a double; converting back shows which are.
constexpr double two_to_63 = 9223372036854775808.0;

std::pair<std::int64_t, std::int64_t> range(ColumnType type) {
    if (type == ColumnType::smallint)
        return {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()};
    if (type == ColumnType::integer)
        return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

std::string_view type_name(Value const& value) {
    switch (value.type) {
        case Value::Type::null: return "NULL";
        case Value::Type::integer: return "INTEGER";
        case Value::Type::real: return "REAL";
        case Value::Type::text: return "TEXT";
        case Value::Type::blob: return "BLOB";
    }
    return "";
}

// A JSON column has NUMERIC affinity in SQLite (https://sqlite.org/datatype3.html, 3.1): SQLite stores the document 7
// as a number, and 1e400 as infinity.
std::string json_number(Value const& value) {
    if (value.type == Value::Type::integer) return std::to_string(value.integer);
    if (std::isfinite(value.real)) return fmt::format("{}", value.real);
    return value.real > 0 ? "Infinity" : "-Infinity";
}

template <typename T>
bool parse_whole(std::string_view text, T& number) {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

}  // namespace

RowConverter::RowConverter(TablePlan const& table, Rules const& rules)
    : table_{table}, rules_{rules}, values_(table.columns.size()), changed_text_(table.columns.size()) {}

bool RowConverter::convert(std::span<Value const> row, std::span<Computed const> computed) {
    problems_.clear();
    fixed_.clear();
    repaired_.clear();
    held_.clear();
    row_ = row;
    for (std::size_t column = 0; column < row.size(); ++column) convert_value(column, row[column]);
    if (rules_.experiment_ids == ExperimentIds::renumber) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            if (table_.columns[column].experiment_id_if >= 0) renumber_text(column);
        }
    }
    for (std::size_t generated = 0; generated < computed.size(); ++generated) {
        judge_computed(generated, computed[generated]);
    }
    return problems_.empty();
}

void RowConverter::judge_computed(std::size_t generated, Computed computed) {
    std::size_t const column = table_.columns.size() + generated;
    if (computed == Computed::nothing) problem(column, Reason::out_of_range, "generated, bigint");
    if (computed == Computed::another) {
        problem(column, Reason::generated_differs, table_.generated[generated].generated);
    }
}

void RowConverter::convert_value(std::size_t column, Value const& value) {
    Column const& target = table_.columns[column].target;
    values_[column] = value;
    if (value.is_null()) {
        if (target.not_null) problem(column, Reason::null_in_not_null);
        return;
    }
    switch (target.type) {
        case ColumnType::smallint:
        case ColumnType::integer:
        case ColumnType::bigint: return to_whole_number(column, held_if_short(value));
        case ColumnType::boolean: return to_boolean(column, held_if_short(value));
        case ColumnType::double_precision: return to_real(column, held_if_short(value));
        case ColumnType::json: return to_text(column, value.is_long() ? held(value) : value);
        case ColumnType::varchar:
        case ColumnType::text: return value.is_long() ? to_long_text(column, value) : to_text(column, value);
        case ColumnType::bytea: return to_bytes(column, value);
        case ColumnType::date: return to_date(column, held_if_short(value));
    }
}

// JSON is parsed in one piece.
Value RowConverter::held(Value const& value) {
    std::string& bytes = held_.emplace_back();
    bytes.reserve(value.pieces->size());
    value.pieces->for_each_piece([&](std::string_view piece) { bytes += piece; });
    return value.type == Value::Type::text ? Value::text(bytes) : Value::blob(bytes);
}

// No number or date is longer than the longest value that is held.
Value RowConverter::held_if_short(Value const& value) {
    bool const is_short = value.is_long() && value.pieces->size() <= static_cast<std::uint64_t>(longest_held_value);
    return is_short ? held(value) : value;
}

std::string RowConverter::shown(std::size_t column, Value const& value) const {
    if (!value.is_long() || value.type != Value::Type::text) return printable(table_, column, value);
    std::string beginning;
    value.pieces->for_each_piece([&](std::string_view piece) {
        beginning += piece.substr(0, most_printed - std::min(most_printed, beginning.size()));
    });
    return printable(table_, column, Value::text(beginning));
}

bool RowConverter::text_as_number(std::size_t column, Value& value) {
    if (value.type == Value::Type::text) {
        Value number = value;
        std::int64_t whole = 0;
        double real = 0;
        if (value.is_long()) {
            // no number has so many digits
        } else if (parse_whole(value.bytes, whole)) {
            number = Value::of(whole);
        } else if (parse_whole(value.bytes, real) && std::isfinite(real)) {  // MLflow stores NaN in a form of its own
            number = Value::of(real);
        }
        bool const is_number = number.type != Value::Type::text;
        if (is_number && fixes(Fix::text_number)) {
            fixed_by(column, Fix::text_number);
            value = number;
        } else {
            problem(column, is_number ? Reason::text_in_number : Reason::not_a_number,
                    printable(table_, column, value));
        }
    } else if (value.type == Value::Type::blob) {
        problem(column, Reason::wrong_type, "BLOB in a number column");
    }
    return value.type == Value::Type::integer || value.type == Value::Type::real;
}

void RowConverter::to_whole_number(std::size_t column, Value value) {
    if (!text_as_number(column, value)) return;
    ColumnPlan const& plan = table_.columns[column];
    if (value.type == Value::Type::real) {
        double real = value.real;
        if (real != std::nearbyint(real)) {  // infinity equals its own nearbyint; SQLite cannot store NaN
            if (!fixes(Fix::round)) return problem(column, Reason::fraction, fmt::format("{}", real));
            fixed_by(column, Fix::round);
            real = std::nearbyint(real);
        }
        if (!(real >= -two_to_63 && real < two_to_63)) {
            return problem(column, Reason::out_of_range, fmt::format("{}, {}", real, spelling(plan.target.type)));
        }
        value = Value::of(static_cast<std::int64_t>(real));
    }
    if (plan.experiment_id && rules_.experiment_ids == ExperimentIds::renumber)
        value = Value::of(new_id(value.integer));
    auto const [least, greatest] = range(plan.target.type);
    if (value.integer < least || value.integer > greatest) {
        return problem(column, plan.experiment_id ? Reason::experiment_id : Reason::out_of_range,
                       fmt::format("{}, {}", value.integer, spelling(plan.target.type)));
    }
    // The sequence continues after the greatest id, so it must have room for one more.
    if (value.integer == greatest && plan.target.sequence) {
        return problem(column, plan.experiment_id ? Reason::experiment_id : Reason::no_next_id,
                       fmt::format("{} leaves no next id", value.integer));
    }
    values_[column] = value;
}

void RowConverter::to_boolean(std::size_t column, Value const& value) {
    Value number = value;
    if (!text_as_number(column, number)) return;
    bool const zero = number.type == Value::Type::integer ? number.integer == 0 : number.real == 0;
    bool const one = number.type == Value::Type::integer ? number.integer == 1 : number.real == 1;
    if (!zero && !one) return problem(column, Reason::out_of_range, fmt::format("{}, boolean", printable(number)));
    values_[column] = Value::of(std::int64_t{one ? 1 : 0});
}

void RowConverter::to_real(std::size_t column, Value value) {
    if (!text_as_number(column, value)) return;
    if (value.type == Value::Type::integer) {
        auto const real = static_cast<double>(value.integer);
        if (!(real < two_to_63) || static_cast<std::int64_t>(real) != value.integer) {
            return problem(column, Reason::out_of_range,
                           fmt::format("{} is not exact in double precision", value.integer));
        }
        value = Value::of(real);
    }
    values_[column] = value;
}

void RowConverter::to_text(std::size_t column, Value value) {
    Column const& target = table_.columns[column].target;
    bool const is_number = value.type == Value::Type::integer || value.type == Value::Type::real;
    if (is_number && target.type == ColumnType::json) {
        changed_text_[column] = json_number(value);
        value = Value::text(changed_text_[column]);
    }
    if (!takes_text(column, value)) return;
    std::string_view text = value.bytes;
    std::string& changed = changed_text_[column];
    bool nul = has_nul(text);
    if (nul && fixes(Fix::strip_nul)) {
        text = changed = without_nul(text);
        nul = false;
        fixed_by(column, Fix::strip_nul);
    } else if (nul) {
        problem(column, Reason::nul_in_text, printable(table_, column, value));
    }
    bool utf8 = is_utf8(text);
    if (!utf8 && fixes(Fix::replace_utf8)) {
        text = changed = with_utf8_replaced(text);
        fixed_by(column, Fix::replace_utf8);
        utf8 = true;
    } else if (!utf8) {
        problem(column, Reason::invalid_utf8, printable(table_, column, value));
    }
    // Rewrite before checking the length: the rewritten text has to fit.
    if (may_rewrite(column) && utf8 && !nul) text = rewrite(column, text);
    if (utf8) text = fit_length(column, text);
    if (target.type == ColumnType::json && utf8 && !nul) text = fit_json(column, text);
    values_[column] = Value::text(text);
}

bool RowConverter::takes_text(std::size_t column, Value const& value) {
    if (value.type == Value::Type::text) return true;
    if (value.type != Value::Type::blob) {
        problem(column, Reason::wrong_type, fmt::format("{} in a text column", type_name(value)));
        return false;
    }
    if (!fixes(Fix::blob_text)) {
        problem(column, Reason::blob_in_text,
                fmt::format("{} bytes", value.is_long() ? value.pieces->size() : value.bytes.size()));
        return false;
    }
    fixed_by(column, Fix::blob_text);
    return true;
}

void RowConverter::to_long_text(std::size_t column, Value const& value) {
    if (!takes_text(column, value)) return;
    LongBytes const* text = value.pieces;
    TextFacts facts = facts_of(*text);
    bool const strip = facts.has_nul && fixes(Fix::strip_nul);
    bool const replace = !facts.is_utf8 && fixes(Fix::replace_utf8);
    if (strip) fixed_by(column, Fix::strip_nul);
    if (replace) fixed_by(column, Fix::replace_utf8);
    if (strip || replace) {
        text = &repaired_.emplace_back(*text, strip, replace);
        facts = facts_of(*text);
    }
    if (facts.has_nul) problem(column, Reason::nul_in_text, shown(column, value));
    if (!facts.is_utf8) return problem(column, Reason::invalid_utf8, shown(column, value));
    values_[column] = Value::in_pieces(Value::Type::text, *text);
    auto const limit = static_cast<std::size_t>(table_.columns[column].target.max_length);
    if (limit == 0) return;
    // A location of this length cannot be rewritten into one that fits.
    std::string const beginning = first_characters(*text, limit + 1);
    values_[column] = Value::text(changed_text_[column] = fit_length(column, beginning, facts.characters));
}

std::string_view RowConverter::fit_length(std::size_t column, std::string_view text,
                                          std::optional<std::size_t> of_whole) {
    auto const limit = static_cast<std::size_t>(table_.columns[column].target.max_length);
    // A text never has fewer bytes than characters, so most texts need no counting. Trailing blanks beyond the limit
    // count, too: PostgreSQL would remove them silently.
    if (limit == 0 || text.size() <= limit) return text;
    std::size_t const length = of_whole.value_or(characters(text));
    if (length > limit) {
        // A truncated location points nowhere. The user has to correct the rewrite rule that made it too long.
        bool const rewritten = !fixed_.empty() && fixed_.back().column == column &&
                               fixed_.back().fixes.has(Fix::rewrite_artifacts);
        std::string_view const whole_because = rewritten ? "" : table_.whole_because(column, row_);
        if (fixes(Fix::truncate) && !rewritten && whole_because.empty()) {
            fixed_by(column, Fix::truncate);
            return changed_text_[column] = std::string{first_characters(text, limit)};
        }
        problem(column,
                rewritten               ? Reason::rewritten_too_long
                : whole_because.empty() ? Reason::too_long
                                        : Reason::too_long_whole,
                fmt::format("{} characters, varchar({}){}{}", length, limit, whole_because.empty() ? "" : "; ",
                            whole_because));
    }
    return text;
}

std::string_view RowConverter::fit_json(std::size_t column, std::string_view text) {
    if (is_json(text)) return text;
    // A long text is not copied for nothing.
    bool const has_nan = text.find("NaN") != std::string_view::npos || text.find("Infinity") != std::string_view::npos;
    std::string const without_nan = has_nan ? with_json_nan_as_null(text) : std::string{};
    bool const nan_is_all = has_nan && without_nan != text && is_json(without_nan);
    if (nan_is_all && fixes(Fix::json_nan_null)) {
        fixed_by(column, Fix::json_nan_null);
        return changed_text_[column] = without_nan;
    }
    problem(column, nan_is_all ? Reason::json_nan : Reason::invalid_json, printable(table_, column, Value::text(text)));
    return text;
}

bool RowConverter::may_rewrite(std::size_t column) const {
    return !rules_.artifacts.empty() && table_.is_location(column, row_);
}

std::string_view RowConverter::rewrite(std::size_t column, std::string_view location) {
    std::optional<std::string> rewritten = rules_.artifacts.apply(location);
    if (!rewritten || *rewritten == location) return location;
    fixed_by(column, Fix::rewrite_artifacts);
    return changed_text_[column] = std::move(*rewritten);
}

void RowConverter::to_bytes(std::size_t column, Value const& value) {
    if (value.type != Value::Type::blob) {
        problem(column, Reason::wrong_type, fmt::format("{} in a bytea column", type_name(value)));
    }
}

void RowConverter::to_date(std::size_t column, Value const& value) {
    int days = 0;
    if (value.type != Value::Type::text || !parse_date(value.bytes, days)) {
        problem(column, Reason::wrong_type, fmt::format("{} is not a date (YYYY-MM-DD)", printable(value)));
    }
}

void RowConverter::renumber_text(std::size_t column) {
    Value const& type = values_[static_cast<std::size_t>(table_.columns[column].experiment_id_if)];
    Value const& id = values_[column];
    std::int64_t number = 0;
    if (type.type != Value::Type::text || type.bytes != "experiment" || id.type != Value::Type::text ||
        !parse_whole(id.bytes, number)) {
        return;
    }
    std::int64_t const renumbered = new_id(number);
    if (renumbered == number) return;  // also if the text spells the number in another form
    changed_text_[column] = std::to_string(renumbered);
    values_[column] = Value::text(changed_text_[column]);
}

// Consecutive rows often belong to the same experiment.
std::int64_t RowConverter::new_id(std::int64_t id) {
    if (id != last_id_) {
        last_new_id_ = rules_.new_id(id);
        last_id_ = id;
    }
    return last_new_id_;
}

void RowConverter::problem(std::size_t column, Reason reason, std::string detail) {
    problems_.push_back({column, reason, std::move(detail)});
}

void RowConverter::fixed_by(std::size_t column, Fix fix) {
    if (fixed_.empty() || fixed_.back().column != column) fixed_.push_back({column, {}});
    fixed_.back().fixes.add(fix);
}

std::string printable(Value const& value) {
    constexpr std::size_t longest = 60;
    if (value.is_long()) return fmt::format("({} bytes)", value.pieces->size());
    switch (value.type) {
        case Value::Type::null: return "NULL";
        case Value::Type::integer: return std::to_string(value.integer);
        case Value::Type::real: return fmt::format("{}", value.real);
        case Value::Type::text: {
            // Mask before shortening: the shortened text may no longer look like a URI.
            std::string text = with_invalid_bytes_shown(
                std::string_view{masked(std::string_view{value.bytes}.substr(0, most_printed))}.substr(0, 4 * longest));
            std::string const shown = printable(first_characters(text, longest));
            return characters(text) > longest ? shown + "…" : shown;
        }
        case Value::Type::blob: {
            std::string shown = "x'";
            for (char const byte : value.bytes.substr(0, longest / 2)) {
                shown += fmt::format("{:02x}", static_cast<unsigned char>(byte));
            }
            return shown + (value.bytes.size() > longest / 2 ? "…'" : "'");
        }
    }
    return {};
}

std::string printable(TablePlan const& table, std::size_t column, Value const& value) {
    std::string const& name = table.columns[column].target.name;
    bool const secret = (table.name == "webhooks" && name == "secret") || name == "password_hash" ||
                        (table.name == "secrets" && (name == "encrypted_value" || name == "wrapped_dek"));
    return secret && value.type != Value::Type::null ? "(not shown)" : printable(value);
}

RowName name_row(TablePlan const& table, std::span<Value const> row, Value const& rowid) {
    RowName name{table.name, {}, std::nullopt};
    for (int const position : table.key) {
        auto const column = static_cast<std::size_t>(position);
        name.primary_key.push_back({table.columns[column].target.name, printable(row[column])});
    }
    if (rowid.type == Value::Type::integer) name.rowid = rowid.integer;
    return name;
}

}  // namespace mlflow2pg
