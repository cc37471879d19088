// SPDX-License-Identifier: Apache-2.0
#include "rows/rejects.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "mlflow/plan.hpp"

namespace mlflow2pg {

namespace {

using Json = nlohmann::ordered_json;

// A text or BLOB is visited in pieces, so that neither a long one nor what is written for it is held in memory.
void for_each_piece(Value const& value, LongBytes::Visitor const& visit) {
    constexpr std::size_t piece_bytes = 65536;
    if (value.is_long()) return value.pieces->for_each_piece(visit);
    for (std::size_t at = 0; at < value.bytes.size(); at += piece_bytes) visit(value.bytes.substr(at, piece_bytes));
}

bool is_utf8(Value const& value) {
    Utf8Check utf8;
    for_each_piece(value, [&](std::string_view piece) { utf8.add(piece); });
    return utf8.valid();
}

// A piece of a JSON string, without the quotes: RFC 8259, 7. UTF-8 needs no escapes, so a piece may be cut anywhere.
std::string escaped(std::string_view piece) {
    std::string text;
    for (char const byte : piece) {
        if (byte == '"' || byte == '\\') {
            text += {'\\', byte};
        } else if (static_cast<unsigned char>(byte) < 0x20) {
            text += fmt::format("\\u{:04x}", static_cast<unsigned char>(byte));
        } else {
            text += byte;
        }
    }
    return text;
}

std::string hex(std::string_view piece) {
    std::string digits;
    for (char const byte : piece) digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return digits;
}

// What surrounds the pieces of a text or BLOB, and how a piece is written.
struct Form {
    std::string_view begin;
    std::string (*write)(std::string_view piece);
    std::string_view end;
};

Form form_of(Value const& value) {
    if (value.type == Value::Type::blob) return {R"({"$blob":")", hex, R"("})"};
    if (!is_utf8(value)) return {R"({"$text":")", hex, R"("})"};
    return {"\"", escaped, "\""};
}

void write_json(OutputFile& file, Value const& value) {
    switch (value.type) {
        case Value::Type::null: return file.write("null");
        case Value::Type::integer: return file.write(std::to_string(value.integer));
        case Value::Type::real:
            if (std::isinf(value.real))
                return file.write(fmt::format(R"({{"$real":"{}Infinity"}})", value.real > 0 ? "" : "-"));
            return file.write(Json(value.real).dump());
        case Value::Type::text:
        case Value::Type::blob: break;
    }
    Form const form = form_of(value);
    file.write(form.begin);
    for_each_piece(value, [&](std::string_view piece) { file.write(form.write(piece)); });
    file.write(form.end);
}

}  // namespace

Rejects::Rejects()
    : scratch_{Sqlite::scratch("rejects (tbl TEXT, rid INTEGER, reason TEXT, PRIMARY KEY (tbl, rid)) WITHOUT ROWID")},
      insert_{scratch_.prepare(
          "INSERT INTO rejects VALUES (?1, ?2, ?3) "
          "ON CONFLICT DO UPDATE SET reason = reason || '; ' || excluded.reason RETURNING reason = ?3")},
      find_{scratch_.prepare("SELECT 1 FROM rejects WHERE tbl = ?1 AND rid = ?2")} {}

void Rejects::add(std::string const& table, std::int64_t rowid, std::string const& reason) {
    std::lock_guard const guard{mutex_};
    insert_.bind(1, Value::text(table)).bind(2, Value::of(rowid)).bind(3, Value::text(reason));
    // RETURNING gives 1 for a new row. An update appends to the reason, so it gives 0, and the row is not counted
    // again.
    if (insert_.step() && insert_.integer(0) == 1) ++counts_[table];
    insert_.reset();
}

bool Rejects::contains(std::string const& table, std::int64_t rowid) const {
    std::lock_guard const guard{mutex_};
    if (!any(table)) return false;  // most tables, for each of their rows
    find_.bind(1, Value::text(table)).bind(2, Value::of(rowid));
    bool const found = find_.step();
    find_.reset();
    return found;
}

std::uint64_t Rejects::total() const {
    std::uint64_t sum = 0;
    for (auto const& [table, count] : counts_) sum += count;
    return sum;
}

SqliteStatement Rejects::rows_of(std::string const& table) const {
    SqliteStatement rows = scratch_.prepare("SELECT rid, reason FROM rejects WHERE tbl = ?1 ORDER BY rid");
    rows.bind(1, Value::text(table));
    return rows;
}

RejectFile::RejectFile(std::string path) : file_{"--rejects ", std::move(path), OutputFile::Existing::kept} {}

void RejectFile::add(std::string_view kind, TablePlan const& table, std::span<Value const> row, Value const& rowid,
                     std::string_view reason) {
    auto const text = [](std::string_view value) { return "\"" + escaped(value) + "\""; };
    std::lock_guard const guard{mutex_};
    any_ = true;
    file_.write(fmt::format(R"({{"kind":{},"table":{},"rowid":)", text(kind), text(table.name)));
    write_json(file_, rowid);
    file_.write(fmt::format(R"(,"reason":{},"row":{{)", text(reason)));
    for (std::size_t column = 0; column < row.size(); ++column) {
        file_.write(fmt::format("{}{}:", column == 0 ? "" : ",", text(table.columns[column].target.name)));
        write_json(file_, row[column]);
    }
    file_.write("}}\n");
}

bool RejectFile::any() {
    std::lock_guard const guard{mutex_};
    return any_;
}

std::string RejectFile::finish() {
    std::lock_guard const guard{mutex_};
    file_.finish();
    return file_.finished();
}

RejectFacts facts_of(Rejects const& rejects, std::string file) {
    return {{rejects.counts().begin(), rejects.counts().end()}, std::move(file)};
}

}  // namespace mlflow2pg
