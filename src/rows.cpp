#include "rows.hpp"

#include <fmt/format.h>

#include "interrupt.hpp"

namespace mlflow2pg {

Rows::Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, std::string const& select,
           Rejects const* rejects, std::stop_token stop)
    : table_{table},
      rejects_{rejects != nullptr && rejects->any(table.name) ? rejects : nullptr},
      stop_{std::move(stop)},
      statement_{reader.prepare(select)},
      converter_{table, rules},
      raw_(table.columns.size()) {}

bool Rows::next_raw() {
    if (stop_.stop_requested()) throw Interrupted{ExitCode::interrupted};
    throw_if_interrupted();
    if (!statement_.step()) return false;
    for (std::size_t column = 0; column < raw_.size(); ++column) {
        raw_[column] = statement_.value(static_cast<int>(column));
    }
    rowid_ = statement_.value(static_cast<int>(raw_.size()));
    fits_ = converter_.convert(raw_);
    return true;
}

bool Rows::next() {
    for (;;) {
        if (!next_raw()) return false;
        if (rejects_ != nullptr && rowid_.type == Value::Type::integer &&
            rejects_->contains(table_.name, rowid_.integer)) {
            continue;
        }
        if (fits_) return true;
        RowConverter::Problem const& problem = converter_.problems().front();
        throw MisfitFound{fmt::format("{}, column {}: {}{}", name_row(table_, raw_, rowid_).text(),
                                      table_.columns[problem.column].target.name, description(problem.reason),
                                      problem.detail.empty() ? "" : ": " + problem.detail)};
    }
}

void Rows::hash_into(Checksum& checksum) {
    for (Value const& value : converter_.values()) hash_.add(value);
    checksum.add(hash_.finish());
}

}  // namespace mlflow2pg
