// SPDX-License-Identifier: Apache-2.0
#include "source/changed_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/interrupt.hpp"

namespace mlflow2pg {

namespace {

// https://sqlite.org/fileformat.html, 1.6
constexpr unsigned interior_of_table = 5;
constexpr unsigned leaf_of_table = 13;
constexpr std::size_t cells_at = 3;
constexpr std::size_t last_child_at = 8;
constexpr std::size_t pointers_of_leaf_at = 8;
constexpr std::size_t pointers_of_interior_at = 12;
constexpr std::size_t bytes_of_page_number = 4;

// SQLite refuses deeper trees and longer records.
constexpr std::size_t deepest = 20;
constexpr std::uint64_t longest_record = std::numeric_limits<std::int32_t>::max();

constexpr std::int64_t least_rowid = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest_rowid = std::numeric_limits<std::int64_t>::max();

// How many bytes of a record are in its leaf. usable: bytes of a page.
std::uint64_t bytes_in_leaf(std::uint64_t record, std::uint64_t usable) {
    std::uint64_t const most = usable - 35;
    if (record <= most) return record;
    std::uint64_t const least = (usable - 12) * 32 / 255 - 23;
    std::uint64_t const filled = least + (record - least) % (usable - bytes_of_page_number);
    return filled <= most ? filled : least;
}

std::uint32_t root_of(Sqlite const& reader, std::string const& table) {
    SqliteStatement root = reader.prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?");
    root.bind(1, Value::text(table));
    return root.step() ? static_cast<std::uint32_t>(root.integer(0)) : 0;
}

// The same bytes mean the same values only if the definition is the same, too: a column may have got a default value.
std::string definition_of(Sqlite const& reader, std::string const& table) {
    SqliteStatement definition = reader.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?");
    definition.bind(1, Value::text(table));
    return definition.step() ? definition.text(0) : "";
}

// Why the pages of both states cannot be compared; empty: they can.
std::string why_not_by_pages(Pages const& before, Pages const& after, std::string const& table) {
    for (Pages const* const pages : {&before, &after}) {
        if (!pages->problem().empty()) return pages->problem();
    }
    if (definition_of(before.reader(), table) != definition_of(after.reader(), table)) {
        return "the table's definition differs";
    }
    if (before.page_size() != after.page_size() || before.usable_size() != after.usable_size()) {
        return "the page size differs";
    }
    if (before.reader().text("PRAGMA encoding") != after.reader().text("PRAGMA encoding")) {
        return "the encoding of text differs";
    }
    return {};
}

}  // namespace

// Visits the leaves of one table's b-tree, in order.
class ChangedRanges::Leaves {
public:
    Leaves(Pages const& pages, std::uint32_t root) : pages_{pages}, root_{root} {}

    bool at_last() const { return started_ && range_.last == greatest_rowid; }
    // Moves to the next leaf. Requires !at_last().
    void next() {
        while (!above_.empty() && above_.back().visited > above_.back().cells) above_.pop_back();
        Child child = above_.empty() ? Child{root_, greatest_rowid} : above_.back().next();
        for (pages_.read(child.page, page_); page_.byte(0) != leaf_of_table; pages_.read(child.page, page_)) {
            if (page_.byte(0) != interior_of_table) page_.fail("it is no page of a table");
            if (above_.size() == deepest) page_.fail("the table is too deep");
            unsigned const cells = page_.two_bytes(cells_at);
            child = above_.emplace_back(Interior{std::exchange(page_, {}), cells, 0, child.last}).next();
        }
        // This check also ends the walk through a damaged tree, which may lead to the same pages again and again.
        if (started_ && child.last <= range_.last) page_.fail("the leaves are not in order");
        range_ = {started_ ? range_.last + 1 : least_rowid, child.last};
        started_ = true;
    }

    // Throws CorruptError unless the leaf holds only rowids of its own range, in order. Otherwise reading a range of
    // rowids could miss rows.
    void ensure_ordered() const {
        std::optional<std::int64_t> previous;
        unsigned const cells = page_.two_bytes(cells_at);
        for (unsigned cell = 0; cell < cells; ++cell) {
            std::size_t const at = page_.two_bytes(pointers_of_leaf_at + 2 * std::size_t{cell});
            auto const rowid = static_cast<std::int64_t>(page_.varint(page_.varint(at).second).first);
            bool const belongs = range_.first <= rowid && rowid <= range_.last;
            if (!belongs || (previous && rowid <= *previous)) page_.fail("its rowids are not in order");
            previous = rowid;
        }
    }

    Page const& page() const { return page_; }
    RowidRange const& range() const { return range_; }  // the rowids that belong into this leaf

private:
    struct Child {
        std::uint32_t page;
        std::int64_t last;  // rowid
    };
    // A page above the leaves. It has one more child than cells.
    struct Interior {
        Page page;
        unsigned cells;
        unsigned visited;
        std::int64_t last;

