// What a report says to people and in which order, whether it is shown as text or as a page of HTML: sections of facts,
// tables, lists, notes and commands. All of it is plain text of any origin; escaping is the renderer's. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "report/report.hpp"

namespace mlflow2pg {

enum class Tone { good, attention, bad };

struct Verdict {
    std::string word;  // "READY"; scripts may rely on it
    std::string sentence;
    Tone tone = Tone::good;

    std::string text() const { return word + ": " + sentence; }
};

struct Fact {
    std::string name;
    std::string value;
};
using Facts = std::vector<Fact>;

struct Note {
    enum class Kind { information, warning, difference, problem, remedy, hint };
    Kind kind = Kind::information;
    std::string text;  // of a problem or remedy: may have several lines
};

struct Cell {
    enum class Look { plain, literal, value, good, bad };  // literal: is typed; value: of a row, may be long
    std::string text;
    Look look = Look::plain;
    std::optional<double> share = {};  // 0 to 1, of the greatest in its column: drawn as a bar
};

struct Grid {
    struct Column {
        std::string name;
        bool number = false;
    };
    std::string title;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    std::vector<Cell> total = {};
    std::string more = {};  // what the rows leave out
};

struct List {
    std::string title;  // may be empty
    std::vector<std::string> items;
};

struct ShellLine {
    std::string command;
};

using Block = std::variant<Facts, Note, Grid, List, ShellLine>;

struct Section {
    std::string heading;
    std::vector<Block> blocks;
};

struct Outline {
    std::string run;     // "migrate --dry-run · 2026-11-21 14:00:00 UTC"
    std::string source;  // empty when there was none
    Verdict verdict;
    Facts figures;                  // the most important ones
    std::vector<Section> sections;  // none is empty
};

Verdict verdict(Report const& report);
Outline outline(Report const& report);

}  // namespace mlflow2pg
