// SPDX-License-Identifier: Apache-2.0
#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

extern std::string_view const page_template;  // page.html, embedded by embed.cmake

namespace {

// Passwords are masked and markup is escaped. Characters that HTML does not allow become U+FFFD.
std::string escaped(std::string_view text) {
    std::string html;
    for (char const character : with_utf8_replaced(masked(text))) {
        auto const code = static_cast<unsigned char>(character);
        switch (character) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default:
                if ((code < 0x20 && character != '\n' && character != '\t') || code == 0x7F) {
                    html += "\xEF\xBF\xBD";
                } else {
                    html += character;
                }
        }
    }
    return html;
}

// In the order of enum Tone.
constexpr std::string_view tone_class[] = {"good", "attention", "bad"};

// Around a cell, in the order of enum Cell::Look.
constexpr std::string_view look_begin[] = {"", "<code>", R"(<span class="value">)", R"(<span class="good">)",
                                           R"(<span class="bad">)"};
constexpr std::string_view look_end[] = {"", "</code>", "</span>", "</span>", "</span>"};

std::string cell_html(Cell const& cell) {
    auto const look = static_cast<std::size_t>(cell.look);
    return fmt::format("{}{}{}", look_begin[look], escaped(cell.text), look_end[look]);
}

std::string row_html(Grid const& grid, std::vector<Cell> const& cells) {
    std::string html = "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const& [name, is_number] = grid.columns[i];
        std::string_view const number = is_number ? R"( class="number")" : "";
        // On a narrow screen the table's head is hidden, and each cell shows its column's name instead.
        html += i == 0 ? fmt::format(R"(<th scope="row"{}>{}</th>)", number, cell_html(cells[i]))
                       : fmt::format(R"(<td{} data-name="{}">{}</td>)", number, escaped(name), cell_html(cells[i]));
    }
    return html + "</tr>\n";
}

// The layout of the table: "values" has columns of fixed width, because a value may be long; "narrow" fits a narrow
// screen unchanged; any other table is shown there as one block per row.
std::string_view layout(Grid const& grid) {
    bool const has_values = std::any_of(grid.rows.begin(), grid.rows.end(), [](std::vector<Cell> const& row) {
        return std::any_of(row.begin(), row.end(), [](Cell const& cell) { return cell.look == Cell::Look::value; });
    });
    return has_values ? "values" : grid.columns.size() <= 3 ? "narrow" : "wide";
}

std::string as_html(Facts const& facts) {
    std::string html = "<dl>\n";
    for (Fact const& fact : facts) {
        html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(fact.name), escaped(fact.value));
    }
    return html + "</dl>\n";
}

std::string as_html(Note const& note) {
    // In the order of enum Note::Kind.
    constexpr std::string_view begin[] = {
        "<p>", R"(<p class="warning"><strong>Warning:</strong> )", "<p>", R"(<p class="problem">)", "<p>", "<p>",
        "<p>"};
    std::string const command = note.command.empty() ? "" : fmt::format("<pre>{}</pre>\n", escaped(note.command));
    return fmt::format("{}{}</p>\n{}", begin[static_cast<std::size_t>(note.kind)], escaped(note.text), command);
}

std::string as_html(Grid const& grid) {
    std::string html = fmt::format("<table class=\"{}\"><caption>{}</caption>\n", layout(grid), escaped(grid.title));
    html += "<thead><tr>";
    for (auto const& [name, number] : grid.columns) {
        html += fmt::format(R"(<th scope="col"{}>{}</th>)", number ? R"( class="number")" : "", escaped(name));
    }
    html += "</tr></thead>\n<tbody>\n";
    for (std::vector<Cell> const& row : grid.rows) html += row_html(grid, row);
    html += "</tbody>\n";
    if (!grid.total.empty()) html += "<tfoot>" + row_html(grid, grid.total) + "</tfoot>\n";
    html += "</table>\n";
    return grid.more.empty() ? html : html + fmt::format("<p class=\"title\">{}</p>\n", escaped(grid.more));
}

std::string as_html(List const& list) {
    std::string html = list.title.empty() ? "" : fmt::format("<p class=\"title\">{}</p>\n", escaped(list.title));
    html += "<ul>\n";
    for (std::string const& item : list.items) html += fmt::format("<li>{}</li>\n", escaped(item));
    return html + "</ul>\n";
}

std::string figures_html(Facts const& figures) {
    std::string html;
    for (Fact const& fact : figures) {
        html += fmt::format("<li><span>{}</span> <strong>{}</strong></li>\n", escaped(fact.name), escaped(fact.value));
    }
    return html.empty() ? "" : "<ul class=\"figures\">\n" + html + "</ul>\n";
}

std::string sections_html(std::vector<Section> const& sections) {
    std::string html;
    for (Section const& section : sections) {
        html += fmt::format("<section>\n<h2>{}</h2>\n", escaped(section.heading));
        for (Block const& block : section.blocks)
            html += std::visit([](auto const& shape) { return as_html(shape); }, block);
        html += "</section>\n";
    }
    return html;
}

// Replaces the {{names}} in the template. Names inside the inserted texts are not replaced.
std::string filled(std::string_view text, std::map<std::string_view, std::string> const& values) {
    std::string html;
    for (std::size_t begin = 0; (begin = text.find("{{")) != std::string_view::npos;) {
        std::size_t const end = text.find("}}", begin);
        html.append(text.substr(0, begin)).append(values.at(text.substr(begin + 2, end - begin - 2)));
        text.remove_prefix(end + 2);
    }
    return html.append(text);
}

}  // namespace

std::string html_report(Outline const& outline) {
    Verdict const& verdict = outline.verdict;
    return filled(page_template,
                  {{"title", escaped(verdict.word + (outline.source.empty() ? "" : " – " + outline.source))},
                   {"tone", std::string{tone_class[static_cast<std::size_t>(verdict.tone)]}},
                   {"run", escaped(outline.run)},
                   {"word", escaped(verdict.word)},
                   {"sentence", escaped(verdict.sentence)},
                   {"figures", figures_html(outline.figures)},
                   {"sections", sections_html(outline.sections)},
                   {"version", MLFLOW2PG_VERSION}});
}

}  // namespace mlflow2pg