        Child next() {
            unsigned const number = visited++;
            if (number == cells) return {page.four_bytes(last_child_at), last};
            std::size_t const cell = page.two_bytes(pointers_of_interior_at + 2 * std::size_t{number});
            auto const key = static_cast<std::int64_t>(page.varint(cell + bytes_of_page_number).first);
            if (key > last) page.fail("its rowids are not in order");
            return {page.four_bytes(cell), key};
        }
    };

    Pages const& pages_;
    std::uint32_t root_;
    std::vector<Interior> above_;
    Page page_;
    RowidRange range_;
    bool started_ = false;
};

struct ChangedRanges::Trees {
    Trees(Pages const& before, Pages const& after, std::string const& table)
        : pages_before{before},
          pages_after{after},
          leaves_before{before, root_of(before.reader(), table)},
          leaves_after{after, root_of(after.reader(), table)} {}

    Pages const& pages_before;
    Pages const& pages_after;
    Leaves leaves_before;
    Leaves leaves_after;
};

ChangedRanges::ChangedRanges(Pages const& before, Pages const& after, std::string const& table, std::stop_token stop)
    : stop_{std::move(stop)}, next_rowid_{least_rowid} {
    try {
        trees_ = std::make_unique<Trees>(before, after, table);
        by_rows_because_ = why_not_by_pages(before, after, table);
    } catch (CorruptError const& error) {
        by_rows_because_ = error.what();
    }
}

ChangedRanges::~ChangedRanges() = default;

std::optional<RowidRange> ChangedRanges::next() {
    if (done_) return std::nullopt;
    if (by_rows_because_.empty()) {
        try {
            return next_by_pages();
        } catch (CorruptError const& error) {
            by_rows_because_ = error.what();
        }
    }
    done_ = true;
    return RowidRange{next_rowid_, greatest_rowid};
}

std::optional<RowidRange> ChangedRanges::next_by_pages() {
    Leaves& before = trees_->leaves_before;
    Leaves& after = trees_->leaves_after;
    bool differs = false;  // for the leaves from next_rowid_ on
    while (!after.at_last()) {
        if (stop_.stop_requested()) throw Interrupted{ExitCode::interrupted};
        throw_if_interrupted();
        // The leaves of both trees end at the same rowid here, so the next ones begin at the same rowid.
        before.next();
        after.next();
        ++compared_;
        if (before.range() != after.range() || !same_leaf()) {
            differs = true;
            pass_changed_leaves();
            continue;
        }
        std::int64_t const first_changed = next_rowid_;
        if (!after.at_last()) next_rowid_ = after.range().last + 1;
        if (differs) return RowidRange{first_changed, after.range().first - 1};
    }
    done_ = true;
    if (!differs) return std::nullopt;
    return RowidRange{next_rowid_, greatest_rowid};
}

// Moves on until the leaves of both trees end at the same rowid.
void ChangedRanges::pass_changed_leaves() {
    Leaves& before = trees_->leaves_before;
    Leaves& after = trees_->leaves_after;
    for (;;) {
        after.ensure_ordered();
        ++changed_;
        while (before.range().last < after.range().last) before.next();
        if (before.range().last == after.range().last) return;
        after.next();
        ++compared_;
    }
}

// Whether both leaves hold the same rows. Requires that they cover the same rowids.
bool ChangedRanges::same_leaf() const {
    Page const& leaf = trees_->leaves_after.page();
    if (!std::ranges::equal(leaf.bytes(), trees_->leaves_before.page().bytes())) return false;
    std::uint64_t const usable = trees_->pages_after.usable_size();
    unsigned const cells = leaf.two_bytes(cells_at);
    for (unsigned cell = 0; cell < cells; ++cell) {
        auto const [record, after_record] = leaf.varint(leaf.two_bytes(pointers_of_leaf_at + 2 * std::size_t{cell}));
        if (record > longest_record) leaf.fail("a record is too long");
        std::uint64_t const here = bytes_in_leaf(record, usable);
        if (here == record) continue;
        std::size_t const content = leaf.varint(after_record).second;  // after the rowid
        if (!same_overflow(leaf.four_bytes(content + here), record - here)) return false;
    }
    return true;
}

// page: the first overflow page, the same in both. bytes: of the record, in its overflow pages.
bool ChangedRanges::same_overflow(std::uint32_t page, std::uint64_t bytes) const {
    std::uint64_t const bytes_of_page = trees_->pages_after.usable_size() - bytes_of_page_number;
    std::uint64_t pages = (bytes + bytes_of_page - 1) / bytes_of_page;
    if (pages > trees_->pages_after.greatest()) {
        trees_->leaves_after.page().fail("a record is longer than the file");
    }
    Page before;
    Page after;
    for (; pages > 0; --pages, page = after.four_bytes(0)) {
        trees_->pages_before.read(page, before);
        trees_->pages_after.read(page, after);
        if (!std::ranges::equal(before.bytes(), after.bytes())) return false;
    }
    return true;
}

}  // namespace mlflow2pg
