#include "rows/rejects.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"

namespace mlflow2pg {

namespace {

using Json = nlohmann::ordered_json;

std::string hex(std::string_view bytes) {
    std::string digits;
    for (char const byte : bytes) digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return digits;
}

Json to_json(Value const& value) {
    if (value.is_long()) {
        // A line of the file is built as a whole, so a rejected row is held in memory.
        std::string bytes;
        value.pieces->for_each_piece([&](std::string_view piece) { bytes += piece; });
        return to_json(value.type == Value::Type::text ? Value::text(bytes) : Value::blob(bytes));
    }
    switch (value.type) {
        case Value::Type::null: return nullptr;
        case Value::Type::integer: return value.integer;
        case Value::Type::real:
            if (std::isinf(value.real)) return {{"$real", value.real > 0 ? "Infinity" : "-Infinity"}};
            return value.real;
        case Value::Type::text:
            if (!is_utf8(value.bytes)) return {{"$text", hex(value.bytes)}};
            return value.bytes;
        case Value::Type::blob: return {{"$blob", hex(value.bytes)}};
    }
    return nullptr;
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

RejectFile::RejectFile(std::string path, bool append) : path_{std::move(path)}, append_{append} {}

void RejectFile::add(std::string_view kind, TablePlan const& table, std::span<Value const> row, Value const& rowid,
                     std::string_view reason) {
    Json entry{{"kind", kind}, {"table", table.name}, {"rowid", to_json(rowid)}, {"reason", reason}};
    Json& values = entry["row"] = Json::object();
    for (std::size_t column = 0; column < row.size(); ++column) {
        values[table.columns[column].target.name] = to_json(row[column]);
    }
    std::lock_guard const guard{mutex_};
    if (!out_.is_open()) out_.open(path_, append_ ? std::ios::app : std::ios::trunc);
    // Flush each line: an error is noticed at once, and a killed process loses no line.
    out_ << entry.dump() << '\n' << std::flush;
    if (!out_) {
        throw SourceError{fmt::format("cannot write the reject file {}: {}", path_, std::strerror(errno)),
                          "name another place with --rejects FILE"};
    }
}

RejectFacts facts_of(Rejects const& rejects, RejectFile const& file) {
    return {{rejects.counts().begin(), rejects.counts().end()}, file.written() ? file.path() : ""};
}

}  // namespace mlflow2pg
