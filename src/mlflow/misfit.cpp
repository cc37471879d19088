#include "mlflow/misfit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mlflow2pg {

namespace {

struct FixWords {
    std::string_view name;
    std::string_view description;
};

// In the order of enum Fix.
constexpr FixWords fix_words[] = {
    {"strip-nul", "remove NUL characters from text"},
    {"replace-utf8", "replace bytes that are not UTF-8 by U+FFFD"},
    {"truncate", "cut text to the length the column allows"},
    {"round", "round fractions in integer columns, halves to even"},
    {"json-nan-null", "turn NaN and Infinity in JSON into null"},
    {"blob-text", "take the bytes of a BLOB in a text column as text"},
    {"text-number", "take text that spells a number as that number"},
    {"rewrite-artifacts", "replace the beginning of where artifacts lie"},
};

struct ReasonWords {
    std::string_view name;
    std::string_view description;
    std::string_view flag;
};

// In the order of enum Reason.
constexpr ReasonWords reason_words[] = {
    {"nul-in-text", "NUL character in text", "--fix strip-nul"},
    {"invalid-utf8", "text is not valid UTF-8", "--fix replace-utf8"},
    {"too-long", "text longer than the column allows", "--fix truncate"},
    {"rewritten-too-long", "rewritten location longer than the column allows",
     "--rewrite-artifacts with a shorter NEW"},
    {"fraction", "fraction in an integer column", "--fix round"},
    {"out-of-range", "number out of the column's range", "--on-misfit reject"},
    {"text-in-number", "text in a number column", "--fix text-number"},
    {"blob-in-text", "BLOB in a text column", "--fix blob-text"},
    {"wrong-type", "value of a type the column cannot hold", "--on-misfit reject"},
    {"json-nan", "NaN or Infinity in JSON", "--fix json-nan-null"},
    {"invalid-json", "text that PostgreSQL's json refuses", "--on-misfit reject"},
    {"experiment-id", "experiment id beyond PostgreSQL's integer", "--experiment-ids widen"},
    {"no-next-id", "greatest id there can be, after which no row can be added", "--on-misfit reject"},
    {"beyond-index", "values longer together than an index can hold", "--on-misfit reject"},
    {"null-in-not-null", "NULL in a NOT NULL column", "--on-misfit reject"},
    {"failing-check", "value that fails a CHECK constraint", "--on-misfit reject"},
    {"orphan", "row whose parent is missing (foreign key)", "--on-misfit reject"},
    {"duplicate", "second row with the same key", "--on-misfit reject"},
};

ReasonWords const& words(Reason reason) { return reason_words[static_cast<std::size_t>(reason)]; }
FixWords const& words(Fix fix) { return fix_words[static_cast<std::size_t>(fix)]; }

}  // namespace

std::string Fixes::names() const {
    std::string names;
    for (std::size_t i = 0; i < std::size(fix_words); ++i) {
        auto const fix = static_cast<Fix>(i);
        if (has(fix)) names += (names.empty() ? "" : ",") + std::string{name(fix)};
    }
    return names;
}

std::string_view name(Fix fix) { return words(fix).name; }

std::optional<Fix> find_fix(std::string_view wanted) {
    auto const* const found =
        std::find_if(all_fixes.begin(), all_fixes.end(), [&](Fix fix) { return name(fix) == wanted; });
    if (found == all_fixes.end()) return std::nullopt;
    return *found;
}

std::string_view description(Fix fix) { return words(fix).description; }
std::string_view name(Reason reason) { return words(reason).name; }
std::string_view description(Reason reason) { return words(reason).description; }
std::string flag(Reason reason) { return std::string{words(reason).flag}; }

std::string RowName::text() const {
    std::string key;
    for (KeyPart const& part : primary_key) {
        key += fmt::format("{}{}={}", key.empty() ? "" : ", ", part.column, part.value);
    }
    return fmt::format("{}[{}]{}", table, key, rowid ? fmt::format(" (rowid {})", *rowid) : "");
}

}  // namespace mlflow2pg
