// SPDX-License-Identifier: Apache-2.0
// Rows of any values for tables of any columns. What fits must arrive unchanged, by the migration's own checksum,
// whether read whole or in pieces, and PostgreSQL must accept it. The rest of the input is one text for the text
// functions.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "../support/pieces.hpp"
#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "input.hpp"
#include "mlflow/plan.hpp"
#include "property.hpp"
#include "rows/convert.hpp"
#include "rows/encode.hpp"

using namespace mlflow2pg;
using fuzz::ensure;
using fuzz::Input;
using mlflow2pg::test::Pieces;

namespace {

constexpr std::array types{
    ColumnType::boolean,          ColumnType::smallint, ColumnType::integer, ColumnType::bigint, ColumnType::date,
    ColumnType::double_precision, ColumnType::varchar,  ColumnType::text,    ColumnType::json,   ColumnType::bytea};

constexpr std::array<std::int64_t, 12> odd_numbers{0,
                                                   1,
                                                   2,
                                                   -1,
                                                   32767,
                                                   32768,
                                                   2147483647,
                                                   2147483648,
                                                   -2147483648,
                                                   std::int64_t{1} << 53,
                                                   std::numeric_limits<std::int64_t>::min(),
                                                   std::numeric_limits<std::int64_t>::max()};

constexpr std::array<std::string_view, 8> odd_texts{"NaN",          "{\"a\": [1, NaN, -Infinity]}",
                                                    "0001-01-01",   "9999-12-31",
                                                    "1e400",        "\xF0\x9F\x98\x80",
                                                    "\xED\xA0\x80", "experiment"};

constexpr std::string_view header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
constexpr std::string_view trailer{"\377\377", 2};

bool is_whole(ColumnType type) {
    return type == ColumnType::smallint || type == ColumnType::integer || type == ColumnType::bigint;
}

bool is_text(ColumnType type) {
    return type == ColumnType::varchar || type == ColumnType::text || type == ColumnType::json;
}

TablePlan make_table(Input& input) {
    TablePlan table;
    table.name = input.flag() ? "experiments" : "t";
    unsigned const columns = 1 + input.choose(6);
    for (unsigned i = 0; i < columns; ++i) {
        Column column{fmt::format("c{}", i), types[input.choose(types.size())]};
        unsigned const options = input.choose(64);
        column.not_null = (options & 1U) != 0;
        if (column.type == ColumnType::varchar && (options & 2U) != 0)
            column.max_length = 1 + static_cast<int>(input.choose(40));
        ColumnPlan plan{column};
        plan.experiment_id = is_whole(column.type) && (options & 4U) != 0;
        if (is_text(column.type) && (options & 8U) != 0)
            plan.experiment_id_if = static_cast<int>(input.choose(columns));
        table.columns.push_back(plan);
        if ((options & 16U) != 0) table.key.push_back(static_cast<int>(i));
    }
    return table;
}

Rules make_rules(Input& input) {
    Rules rules;
    unsigned const fixes = input.number<std::uint8_t>();
    for (Fix const fix : all_fixes) {
        if ((fixes >> static_cast<unsigned>(fix) & 1U) != 0) rules.fixes.add(fix);
    }
    rules.experiment_ids =
        std::array{ExperimentIds::keep, ExperimentIds::widen, ExperimentIds::renumber}[input.choose(3)];
    rules.new_id = [](std::int64_t id) -> std::int64_t {
        if (id == 2147483648) return 5;
        if (id == 7) return 2147483647;
        return id == std::numeric_limits<std::int64_t>::max() ? 1 : id;
    };
    return rules;
}

std::string_view make_text(Input& input, std::deque<std::string>& texts) {
    switch (input.choose(6)) {
        case 0: return odd_texts[input.choose(odd_texts.size())];
        case 1: return texts.emplace_back(std::to_string(odd_numbers[input.choose(odd_numbers.size())]));
        case 2: {
            // Long enough for several of the encoder's portions, and for the hash of long values.
            std::string_view const part = input.text();
            std::string& long_text = texts.emplace_back();
            for (unsigned i = input.choose(255) * 4; i > 0; --i) long_text += part;
            return long_text;
        }
        default: return input.text();
    }
}

Value make_value(Input& input, std::deque<std::string>& texts) {
    switch (input.choose(8)) {
        case 0: return Value::null();
        case 1: return Value::of(odd_numbers[input.choose(odd_numbers.size())]);
        case 2: return Value::of(input.number<std::int64_t>());
        case 3: return Value::of(static_cast<double>(input.number<std::int16_t>()) / (input.flag() ? 4 : 1));
        case 4: {
            auto const real = input.number<double>();
            return std::isnan(real) ? Value::null() : Value::of(real);  // as SQLite stores NaN
        }
        case 5: return Value::blob(make_text(input, texts));
        default: return Value::text(make_text(input, texts));
    }
}

std::string encoded(TablePlan const& table, std::vector<Value> const& row) {
    std::string stream;
    RowEncoder encoder{table, [&](std::string_view portion) { stream += portion; }};
    encoder.add(row);
    encoder.finish();
    ensure(encoder.bytes() == stream.size(), "the encoder counts its bytes");
    ensure(stream.starts_with(header) && stream.ends_with(trailer), "a COPY has its header and its end");
    return stream;
}

std::string without_end(std::string stream) {
    stream.resize(stream.size() - trailer.size());
    return stream;
}

std::string reasons_of(RowConverter const& converter) {
    std::string reasons;
    for (RowConverter::Problem const& problem : converter.problems()) {
        reasons += fmt::format("{}: {} ({}); ", problem.column, name(problem.reason), problem.detail);
    }
    for (RowConverter::Fixed const& fixed : converter.fixed()) {
        reasons += fmt::format("{}: {}; ", fixed.column, fixed.fixes.names());
    }
    return reasons;
}

void ensure_takeable(Column const& column, Value const& value) {
    if (value.is_null()) return ensure(!column.not_null, "no NULL in a NOT NULL column");
    if (!is_text(column.type)) return;
    ensure(is_utf8(value.bytes) && !has_nul(value.bytes), "text is UTF-8 without NUL", printable(value));
    ensure(column.max_length == 0 || characters(value.bytes) <= static_cast<std::size_t>(column.max_length),
           "text is within varchar(n)", printable(value));
    ensure(column.type != ColumnType::json || is_json(value.bytes), "JSON is JSON", printable(value));
}

// Not for an experiment's id as text, nor for the word beside it that says so: where they have a meaning, they are
// short.
bool may_be_long(TablePlan const& table, std::size_t column) {
    bool const is_id = table.columns[column].experiment_id_if >= 0;
    return !is_id && std::none_of(table.columns.begin(), table.columns.end(), [&](ColumnPlan const& other) {
        return other.experiment_id_if == static_cast<int>(column);
    });
}

// The same row, with its texts and blobs in pieces, must have the same result.
void ensure_same_in_pieces(TablePlan const& table, Rules const& rules, std::vector<Value> row, std::size_t most,
                           std::string const& reasons, std::string const& stream) {
    std::deque<Pieces> pieces;
    for (std::size_t column = 0; column < row.size(); ++column) {
        Value& value = row[column];
        bool const has_bytes = value.type == Value::Type::text || value.type == Value::Type::blob;
        if (!has_bytes || !may_be_long(table, column)) continue;
        value = Value::in_pieces(value.type, pieces.emplace_back(std::string{value.bytes}, most));
    }
    RowConverter converter{table, rules};
    bool const fits = converter.convert(row);
    name_row(table, row, Value::null());
    ensure(reasons_of(converter) == reasons, "values in pieces have the same misfits", reasons);
    if (fits) ensure(encoded(table, converter.values()) == stream, "values in pieces are encoded the same");
}

void ensure_row_arrives(TablePlan const& table, Rules const& rules, std::vector<Value> const& row, std::size_t most,
                        std::string& rows) {
    RowConverter converter{table, rules};
    bool const fits = converter.convert(row);
    ensure(fits == converter.problems().empty(), "what does not fit has a problem");
    for (RowConverter::Problem const& problem : converter.problems()) {
        ensure(problem.column < row.size() && is_utf8(problem.detail), "a problem can be told", problem.detail);
    }
    for (Value const& value : row) ensure(is_utf8(printable(value)), "what is printed is UTF-8");
    ensure(is_utf8(name_row(table, row, Value::of(std::int64_t{7})).text()), "a row's name is UTF-8");
    if (!fits) return ensure_same_in_pieces(table, rules, row, most, reasons_of(converter), {});

    for (std::size_t i = 0; i < row.size(); ++i) ensure_takeable(table.columns[i].target, converter.values()[i]);
    RowHash hash;
    Checksum const sent = hash.of(converter.values());
    std::string const stream = encoded(table, converter.values());
    std::string const piece = without_end(stream);
    RowDecoder decoder{table};
    ensure(decoder.decode(piece), "a row is decoded");
    ensure(hash.of(decoder.values()) == sent, "what arrives has the checksum of what was sent", reasons_of(converter));
    ensure(!decoder.decode(trailer), "the trailer ends the rows");
    // Converting a converted row changes nothing and needs no fix.
    Rules strict;
    RowConverter again{table, strict};
    std::vector<Value> const arrived = decoder.values();
    ensure(again.convert(arrived) && again.fixed().empty(), "what arrived fits", reasons_of(again));
    ensure(hash.of(again.values()) == sent, "what arrived is converted to itself");
    ensure_same_in_pieces(table, rules, row, most, reasons_of(converter), stream);
    rows += piece.substr(header.size());
}

void ensure_rows_arrive(Input& input) {
    TablePlan const table = make_table(input);
    Rules const rules = make_rules(input);
    std::size_t const most = 1 + input.choose(9);
    std::string apart;
    std::string together;
    RowEncoder encoder{table, [&](std::string_view portion) { together += portion; }};
    RowConverter converter{table, rules};
    for (unsigned rows = 1 + input.choose(3); rows > 0; --rows) {
        std::deque<std::string> texts;
        std::vector<Value> row;
        for (std::size_t i = 0; i < table.columns.size(); ++i) row.push_back(make_value(input, texts));
        ensure_row_arrives(table, rules, row, most, apart);
        if (converter.convert(row)) encoder.add(converter.values());
    }
    encoder.finish();
    ensure(together == std::string{header} + apart + std::string{trailer}, "rows are encoded one after the other");
    // Any bytes as a COPY: they are refused, or a row.
    RowDecoder decoder{table};
    try {
        std::string const first = input.flag() ? std::string{header} : std::string{};
        if (decoder.decode(first + std::string{input.text()})) {
            for (Value const& value : decoder.values()) printable(value);
        }
    } catch (Error const& error) {
        ensure(error.code() == ExitCode::internal, "a wrong COPY is an internal error");
    }
}

void ensure_json(std::string_view text) {
    bool const ours = is_json(text);
    // The library stops at a NUL and skips a byte order mark; PostgreSQL does neither.
    if (has_nul(text) || text.starts_with("\xEF\xBB\xBF")) return;
    bool const theirs = nlohmann::json::accept(text);
    ensure(!theirs || ours, "what a JSON library takes is JSON", std::string{text});
    // The library refuses lone surrogates and numbers beyond double precision; PostgreSQL's type json accepts them.
    bool const particular = text.find("\\u") != std::string_view::npos || text.size() > 300 ||
                            text.find_first_of("eE") != std::string_view::npos || !is_utf8(text);
    ensure(!ours || theirs || particular, "what is JSON a JSON library takes", std::string{text});
    std::string const without_nan = with_json_nan_as_null(text);
    if (ours) ensure(without_nan == text, "JSON has no NaN", std::string{text});
}

void ensure_text(std::string_view text, std::size_t most) {
    Utf8Check check;
    Pieces{std::string{text}, most}.for_each_piece([&](std::string_view piece) { check.add(piece); });
    bool const utf8 = is_utf8(text);
    ensure(check.valid() == utf8, "text in pieces is as valid as the whole");
    std::string const replaced = with_utf8_replaced(text);
    ensure(is_utf8(replaced), "what was replaced is UTF-8");
    ensure(!utf8 || replaced == text, "nothing valid is replaced");
    std::string_view const first = first_characters(replaced, most);
    ensure(is_utf8(first) && characters(first) == std::min(most, characters(replaced)), "characters are cut whole");
    std::string const stripped = without_nul(text);
    ensure(!has_nul(stripped) && has_nul(text) == (stripped.size() < text.size()), "NUL is stripped");
    int days = 0;
    if (parse_date(text, days)) ensure(date_text(days) == text, "a date comes back", std::string{text});
    ensure_json(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    Input input{bytes, size};
    if (!input.flag()) ensure_rows_arrive(input);
    std::size_t const most = 1 + input.choose(9);
    ensure_text(input.all(), most);
    return 0;
}
