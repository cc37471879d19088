// SPDX-License-Identifier: Apache-2.0
#include "mlflow/recorded_schema.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "mlflow/embedded_schema.hpp"

namespace mlflow2pg {

namespace {

[[noreturn]] void unknown(std::string_view what, std::string_view text) {
    throw Error{ExitCode::internal, fmt::format("recorded schema: unknown {}: {}", what, text.substr(0, 200)),
                "report this with the MLflow release's number"};
}

bool is_word(char character) { return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_'; }

// The position after the quoted part that begins at `at`: 'text', "identifier" or $tag$body$tag$; `at` itself when no
// quoted part begins there.
std::size_t after_quoted(std::string_view text, std::size_t at) {
    char const quote = text[at];
    if (quote == '\'' || quote == '"') {
        // A doubled quote is read as the end of one string and the start of the next. The result is the same.
        std::size_t const end = text.find(quote, at + 1);
        return end == std::string_view::npos ? text.size() : end + 1;
    }
    if (quote == '$') {
        std::size_t const tag_end = text.find('$', at + 1);
        if (tag_end == std::string_view::npos) return at;
        std::string_view const tag = text.substr(at, tag_end - at + 1);
        std::size_t const end = text.find(tag, tag_end + 1);
        return end == std::string_view::npos ? text.size() : end + tag.size();
    }
    return at;
}

std::string_view trimmed(std::string_view text) {
    auto const blank = [](char character) { return std::isspace(static_cast<unsigned char>(character)) != 0; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

// Splits at `separator` outside of quotes and parentheses, and skips blank parts.
std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    int depth = 0;
    auto const add = [&](std::size_t end) {
        std::string_view const part = trimmed(text.substr(begin, end - begin));
        if (!part.empty()) parts.push_back(part);
        begin = end + 1;
    };
    for (std::size_t i = 0; i < text.size();) {
        std::size_t const after = after_quoted(text, i);
        if (after > i) {
            i = after;
            continue;
        }
        if (text[i] == '(') ++depth;
        if (text[i] == ')') --depth;
        if (text[i] == separator && depth == 0) add(i);
        ++i;
    }
    add(text.size());
    return parts;
}

// Reads one statement word by word.
class Words {
public:
    explicit Words(std::string_view text) : rest_{trimmed(text)} {}

    // Skips `words` (separated by single blanks) and returns true if they come next.
    bool take(std::string_view words) {
        std::string_view rest = rest_;
        for (std::string_view const word : split(words, ' ')) {
            if (!rest.starts_with(word)) return false;
            if (is_word(word.back()) && rest.size() > word.size() && is_word(rest[word.size()])) return false;
            rest = trimmed(rest.substr(word.size()));
        }
        rest_ = rest;
        return true;
    }

    std::string identifier() {
        std::size_t end = 0;
        std::string name;
        if (rest_.starts_with('"')) {
            end = after_quoted(rest_, 0);
            name = rest_.substr(1, end - 2);
        } else {
            while (end < rest_.size() && is_word(rest_[end])) ++end;
            name = rest_.substr(0, end);
        }
        if (name.empty()) unknown("identifier", rest_);
        rest_ = trimmed(rest_.substr(end));
        return name;
    }

    // Reads "(…)" with all nested parentheses, and returns the text inside.
    std::string_view parenthesised() {
        if (!rest_.starts_with('(')) unknown("list", rest_);
        int depth = 0;
        std::size_t i = 0;
        while (i < rest_.size()) {
            std::size_t const after = after_quoted(rest_, i);
            if (after > i) {
                i = after;
                continue;
            }
            if (rest_[i] == '(') ++depth;
            if (rest_[i] == ')' && --depth == 0) break;
            ++i;
        }
        std::string_view const inside = rest_.substr(1, i - 1);
        rest_ = trimmed(rest_.substr(std::min(i + 1, rest_.size())));
        return inside;
    }

    std::vector<std::string> identifiers() {
        std::vector<std::string> names;
        for (std::string_view const part : split(parenthesised(), ',')) names.push_back(Words{part}.identifier());
        return names;
    }

    std::string_view rest() const { return rest_; }
    bool done() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

constexpr std::pair<std::string_view, ColumnType> types[] = {
    {"boolean", ColumnType::boolean},
    {"smallint", ColumnType::smallint},
    {"integer", ColumnType::integer},
    {"bigint", ColumnType::bigint},
    {"double precision", ColumnType::double_precision},
    {"character varying", ColumnType::varchar},
    {"text", ColumnType::text},
    {"json", ColumnType::json},
    {"bytea", ColumnType::bytea},
    {"date", ColumnType::date},
};

Column parse_column(std::string_view text) {
    Words words{text};
    Column column{words.identifier(), ColumnType::text};
    auto const* const type =
        std::find_if(std::begin(types), std::end(types), [&](auto const& known) { return words.take(known.first); });
    if (type == std::end(types)) unknown("type of a column", text);
    column.type = type->second;
    if (column.type == ColumnType::varchar && words.rest().starts_with('(')) {
        column.max_length = std::stoi(std::string{words.parenthesised()});
    }
    std::string_view const rest = words.rest();
    constexpr std::string_view generated = "GENERATED ALWAYS AS ";
    if (std::size_t const at = rest.find(generated); at != std::string_view::npos) {
        column.generated = Words{rest.substr(at + generated.size())}.parenthesised();
    }
    column.sequence = rest.find("DEFAULT nextval(") != std::string_view::npos;
    column.not_null = rest.ends_with("NOT NULL") || rest.find("NOT NULL ") != std::string_view::npos;
    return column;
}

Table parse_table(std::string_view statement) {
    Words words{statement};
    words.take("CREATE TABLE");
    Table table;
    table.name = words.identifier();
    for (std::string_view const item : split(words.parenthesised(), ',')) {
        Words inner{item};
        if (!inner.take("CONSTRAINT")) {
            table.columns.push_back(parse_column(item));
            continue;
        }
        Check check;
        check.name = inner.identifier();
        if (!inner.take("CHECK")) unknown("table constraint", item);
        check.expression = inner.rest();
        table.checks.push_back(check);
    }
    return table;
}

bool all_plain_columns(std::string_view list) {
    for (std::string_view const part : split(list, ',')) {
        Words words{part};
        if (part.front() != '"' && !is_word(part.front())) return false;
        words.identifier();
        if (!words.done()) return false;
    }
    return true;
}

void parse_constraint(Table& table, Words words, std::string_view statement) {
    std::string const name = words.identifier();
    std::string const definition{words.rest()};
    if (words.take("PRIMARY KEY")) {
        table.keys.push_back({name, Key::Kind::primary, words.identifiers(), definition});
    } else if (words.take("UNIQUE")) {
        table.keys.push_back({name, Key::Kind::unique, words.identifiers(), definition});
    } else if (words.take("FOREIGN KEY")) {
        ForeignKey key{name, words.identifiers(), {}, {}, std::string{statement}};
        if (!words.take("REFERENCES")) unknown("foreign key", statement);
        key.parent = words.identifier();
        key.parent_columns = words.identifiers();
        table.foreign_keys.push_back(key);
    } else {
        unknown("constraint", statement);
    }
}

Table& table_named(Schema& schema, std::string const& name, std::string_view statement) {
    auto const table = std::find_if(schema.tables.begin(), schema.tables.end(),
                                    [&](Table const& candidate) { return candidate.name == name; });
    if (table == schema.tables.end()) unknown("table in", statement);
    return *table;
}

void parse_index(Schema& schema, std::string_view statement, Words words, bool unique) {
    std::string const name = words.identifier();
    words.take("ON");
    words.take("ONLY");
    Table& table = table_named(schema, words.identifier(), statement);
    words.take("USING btree");
    std::string_view const list = words.parenthesised();
    if (unique && words.done() && all_plain_columns(list)) {
        Key key{name, Key::Kind::unique_index, {}, std::string{statement}};
        for (std::string_view const part : split(list, ',')) key.columns.push_back(Words{part}.identifier());
        table.keys.push_back(key);
    } else {
        std::vector<std::string_view> const columns = split(list, ',');
        table.indexes.push_back({name, {columns.begin(), columns.end()}, std::string{statement}});
    }
}

void parse_post_data(Schema& schema, std::string_view statement) {
    Words words{statement};
    if (words.take("ALTER TABLE ONLY") || words.take("ALTER TABLE")) {
        Table& table = table_named(schema, words.identifier(), statement);
        if (!words.take("ADD CONSTRAINT")) unknown("statement", statement);
        parse_constraint(table, words, statement);
    } else if (words.take("CREATE UNIQUE INDEX")) {
        parse_index(schema, statement, words, true);
    } else if (words.take("CREATE INDEX")) {
        parse_index(schema, statement, words, false);
    } else if (words.take("CREATE TRIGGER")) {
        std::size_t const on = statement.find(" ON ");
        if (on == std::string_view::npos) unknown("trigger", statement);
        table_named(schema, Words{statement.substr(on + 4)}.identifier(), statement).triggers.emplace_back(statement);
    } else {
        unknown("statement", statement);
    }
}

// Statements of pre-data other than CREATE TABLE. They are run unchanged.
bool is_sequence_or_function(std::string_view statement) {
    constexpr std::string_view known[] = {"CREATE SEQUENCE ", "ALTER SEQUENCE ", "CREATE FUNCTION ",
                                          "CREATE OR REPLACE FUNCTION ", "ALTER TABLE "};
    return std::any_of(std::begin(known), std::end(known),
                       [&](std::string_view beginning) { return statement.starts_with(beginning); });
}

// "ALTER TABLE ONLY users ALTER COLUMN id SET DEFAULT nextval(…)" and "… ADD GENERATED BY DEFAULT AS IDENTITY (…)".
void parse_sequence_of_column(Schema& schema, std::string_view statement) {
    Words words{statement};
    if (!words.take("ALTER TABLE ONLY") && !words.take("ALTER TABLE")) return;
    Table& table = table_named(schema, words.identifier(), statement);
    if (!words.take("ALTER COLUMN")) return;
    std::string const name = words.identifier();
    if (!words.take("SET DEFAULT nextval") && !words.take("ADD GENERATED")) return;
    auto const column = std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](Column const& candidate) { return candidate.name == name; });
    if (column == table.columns.end()) unknown("column in", statement);
    column->sequence = true;
}

// The names that follow one of the texts in `before`.
std::vector<std::string> names_after(std::string_view pre_data, std::initializer_list<std::string_view> before) {
    std::vector<std::string> names;
    for (std::string_view const words : before) {
        for (std::size_t at = 0; (at = pre_data.find(words, at)) != std::string_view::npos;) {
            at += words.size();
            names.push_back(Words{pre_data.substr(at)}.identifier());
        }
    }
    return names;
}

// Sorts parents before children. Tables that do not depend on each other stay in the order of the recording.
void sort_by_dependency(std::vector<Table>& tables) {
    std::vector<Table> sorted;
    std::set<std::string> placed;
    while (sorted.size() < tables.size()) {
        std::size_t const before = sorted.size();
        for (Table const& table : tables) {
            bool const ready = std::all_of(
                table.foreign_keys.begin(), table.foreign_keys.end(),
                [&](ForeignKey const& key) { return key.parent == table.name || placed.contains(key.parent); });
            if (ready && placed.insert(table.name).second) sorted.push_back(table);
        }
        if (sorted.size() == before) unknown("foreign keys", "they form a cycle");
    }
    tables = std::move(sorted);
}

std::vector<Revision> parse_revisions(EmbeddedStore const& store) {
    std::vector<Revision> revisions;
    std::istringstream lines{store.revisions};
    std::string line;
    std::getline(lines, line);  // skips the header
    while (std::getline(lines, line)) {
        std::size_t const tab = line.find('\t');
        Revision revision{line.substr(0, tab), tab == std::string::npos ? "" : line.substr(tab + 1), false};
        revision.recorded = std::any_of(store.schemas.begin(), store.schemas.end(),
                                        [&](EmbeddedSchema const& schema) { return schema.revision == revision.id; });
        revisions.push_back(revision);
    }
    return revisions;
}

}  // namespace

std::string_view spelling(ColumnType type) {
    return std::find_if(std::begin(types), std::end(types), [&](auto const& known) { return known.second == type; })
        ->first;
}

Column const* Table::find_column(std::string_view column) const {
    auto const found =
        std::find_if(columns.begin(), columns.end(), [&](Column const& candidate) { return candidate.name == column; });
    return found == columns.end() ? nullptr : &*found;
}

std::vector<std::string> Table::primary_key() const {
    for (Key const& key : keys) {
        if (key.kind == Key::Kind::primary) return key.columns;
    }
    return {};
}

Table const* Schema::find_table(std::string_view table) const {
    auto const found =
        std::find_if(tables.begin(), tables.end(), [&](Table const& candidate) { return candidate.name == table; });
    return found == tables.end() ? nullptr : &*found;
}

Schema parse_schema(std::string const& revision, std::string_view pre_data, std::string_view post_data) {
    Schema schema;
    schema.revision = revision;
    schema.pre_data = pre_data;
    schema.post_data = post_data;
    for (std::string_view const statement : split(pre_data, ';')) {
        if (statement.starts_with("CREATE TABLE ")) {
            schema.tables.push_back(parse_table(statement));
        } else if (!is_sequence_or_function(statement)) {
            unknown("statement", statement);
        }
    }
    for (std::string_view const statement : split(pre_data, ';')) parse_sequence_of_column(schema, statement);
    for (std::string_view const statement : split(post_data, ';')) parse_post_data(schema, statement);
    // The second text is part of "ADD GENERATED … AS IDENTITY ( SEQUENCE NAME name".
    schema.sequences = names_after(pre_data, {"CREATE SEQUENCE ", "SEQUENCE NAME "});
    schema.functions = names_after(pre_data, {"CREATE FUNCTION ", "CREATE OR REPLACE FUNCTION "});
    sort_by_dependency(schema.tables);
    return schema;
}

std::vector<std::string_view> split_statements(std::string_view sql) { return split(sql, ';'); }

std::vector<Revision> const& known_revisions(Store store) {
    static std::vector<std::vector<Revision>> const all = [] {
        std::vector<std::vector<Revision>> revisions;
        for (EmbeddedStore const& embedded : embedded_stores()) revisions.push_back(parse_revisions(embedded));
        return revisions;
    }();
    return all[static_cast<std::size_t>(store)];
}

Revision const* find_revision(std::string_view id, Store store) {
    auto const& all = known_revisions(store);
    auto const found = std::find_if(all.begin(), all.end(), [&](Revision const& known) { return known.id == id; });
    return found == all.end() ? nullptr : &*found;
}

Revision const* next_recorded(std::string_view id, Store store) {
    bool passed = false;
    for (Revision const& revision : known_revisions(store)) {
        if (passed && revision.recorded) return &revision;
        if (revision.id == id) passed = true;
    }
    return nullptr;
}

Schema recorded_schema(std::string_view revision, Store store) {
    for (EmbeddedSchema const& embedded : embedded_schemas(store)) {
        if (embedded.revision == revision) {
            Schema schema = parse_schema(std::string{revision}, embedded.pre_data, embedded.post_data);
            schema.store = store;
            schema.digest = embedded.digest;
            return schema;
        }
    }
    throw Error{ExitCode::internal, fmt::format("revision {} is not recorded", revision)};
}

bool has_table(Store store, std::string_view table) {
    std::string const statement = fmt::format("CREATE TABLE {} (", table);
    auto const& schemas = embedded_schemas(store);
    return std::any_of(schemas.begin(), schemas.end(), [&](EmbeddedSchema const& schema) {
        return schema.pre_data.find(statement) != std::string_view::npos;
    });
}

}  // namespace mlflow2pg
