// SPDX-License-Identifier: Apache-2.0
#include "mlflow/artifacts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/error.hpp"
#include "base/secrets.hpp"

namespace mlflow2pg {

namespace {

bool all_of(std::string_view text, int (*matches)(int)) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char character) {
        return matches(static_cast<unsigned char>(character)) != 0;
    });
}

// Whether this is the id of a run (uuid4().hex), a logged model (m-…) or a trace (tr-…; before 3.0 in the form of a
// run's id).
bool is_entity_id(std::string_view component) {
    constexpr std::size_t digits = 32;
    for (std::string_view const kind : {"m-", "tr-"}) {
        if (component.starts_with(kind)) component.remove_prefix(kind.size());
    }
    return component.size() == digits && all_of(component, std::isxdigit);
}

// The scheme before ':'; empty for a path.
std::string_view scheme_of(std::string_view location) {
    std::size_t const colon = location.find(':');
    if (colon == std::string_view::npos || colon == 0) return {};
    std::string_view const scheme = location.substr(0, colon);
    bool const valid = std::isalpha(static_cast<unsigned char>(scheme[0])) != 0 &&
                       std::all_of(scheme.begin(), scheme.end(), [](char character) {
                           return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '+' ||
                                  character == '-' || character == '.';
                       });
    return valid ? scheme : std::string_view{};
}

bool starts_with_drive(std::string_view path) {
    return path.size() >= 2 && path[1] == ':' && std::isalpha(static_cast<unsigned char>(path[0])) != 0;
}

// Whether the location is a path on Windows, where a backslash also separates components: with a drive, on a share
// (\\server), or relative without any slash. Elsewhere a backslash is part of a name.
bool is_windows_path(std::string_view location) {
    if (!is_local(location)) return false;
    if (scheme_of(location).size() > 1) {  // file:
        std::size_t const path = location.find_first_not_of('/', location.find(':') + 1);
        return path != std::string_view::npos && starts_with_drive(location.substr(path));
    }
    return starts_with_drive(location) || location.starts_with("\\\\") ||
           (location.find('\\') != std::string_view::npos && location.find('/') == std::string_view::npos);
}

// The characters that separate the location's components.
std::string_view separators(std::string_view location) { return is_windows_path(location) ? "/\\" : "/"; }

bool is_one_of(std::string_view characters, char character) {
    return characters.find(character) != std::string_view::npos;
}

// Removes separators at the end, except in a root: "/", "file:///", "s3://", "C:\".
std::string_view without_last_slash(std::string_view location) {
    std::string_view const rest =
        location.substr(0, location.find_last_not_of(separators(location)) + 1);  // npos + 1 is 0
    return rest.empty() || rest.ends_with(':') ? location : rest;
}

// separators: those of the whole location, of which `path` may be only the beginning.
std::string_view parent(std::string_view path, std::string_view separators) {
    std::size_t const last = path.find_last_of(separators);
    return last == std::string_view::npos ? std::string_view{} : path.substr(0, last);
}

std::string_view last_component(std::string_view path, std::string_view separators) {
    return path.substr(path.find_last_of(separators) + 1);
}

}  // namespace

// From MLflow's sources, 1.0 to 3.18.0. Experiments, runs, logged models: MLflow makes the artifact repository from
// these columns (mlflow/tracking/artifact_utils.py, mlflow/store/tracking/sqlalchemy_store.py). Model versions:
// get_model_version_download_uri returns storage_location, else source
// (mlflow/store/model_registry/sqlalchemy_store.py). Traces: the tags that mlflow/tracing/utils/artifact_utils.py reads
// (get_artifact_uri_for_trace, since 2.14; get_archive_uri_for_trace, since 3.13). Workspaces:
// mlflow/store/workspace/sqlalchemy_store.py, since 3.10.
// Some columns look like locations, but MLflow does not look for its artifacts there, so they are not listed:
// datasets.dataset_source and evaluation_dataset_records.source (JSON with the origin of a user's data),
// runs.source_name (a script), model_versions.run_link and webhooks.url (web pages), skill_versions.source
// (mlflow-artifacts: or a user's repository), the run tags mlflow.log-model.history, mlflow.loggedArtifacts and
// mlflow.latest_checkpoint_artifact (paths below the run's own location).
std::vector<LocationColumn> const& location_columns() {
    static std::vector<LocationColumn> const columns{
        {"experiments", "artifact_location", {}},
        {"runs", "artifact_uri", {}},
        {"logged_models", "artifact_location", {}},
        {"model_versions", "source", {}},
        {"model_versions", "storage_location", {}},
        {"trace_tags", "value", {"mlflow.artifactLocation", "mlflow.trace.archiveLocation"}},
        {"workspaces", "default_artifact_root", {}},
        {"workspaces", "trace_archival_location", {}},
    };
    return columns;
}

