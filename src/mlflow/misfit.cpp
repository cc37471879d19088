// SPDX-License-Identifier: Apache-2.0
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
    {"truncate", "cut text to the length the column allows; never a key, an id or a location"},
    {"round", "round fractions in integer columns, halves to even"},
    {"json-nan-null", "turn NaN and Infinity in JSON into null"},
    {"blob-text", "take the bytes of a BLOB in a text column as text"},
    {"text-number", "take text that spells a number as that number"},
    {"rewrite-artifacts", "replace the beginning of artifact locations"},
};

struct ReasonWords {
    std::string_view name;
    std::string_view description;
    Remedy remedy = {};  // default: reject the row
};

constexpr Remedy fixed_by(Fix fix) { return {Remedy::Kind::fix, fix}; }

// In the order of enum Reason. Two reasons have the same name when they differ only in the remedy.
constexpr ReasonWords reason_words[] = {
    {"nul-in-text", "NUL character in text", fixed_by(Fix::strip_nul)},
    {"invalid-utf8", "text is not valid UTF-8", fixed_by(Fix::replace_utf8)},
    {"too-long", "text longer than the column allows", fixed_by(Fix::truncate)},
    {"too-long", "key, id or location longer than the column allows"},
    {"rewritten-too-long", "rewritten location longer than the column allows", {Remedy::Kind::shorter_rewrite}},
    {"fraction", "fraction in an integer column", fixed_by(Fix::round)},
    {"out-of-range", "number out of the column's range"},
    {"text-in-number", "number as text in a number column", fixed_by(Fix::text_number)},
    {"text-in-number", "text that spells no number in a number column"},
    {"blob-in-text", "BLOB in a text column", fixed_by(Fix::blob_text)},
    {"wrong-type", "value of a type the column cannot hold"},
    {"json-nan", "NaN or Infinity in JSON", fixed_by(Fix::json_nan_null)},
    {"invalid-json", "text that PostgreSQL's json refuses"},
    {"experiment-id", "experiment id beyond PostgreSQL's integer", {Remedy::Kind::widen_ids}},
    {"no-next-id", "greatest id there can be, after which no row can be added"},
    {"beyond-index", "values longer together than an index can hold"},
    {"generated-differs", "stored value of a generated column that is not the result of its expression"},
    {"null-in-not-null", "NULL in a NOT NULL column"},
    {"failing-check", "value that fails a CHECK constraint"},
    {"orphan", "row whose parent is missing (foreign key)"},
    {"duplicate", "second row with the same key"},
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
Remedy remedy(Reason reason) { return words(reason).remedy; }

std::string Remedy::text() const {
    switch (kind) {
        case Kind::fix: return fmt::format("--fix {}", name(fix));
        case Kind::widen_ids: return "--experiment-ids widen";
        case Kind::shorter_rewrite: return "--rewrite-artifacts with a shorter NEW";
        case Kind::reject: return "--on-misfit reject";
    }
    return {};
}

std::string RowName::text() const {
    std::string key;
    for (KeyPart const& part : primary_key) {
        key += fmt::format("{}{}={}", key.empty() ? "" : ", ", part.column, part.value);
    }
    return fmt::format("{}[{}]{}", table, key, rowid ? fmt::format(" (rowid {})", *rowid) : "");
}

}  // namespace mlflow2pg
