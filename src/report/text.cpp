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

// Passwords and control characters are not shown.
std::string shown(std::string_view text, std::string_view keep = {}) {
    return printable(with_utf8_replaced(masked(text)), keep);
}

// The label before a note, in the order of enum Note::Kind.
constexpr std::string_view label[] = {"", "warning: ", "difference: ", "also: ", "next: ", "hint: "};

std::string row_text(Grid const& grid, std::vector<Cell> const& cells, std::vector<std::size_t> const& widths) {
    std::string line = " ";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::string const text = shown(cells[i].text);
        std::size_t const width = characters(text);
        std::string const gap(widths[i] > width ? widths[i] - width : 0, ' ');
        line += " " + (i == 0 ? "" : std::string{" "}) + (grid.columns[i].number ? gap + text : text + gap);
    }
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string as_text(Facts const& facts) {
    std::string text;
    for (auto const& [name, value] : facts) text += fmt::format("{}: {}\n", shown(name), shown(value));
    return text;
}

std::string as_text(Note const& note) {
    bool const lines = note.kind == Note::Kind::problem || note.kind == Note::Kind::remedy;
    return fmt::format("{}{}\n", label[static_cast<std::size_t>(note.kind)], shown(note.text, lines ? "\n\t" : ""));
}

// Each column is as wide as its longest cell, but at most widest_column.
std::string as_text(Grid const& grid) {
    std::vector<Cell> heads;
    for (auto const& column : grid.columns) heads.push_back({column.name});
    std::vector<std::size_t> widths(heads.size(), 0);
    auto const measure = [&](std::vector<Cell> const& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            widths[i] = std::max(widths[i], std::min(widest_column, characters(shown(cells[i].text))));
        }
    };
    measure(heads);
    measure(grid.total);
    for (std::vector<Cell> const& row : grid.rows) measure(row);
    std::string text = shown(grid.title) + "\n" + row_text(grid, heads, widths);
    for (std::vector<Cell> const& row : grid.rows) text += row_text(grid, row, widths);
    if (!grid.more.empty()) text += fmt::format("  {}\n", shown(grid.more));
    if (!grid.total.empty()) text += row_text(grid, grid.total, widths);
    return text;
}

std::string as_text(List const& list) {
    std::string text = list.title.empty() ? "" : shown(list.title) + "\n";
    for (std::string const& item : list.items) text += fmt::format("  {}\n", shown(item));
    return text;
}

// The label is a comment of the shell, so that the lines can be pasted together.
std::string as_text(ShellLine const& line) { return fmt::format("# {}\n{}\n", shown(line.label), shown(line.command)); }

}  // namespace

std::string text_report(Outline const& outline) {
    std::string text = shown(outline.verdict.text(), "\n\t") + "\n";
    std::vector<std::string> figures;
    for (auto const& [name, value] : outline.figures) figures.push_back(fmt::format("{}: {}", name, value));
    if (!figures.empty()) text += fmt::format("{}\n", fmt::join(figures, "; "));
    for (Section const& section : outline.sections) {
        text += fmt::format("\n{}\n", section.heading);
        for (Block const& block : section.blocks) {
            if (std::holds_alternative<Grid>(block) && &block != &section.blocks.front()) text += "\n";
            text += std::visit([](auto const& shape) { return as_text(shape); }, block);
        }
    }
    return text;
}

}  // namespace mlflow2pg