void Rewrites::add(std::string_view old_and_new) {
    std::size_t const equals = old_and_new.find('=');
    if (equals != old_and_new.rfind('=')) {
        throw UsageError{
            "--rewrite-artifacts takes OLD=NEW with a single =. A location with a = in it cannot be rewritten",
            "name the folder above it as OLD, and a place without = as NEW"};
    }
    // An empty OLD would match every location, and an empty NEW is not a location.
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == old_and_new.size()) {
        throw UsageError{"--rewrite-artifacts takes OLD=NEW, and neither may be empty",
                         "for example --rewrite-artifacts /home/ann/mlruns=s3://bucket/mlruns"};
    }
    std::pair<std::string, std::string> rule{without_last_slash(old_and_new.substr(0, equals)),
                                             without_last_slash(old_and_new.substr(equals + 1))};
    if (is_masked(old_and_new) || rule.second == "NEW") {
        throw UsageError{"--rewrite-artifacts: NEW and *** are not locations",
                         "put the location itself in their place, with its password if it has one"};
    }
    for (auto const& [old, replacement] : rules_) {
        if (old == rule.first) {
            throw UsageError{fmt::format("--rewrite-artifacts: {} is given twice", masked(old)), "leave one of them"};
        }
    }
    auto const shorter = std::find_if(rules_.begin(), rules_.end(),
                                      [&](auto const& known) { return known.first.size() < rule.first.size(); });
    rules_.insert(shorter, std::move(rule));
}

std::size_t Rewrites::find(std::string_view location) const {
    auto const found = std::find_if(rules_.begin(), rules_.end(), [&](auto const& rule) {
        std::string const& old = rule.first;
        std::string_view const separating = separators(location);
        return location.starts_with(old) && (location.size() == old.size() || is_one_of(separating, old.back()) ||
                                             is_one_of(separating, location[old.size()]));
    });
    return static_cast<std::size_t>(found - rules_.begin());
}

std::optional<std::string> Rewrites::apply(std::string_view location) const {
    std::size_t const rule = find(location);
    if (rule == rules_.size()) return std::nullopt;
    auto const& [old, replacement] = rules_[rule];
    std::string rest{location.substr(old.size())};
    // In a Windows path the separators stay unchanged. Elsewhere a backslash does not separate components.
    if (is_windows_path(location) && !is_windows_path(replacement)) std::replace(rest.begin(), rest.end(), '\\', '/');
    std::string_view const separating = separators(replacement);
    std::string made = replacement;
    if (!rest.empty()) {
        bool const ended = is_one_of(separating, made.back());
        bool const begun = is_one_of(separating, rest.front());
        if (ended && begun) made.pop_back();
        if (!ended && !begun) made += '/';
    }
    return made + rest;
}

bool is_local(std::string_view location) {
    // In deleted model versions MLflow writes this text, which looks like a relative path.
    if (location.empty() || location == "REDACTED-SOURCE-PATH") return false;
    std::string_view const scheme = scheme_of(location);
    constexpr std::string_view file = "file";
    return scheme.size() < 2 || std::equal(scheme.begin(), scheme.end(), file.begin(), file.end(), [](char a, char b) {
               return std::tolower(static_cast<unsigned char>(a)) == b;
           });
}

std::string_view artifact_root(std::string_view location) {
    std::string_view const separating = separators(location);
    auto const above = [&](std::string_view path) { return parent(path, separating); };
    auto const last = [&](std::string_view path) { return last_component(path, separating); };
    std::string_view root = without_last_slash(location);
    for (std::string_view path = root; !path.empty(); path = above(path)) {
        if (is_entity_id(last(path))) root = above(path);
    }
    if (root.empty()) return location;
    for (std::string_view const kind : {"models", "traces"}) {
        if (root.size() != location.size() && last(root) == kind) {
            root = above(root);
            break;
        }
    }
    // Removes the experiment's id, unless the location consists of the id alone.
    if (all_of(last(root), std::isdigit) && !without_last_slash(above(root)).empty()) root = above(root);
    return root.empty() ? location : root;
}

void LocalArtifacts::add(std::string_view location) {
    if (!is_local(location)) return;
    ++total;
    std::string const shown = masked(location);
    std::string root{artifact_root(shown)};
    auto const found = roots.find(root);
    if (found != roots.end()) {
        ++found->second;
    } else if (roots.size() < most_roots) {
        roots.emplace(std::move(root), 1);
    }
}

std::vector<std::pair<std::string, std::uint64_t>> LocalArtifacts::by_count() const {
    std::vector<std::pair<std::string, std::uint64_t>> sorted{roots.begin(), roots.end()};
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](auto const& one, auto const& other) { return one.second > other.second; });
    return sorted;
}

}  // namespace mlflow2pg
