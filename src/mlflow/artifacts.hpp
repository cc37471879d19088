// Where MLflow's artifacts lie: the columns that say it, which of those places are of one machine only, and what
// --rewrite-artifacts makes of them. The files themselves are never touched. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlflow2pg {

// A column that MLflow reads as the location of artifacts.
struct LocationColumn {
    std::string_view table;
    std::string_view column;
    std::vector<std::string_view> tags;  // of a table of tags: only rows with one of these keys; empty: all rows
};

// All of MLflow's, whatever the revision. What else looks like a location is none: see artifacts.cpp.
std::vector<LocationColumn> const& location_columns();

// The prefixes that the user wants replaced, each by another.
class Rewrites {
public:
    // "OLD=NEW", both URIs or paths without '=', taken literally. Throws UsageError when one is missing or is what the
    // program shows in place of it (NEW, a masked password), when there are more '=', or when OLD was given before.
    void add(std::string_view old_and_new);
    bool empty() const { return rules_.empty(); }

    // The location with its longest OLD replaced, or nothing when none of them is a prefix of it. Whole components
    // only: /a/b is a prefix of /a/b and /a/b/c, not of /a/bc. The result is not looked at again.
    std::optional<std::string> apply(std::string_view location) const;
    // Which of rules() that is; as many as there are for none.
    std::size_t find(std::string_view location) const;

    // OLD and NEW as add() understood them, without a slash at the end; the longest OLD first.
    std::vector<std::pair<std::string, std::string>> const& rules() const { return rules_; }

private:
    std::vector<std::pair<std::string, std::string>> rules_;
};

// Whether a location is a path of the machine that wrote it: absolute, relative, a Windows drive, or file:. As
// is_local_uri of MLflow's mlflow/utils/uri.py (3.18.0) has it.
bool is_local(std::string_view location);

// The location without what MLflow appended to the folder that somebody chose: the ids of experiment and run, logged
// model or trace, and all that follows. "/srv/mlruns/7/<run id>/artifacts/model" -> "/srv/mlruns".
std::string_view artifact_root(std::string_view location);

// The location with the password of its URI, if it has one, as "***": for messages and reports. A password that nobody
// encoded may hold '/' and '@', so it goes from the first ':' before a '/' to the last '@'; rather too much is masked.
std::string masked(std::string_view location);
bool is_masked(std::string_view location);

// Locations that other machines cannot reach, counted by root.
struct LocalArtifacts {
    std::uint64_t total = 0;
    std::map<std::string, std::uint64_t> roots;  // masked; at most `most_roots`, the first that were met
    std::vector<std::uint64_t> rewritten;        // locations of all kinds, by the rule that rewrites them

    static constexpr std::size_t most_roots = 1000;
    void add(std::string_view location);
    // The roots, greatest count first.
    std::vector<std::pair<std::string, std::uint64_t>> by_count() const;
};

}  // namespace mlflow2pg
