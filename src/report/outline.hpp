// SPDX-License-Identifier: Apache-2.0
// The content of a report for people, in order and independent of the format (text or HTML): sections of facts, tables,
// lists and notes. All texts are unescaped and may come from anywhere; escaping is done by the renderers.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "report/report.hpp"
#include "report/verdict.hpp"

namespace mlflow2pg {

struct Fact {
    std::string name;
    std::string value;
    bool literal = false;  // a command, never broken into lines
};
using Facts = std::vector<Fact>;

struct Note {
    enum class Kind { information, warning, difference, problem, remedy, hint, next };
    Kind kind = Kind::information;
    std::string text;          // several lines are possible in a problem
    std::string command = {};  // that does what the text says: on a line of its own, never broken
};

struct Cell {
    enum class Look { plain, literal, value, good, bad };  // literal: to be typed; value: of a row, may be long
    std::string text;
    Look look = Look::plain;
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
    std::string more = {};  // text about rows that are not shown
};

struct List {
    std::string title;  // may be empty
    std::vector<std::string> items;
};

using Block = std::variant<Facts, Note, Grid, List>;

struct Section {
    std::string heading;
    std::vector<Block> blocks;
};

struct Outline {
    std::string run;     // "migrate --dry-run · 2026-11-21 14:00:00 UTC"
    std::string source;  // empty when no source was opened
    Verdict verdict;
    Facts figures;                  // the most important ones
    std::vector<Section> sections;  // none is empty
};

enum class Detail {
    brief,  // the greatest tables, the first misfits, no sequences: for a terminal
    full,   // with -v, and on the page, which is archived
};

Outline outline(Report const& report, Detail detail = Detail::full);

}  // namespace mlflow2pg
