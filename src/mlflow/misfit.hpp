// SPDX-License-Identifier: Apache-2.0
// A misfit is a value or row that the target cannot hold unchanged. This file defines the reasons, the fixes that a
// user can ask for, and the texts for both. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

enum class Reason : std::uint8_t {
    nul_in_text,
    invalid_utf8,
    too_long,
    too_long_whole,
    rewritten_too_long,
    fraction,
    out_of_range,
    text_in_number,
    not_a_number,
    blob_in_text,
    wrong_type,
    json_nan,
    invalid_json,
    experiment_id,
    no_next_id,
    beyond_index,
    generated_differs,
    null_in_not_null,
    failing_check,
    orphan,
    duplicate,
};

// Each fix changes only what its name says, and every change is listed. The last fix has an option of its own; the
// others are values of --fix.
enum class Fix : std::uint8_t {
    strip_nul,
    replace_utf8,
    truncate,
    round,
    json_nan_null,
    blob_text,
    text_number,
    rewrite_artifacts,
};

// The values of --fix.
inline constexpr std::array all_fixes{Fix::strip_nul,     Fix::replace_utf8, Fix::truncate,   Fix::round,
                                      Fix::json_nan_null, Fix::blob_text,    Fix::text_number};

class Fixes {
public:
    bool has(Fix fix) const { return (bits_ & bit(fix)) != 0; }
    void add(Fix fix) { bits_ |= bit(fix); }
    void add(Fixes const& other) { bits_ |= other.bits_; }
    bool none() const { return bits_ == 0; }
    // The names, separated by commas.
    std::string names() const;

private:
    static unsigned bit(Fix fix) { return 1U << static_cast<unsigned>(fix); }
    unsigned bits_ = 0;
};

// The name as typed after --fix: "strip-nul".
std::string_view name(Fix fix);
std::optional<Fix> find_fix(std::string_view name);
// One line for --help.
std::string_view description(Fix fix);

// The name as used in reports: "nul-in-text".
std::string_view name(Reason reason);
// A sentence part: "NUL character in text".
std::string_view description(Reason reason);

// The option that resolves a misfit.
struct Remedy {
    enum class Kind : std::uint8_t { fix, widen_ids, shorter_rewrite, reject };
    Kind kind = Kind::reject;
    Fix fix{};  // of Kind::fix

    // The option as typed: "--fix strip-nul".
    std::string text() const;
};
Remedy remedy(Reason reason);

struct KeyPart {
    std::string column;
    std::string value;  // as text; "NULL" for NULL
};

// Identifies a row of the source by its primary key and by its rowid, so that a person can look it up either way.
struct RowName {
    std::string table;
    std::vector<KeyPart> primary_key;
    std::optional<std::int64_t> rowid;

    // "params[run_uuid=…, key=…] (rowid 7)"
    std::string text() const;
};

struct Misfit {
    RowName row;
    std::string column;  // several are separated by commas
    Reason reason;
    std::string detail;  // "300 characters, varchar(250)"
};

// A value that a fix changed.
struct Change {
    RowName row;
    std::string column;
    Fixes fixes;
    std::string before;  // shortened
    std::string after;
};

// A list that keeps the first entries and counts all of them, so that reports stay readable and memory stays bounded.
template <typename T>
class Capped {
public:
    Capped() = default;
    explicit Capped(std::size_t cap) : cap_{cap} {}

    void add(T entry) {
        ++total_;
        if (listed_.size() < cap_) listed_.push_back(std::move(entry));
    }
    // Counts entries that are not listed.
    void count(std::uint64_t more) { total_ += more; }
    std::uint64_t total() const { return total_; }
    std::vector<T> const& listed() const { return listed_; }
    bool empty() const { return total_ == 0; }
    // Whether the next entry would be listed. If not, the caller can skip building its description.
    bool wants_more() const { return listed_.size() < cap_; }

private:
    std::size_t cap_ = 1000;
    std::vector<T> listed_;
    std::uint64_t total_ = 0;
};

}  // namespace mlflow2pg
