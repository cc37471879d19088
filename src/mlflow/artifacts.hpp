// SPDX-License-Identifier: Apache-2.0
// Where MLflow stores artifacts: the columns with locations, which locations exist on one machine only, and how
// --rewrite-artifacts changes them. The artifact files themselves are never touched. Pure.
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
    std::vector<std::string_view> tags;  // keys, for a table of tags: only rows with one of these keys; empty: all rows
};

// All such columns in any revision of MLflow. artifacts.cpp lists columns that only look like locations.
std::vector<LocationColumn> const& location_columns();

// The prefixes that the user wants to replace, each with its replacement.
class Rewrites {
public:
    // "OLD=NEW": both are URIs or paths without '=', taken literally. Throws UsageError when OLD or NEW is missing or
    // is a placeholder of this program (NEW, a masked password), when there is more than one '=', or when the same OLD
    // was given before.
    void add(std::string_view old_and_new);
    bool empty() const { return rules_.empty(); }

    // Replaces the longest OLD that is a prefix of the location, compared byte by byte; nothing when none is. Prefixes
    // are whole components: /a/b is a prefix of /a/b and /a/b/c, but not of /a/bc. In a Windows path a backslash also
    // separates components, and becomes a slash if NEW is not a Windows path. The result is not rewritten again.
    std::optional<std::string> apply(std::string_view location) const;
    // The position in rules() of the rule that apply() uses; rules().size() when no rule matches.
    std::size_t find(std::string_view location) const;

    // OLD and NEW as parsed by add(), without a slash at the end. The longest OLD comes first.
    std::vector<std::pair<std::string, std::string>> const& rules() const { return rules_; }

private:
    std::vector<std::pair<std::string, std::string>> rules_;
};

// Whether a location is a local path: absolute, relative, on a Windows drive, or with file:. The rule is is_local_uri
// in MLflow's mlflow/utils/uri.py (3.18.0).
bool is_local(std::string_view location);

// The folder that a person configured: the location without the parts that MLflow appended, which begin with the id of
// the experiment and run, logged model or trace. "/srv/mlruns/7/<run id>/artifacts/model" -> "/srv/mlruns",
// "C:\mlruns\7\<run id>\artifacts" -> "C:\mlruns".
std::string_view artifact_root(std::string_view location);

// Locations that other machines cannot reach, counted by root.
struct LocalArtifacts {
    std::uint64_t total = 0;
    std::map<std::string, std::uint64_t> roots;  // masked; at most `most_roots`, the first ones found
    std::vector<std::uint64_t> rewritten;        // locations of all kinds, by the rule that rewrites them

    static constexpr std::size_t most_roots = 1000;
    void add(std::string_view location);
    // The roots, those with the most locations first.
    std::vector<std::pair<std::string, std::uint64_t>> by_count() const;
};

}  // namespace mlflow2pg
