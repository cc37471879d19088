// SPDX-License-Identifier: Apache-2.0
#include "report/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

constexpr std::size_t widest_column = 64;  // in characters; longer cells shift the rest of their line to the right
constexpr std::size_t widest_row = 120;    // values are shortened to fit, but keep as many characters as
constexpr std::size_t least_value = 24;
constexpr std::string_view continued = "    ";    // before the further lines of prose
constexpr std::string_view below_row = "      ";  // before the further lines of a row

// Passwords and control characters are not shown.
std::string shown(std::string_view text, std::string_view keep = {}) {
    return printable(with_utf8_replaced(masked(text)), keep);
}

// The label before a note, in the order of enum Note::Kind. The label of a command to run next is a shell comment, so
// that several commands can be pasted together.
constexpr std::string_view label[] = {"", "warning: ", "difference: ", "also: ", "next: ", "hint: ", "# "};

std::string prose(std::string_view text, std::size_t width) {
    std::string lines;
    for (;;) {
        std::size_t const end = text.find('\n');
        std::string_view const line = text.substr(0, end);
        lines += characters(line) <= width ? line : wrapped(line, width, continued);
        if (end == std::string_view::npos) return lines;
        lines += '\n';
        text.remove_prefix(end + 1);
    }
}

// The text shortened to at most `most` characters; those in the middle are left out.
std::string shortened(std::string const& text, std::size_t most) {
    std::size_t const length = characters(text);
    if (length <= most) return text;
    std::size_t const end = (most - 1) / 2;
    std::string_view const beginning = first_characters(text, most - 1 - end);
    return fmt::format("{}…{}", beginning, std::string_view{text}.substr(first_characters(text, length - end).size()));
}

using Texts = std::vector<std::string>;

Texts texts_of(std::vector<Cell> const& cells) {
    Texts texts;
    for (Cell const& cell : cells) texts.push_back(shown(cell.text));
    return texts;
}

std::string row_text(Grid const& grid, Texts const& texts, std::vector<std::size_t> const& widths) {
    std::string line = " ";
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::size_t const width = characters(texts[i]);
        std::string const gap(widths[i] > width ? widths[i] - width : 0, ' ');
        line += " " + (i == 0 ? "" : std::string{" "}) + (grid.columns[i].number ? gap + texts[i] : texts[i] + gap);
    }
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

// A row that would be too wide is not aligned. If that is not enough, a value in its last column, such as the
// explanation of a misfit, follows on lines of its own, and other values are shortened. The first column is a key.
std::string fitting_row(Grid const& grid, std::vector<Cell> const& cells, std::vector<std::size_t> const& widths) {
    Texts texts = texts_of(cells);
    std::string row = row_text(grid, texts, widths);
    std::vector<std::size_t> const unaligned(widths.size(), 0);
    auto const excess = [&] { return characters(row) - std::min(characters(row), widest_row + 1); };  // 1: line end
    if (excess() > 0) row = row_text(grid, texts, unaligned);
    std::string last;
    if (excess() > 0 && texts.size() > 1 && cells.back().look == Cell::Look::value) {
        last = fmt::format("{0}{1}\n", below_row, wrapped(texts.back(), widest_row - below_row.size(), below_row));
        texts.pop_back();
        row = row_text(grid, texts, unaligned);
    }
    for (std::size_t i = texts.size(); i-- > 1 && excess() > 0;) {
        if (cells[i].look != Cell::Look::value) continue;
        std::size_t const length = characters(texts[i]);
        texts[i] = shortened(texts[i], std::max(least_value, length - std::min(length, excess())));
        row = row_text(grid, texts, unaligned);
    }
    return row + last;
}

std::string as_text(Facts const& facts, std::size_t width) {
    std::string text;
    for (Fact const& fact : facts) {
        std::string const line = fmt::format("{}: {}", shown(fact.name), shown(fact.value));
        text += (fact.literal ? line : prose(line, width)) + "\n";
    }
    return text;
}

std::string as_text(Note const& note, std::size_t width) {
    bool const pasted = note.kind == Note::Kind::next;
    std::string const text = fmt::format("{}{}", label[static_cast<std::size_t>(note.kind)],
                                         shown(note.text, note.kind == Note::Kind::problem ? "\n\t" : ""));
    if (note.command.empty()) return prose(text, width) + "\n";
    if (pasted) return fmt::format("{}\n{}\n", text, shown(note.command));
    return fmt::format("{}:\n{}{}\n", prose(text, width), continued, shown(note.command));
}

// Each column is as wide as its longest cell, but at most widest_column.
std::string as_text(Grid const& grid, std::size_t width) {
    std::vector<Cell> heads;
    for (auto const& column : grid.columns) heads.push_back({column.name});
    std::vector<std::size_t> widths(heads.size(), 0);
    auto const measure = [&](std::vector<Cell> const& cells) {
        Texts const texts = texts_of(cells);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            widths[i] = std::max(widths[i], std::min(widest_column, characters(texts[i])));
        }
    };
    measure(heads);
    measure(grid.total);
    for (std::vector<Cell> const& row : grid.rows) measure(row);
    std::string text = prose(shown(grid.title), width) + "\n" + row_text(grid, texts_of(heads), widths);
    for (std::vector<Cell> const& row : grid.rows) text += fitting_row(grid, row, widths);
    if (!grid.more.empty()) text += fmt::format("  {}\n", shown(grid.more));
    if (!grid.total.empty()) text += row_text(grid, texts_of(grid.total), widths);
    return text;
}

std::string as_text(List const& list, std::size_t width) {
    std::string text = list.title.empty() ? "" : prose(shown(list.title), width) + "\n";
    for (std::string const& item : list.items) text += fmt::format("  {}\n", prose(shown(item), width - 2));
    return text;
}

}  // namespace

std::string text_report(Outline const& outline, std::size_t width) {
    std::string text = prose(shown(outline.verdict.text(), "\n\t"), width) + "\n";
    std::vector<std::string> figures;
    for (Fact const& fact : outline.figures) figures.push_back(fmt::format("{}: {}", fact.name, fact.value));
    if (!figures.empty()) text += prose(fmt::format("{}", fmt::join(figures, "; ")), width) + "\n";
    for (Section const& section : outline.sections) {
        text += fmt::format("\n{}\n", section.heading);
        for (Block const& block : section.blocks) {
            if (std::holds_alternative<Grid>(block) && &block != &section.blocks.front()) text += "\n";
            text += std::visit([&](auto const& shape) { return as_text(shape, width); }, block);
        }
    }
    return text;
}

}  // namespace mlflow2pg
