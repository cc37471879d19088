// SPDX-License-Identifier: Apache-2.0
#include "rows/changed_rows.hpp"

namespace mlflow2pg {

ChangedRows::ChangedRows(Pages const& before, Pages const& after, TablePlan const& table, Rules const& rules,
                         std::stop_token stop)
    : table_{table}, rules_{rules}, stop_{std::move(stop)}, before_{before.reader()}, after_{after.reader()} {
    if (table.has_rowid) ranges_ = std::make_unique<ChangedRanges>(before, after, table.name, stop_);
}

std::string ChangedRows::by_rows_because() const {
    return ranges_ ? ranges_->by_rows_because() : "the table is WITHOUT ROWID";
}

// Moves to the next row after the one that was compared.
void ChangedRows::State::read() {
    more = rows->next();
    hash = {};
    if (more) rows->hash_into(hash);
}

// Opens the next range that may have changed; returns false when there is none.
bool ChangedRows::open_range() {
    std::optional<RowidRange> const range = ranges_ ? ranges_->next() : std::nullopt;
    if (ranges_ ? !range.has_value() : opened_) return false;
    opened_ = true;
    for (State* const state : {&before_, &after_}) {
        if (range) {
            state->rows.emplace(state->reader, table_, rules_, *range, nullptr, stop_);
        } else {
            state->rows.emplace(state->reader, table_, rules_, Order::table, nullptr, stop_);
        }
        state->read();
    }
    return true;
}

bool ChangedRows::next() {
    for (;;) {
        for (State* const state : {&before_, &after_}) {
            if (state->is_row) state->read();
            state->is_row = false;
        }
        while (!before_.more && !after_.more) {
            if (!open_range()) return false;
        }
        if (!table_.has_rowid || !before_.more || !after_.more) {
            before_.is_row = before_.more;
            after_.is_row = !before_.more;
        } else {
            std::int64_t const rowid_before = before_.rows->rowid().integer;
            std::int64_t const rowid_after = after_.rows->rowid().integer;
            before_.is_row = rowid_before <= rowid_after;
            after_.is_row = rowid_after <= rowid_before;
        }
        if (before_.is_row && after_.is_row && before_.hash == after_.hash) continue;
        if (before_.is_row) before_.returned.add(before_.hash);
        if (after_.is_row) after_.returned.add(after_.hash);
        return true;
    }
}

}  // namespace mlflow2pg
