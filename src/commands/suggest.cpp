// SPDX-License-Identifier: Apache-2.0
#include "commands/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "cli/option_table.hpp"
#include "source/seal.hpp"
#include "target/citus.hpp"
#include "target/conninfo.hpp"

namespace mlflow2pg {

namespace {

// The user has to complete --rewrite-artifacts in two cases: a rule contains a masked password, or its result is too
// long for the column (a truncated location would point nowhere).
bool has_masked_rule(Report const& report) {
    return report.plan && std::any_of(report.plan->rewrites.begin(), report.plan->rewrites.end(),
                                      [](auto const& rule) { return is_masked(rule.first) || is_masked(rule.second); });
}
bool has_too_long_rule(Report const& report) {
    return report.scan && report.rejects.rows.empty() &&
           std::any_of(report.scan->counts.begin(), report.scan->counts.end(),
                       [](auto const& count) { return count.first.second == Reason::rewritten_too_long; });
}

NextSteps hint_of_masked_rule(Report const& report) {
    NextSteps hints;
    if (has_masked_rule(report)) {
        hints.push_back(
            {"write your own --rewrite-artifacts in place of OLD=NEW: it has a password, which is not shown"});
    }
    return hints;
}

// The rule as "OLD=NEW", with placeholders for the parts that the user has to write.
std::string shown_rule(std::string const& rule, bool too_long) {
    std::size_t const equals = rule.find('=');
    std::string const old = masked(rule.substr(0, equals));
    std::string const replacement = masked(rule.substr(equals + 1));
    if (is_masked(old) || is_masked(replacement)) return "OLD=NEW";
    return old + "=" + (too_long ? "NEW" : replacement);
}

// The command with SOURCE, TARGET and those of the given options that the command has. target: an address without the
// password; empty when none was named. too_long: the user has to write a shorter rule of --rewrite-artifacts.
std::string command_line(Command command, std::string_view flags, Options const& options, std::string const& source,
                         std::string const& target, bool too_long = false) {
    std::string line = fmt::format("mlflow2pg {} {}{}", name(command), flags, shell_word(source));
    if (!target.empty()) line.append(" ").append(shell_word(target));
    for (GivenOption given : suggested_options(options, command)) {
        if (given.spec->secret) given.text = shown_rule(given.text, too_long);  // --rewrite-artifacts
        line.append(" ").append(shell_text(given));
    }
    return line;
}

// The package on PyPI of the driver that SQLAlchemy uses for the address. MLflow does not depend on any, and SQLite
// needs none. https://docs.sqlalchemy.org/en/20/dialects/postgresql.html
std::string driver_package(std::string_view uri) {
    std::size_t const plus = uri.find('+');
    std::string const driver{plus == std::string_view::npos ? "psycopg2"
                                                            : uri.substr(plus + 1, uri.find(':') - plus - 1)};
    if (driver == "psycopg2") return "psycopg2-binary";
    return driver == "psycopg" ? "psycopg[binary]" : driver;
}

// releases: such as "2.8.0-2.12.2".
std::string_view newest_of(std::string_view releases) { return releases.substr(releases.find_last_of("-, ") + 1); }

// How to install MLflow for the target. Empty when the revision is of a release that is newer than this program.
NextSteps installing(std::string const& releases, std::string_view uri) {
    if (releases.empty()) return {};
    std::string_view const newest = newest_of(releases);
    std::string const others = newest == releases ? "" : fmt::format(" (or another of {})", releases);
    return {{fmt::format("install the database's MLflow release, {}{}, and the driver for PostgreSQL", newest, others),
             install_command(releases, Store::tracking, uri)}};
}

std::string distribute_command(Target const& target) { return "mlflow2pg distribute " + shell_word(target.uri()); }

}  // namespace

std::string install_command(std::string_view releases, Store store, std::string_view uri) {
    if (releases.empty()) return {};
    std::string const package =
        fmt::format("{}=={}", store == Store::tracking ? "mlflow" : "mlflow[auth]", newest_of(releases));
    // With SQLAlchemy 2.1, which pip would take, older releases do not start.
    std::string const command = fmt::format("pip install {} 'sqlalchemy<2.1'", shell_word(package));
    return uri.empty() ? command : command + " " + shell_word(driver_package(uri));
}

Options cut_over(Options options) {
    options.backup = true;
    // A seal would stop the migration of the file's other store, and not everybody may write the file.
    options.seal = options.seal || (!options.store && can_be_sealed(source_path(options.source)));
    return options;
}

std::string rehearsal(Options options, std::string const& source, std::string const& target, bool too_long) {
    options.backup = false;
    options.seal = false;
    return command_line(Command::migrate, "--dry-run ", options, source, target, too_long);
}

std::string comparison(Options const& options, std::string const& source, std::string const& target) {
    return command_line(Command::verify, "", options, source, target);
}

Suggestions suggest_migration(Options const& options, Report const& report, Target const* target, First first) {
    Suggestions suggestions;
    std::string const& source = report.source->path;
    std::string const address = target == nullptr ? "" : target->uri();
    bool const too_long = has_too_long_rule(report);
    if (first == First::rehearse) {
        suggestions.commands.push_back(
            {"rehearse it: everything but the publish", rehearsal(options, source, address, too_long)});
    } else if (first == First::prepare) {
        suggestions.commands.push_back({"prepare again, while MLflow runs",
                                        command_line(Command::prepare, "", options, source, address, too_long)});
    }
    if (target != nullptr) {
        std::uint64_t const left_out = report.forecast.left_out;
        suggestions.commands.push_back(
            {left_out == 0 ? "stop MLflow, then migrate"
                           : fmt::format("stop MLflow, then migrate, leaving out {}", counted(left_out, "row")),
             command_line(Command::migrate, "", options, source, address, too_long)});
    } else {
        suggestions.commands.push_back({"look at the target, too: put its address in place of this one",
                                        command_line(Command::check, "", options, source, "", too_long) +
                                            " --target postgresql://USER@HOST/DATABASE"});
    }
    if (target != nullptr) suggestions.hints = hints_of_password(*target);
    for (NextStep& hint : hint_of_masked_rule(report)) suggestions.hints.push_back(std::move(hint));
    if (has_too_long_rule(report)) {
        suggestions.hints.push_back(
            {"write a shorter location in place of NEW: with the given one, a location is too long for its column"});
    }
    return suggestions;
}

Suggestions suggest_start(Report const& report, Target const& target, std::string const& releases) {
    Suggestions suggestions;
    SourceFacts const& source = *report.source;
    std::string const& uri = report.target->uri;
    NextSteps& next = suggestions.commands;
    if (source.store == Store::tracking) {
        next = installing(releases, uri);
        next.push_back({"start it on the target, with the other options of the old server",
                        "mlflow server --backend-store-uri " + shell_word(uri)});
    } else {
        std::string ini;  // Python's configparser reads %% as %
        for (char const character : uri) ini += character == '%' ? "%%" : std::string(1, character);
        // Many releases have the same auth revision. Which of them fits, the tracking database says.
        next.push_back(
            {fmt::format("start the same MLflow as before, with its old options, and with database_uri = {} "
                         "in basic_auth.ini, the file that $MLFLOW_AUTH_CONFIG_PATH names. It needs {}",
                         ini, driver_package(uri))});
    }
    suggestions.hints = hints_of_password(target);
    if (report.command == Command::migrate) {
        suggestions.hints.push_back(
            {"a newer MLflow upgrades the database, some releases as soon as they start. After that there is no way "
             "back to SQLite"});
        // After verify, which would find another revision, and before the start, which needs the new one.
        next.insert(std::prev(next.end()),
                    {"only for a newer MLflow in its place: upgrade the database before you start it",
                     upgrade_command(source.store, shell_word(uri))});
    }
    return suggestions;
}

Suggestions suggest_verify(Options const& options, Report const& report, Target const& target) {
    // verify would report rows that were left out as differences.
    if (!report.rejects.rows.empty()) return {};
    return {{{"compare both once more, before MLflow writes to the target",
              comparison(options, report.source->path, target.uri())}},
            hint_of_masked_rule(report)};
}

NextSteps suggest_distributing(Options const& options, Target& target) {
    if (!options.distribute || is_distributed(target)) return {};
    return {{"to distribute the tables that are there", distribute_command(target)}};
}

Suggestions suggest_upkeep(Report const& report, Target& target) {
    if (!report.distribution) return {};
    auto const database = target.query(
        "SELECT format('ALTER DATABASE %I SET citus.multi_shard_modify_mode = sequential', datname), "
        "pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()")[0];
    std::vector<std::string> const sequential{database[0].c_str()};
    NextSteps hints{{"before each mlflow db upgrade", target.own_psql({undistribute_sql(target)})},
                    {"after each mlflow db upgrade", distribute_command(target)}};
    if (report.distribution->nodes == 1) {
        hints.push_back(
            {"one node holds all rows. To spread them, run CREATE EXTENSION citus in a database of this name on each "
             "worker; then, as a superuser on the coordinator, with its and the worker's address",
             target.psql({"SELECT citus_set_coordinator_host('COORDINATOR', 5432)",
                          "SELECT citus_add_node('WORKER', 5432)", "SELECT rebalance_table_shards()"})});
    }
    return {{{"once, as the owner of the database: without it, mlflow gc can fail on distributed tables",
              database[1].as<bool>() ? target.own_psql(sequential) : target.psql(sequential)}},
            hints};
}

std::string once_more(std::vector<std::string> const& arguments, std::string const& target, std::string_view with) {
    std::istringstream words{std::string{with}};
    std::vector<std::string> const added{std::istream_iterator<std::string>{words}, {}};
    bool const has_secret = masked(target) != target;
    std::string const address = has_secret ? address_of(parameters_of(target_conninfo(target))) : "";
    std::string line = "mlflow2pg";
    bool complete = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string const& typed = arguments[i];
        if (typed == "--" && !std::exchange(complete, true)) line.append(" ").append(with);  // no options after it
        std::size_t const end_of_name = typed.find('=');
        auto const option = std::find(added.begin(), added.end(), typed.substr(0, end_of_name));
        if (!complete && option != added.end() && option->starts_with("--")) {
            auto const value = std::next(option);
            if (value != added.end() && !value->starts_with("--") && end_of_name == std::string::npos) ++i;
            continue;
        }
        bool const is_rule = i > 0 && arguments[i - 1] == "--rewrite-artifacts";
        line.append(" ").append(shell_word(has_secret && typed.ends_with(target)
                                               ? typed.substr(0, typed.size() - target.size()) + address
                                           : is_rule ? shown_rule(typed, false)
                                                     : masked(typed)));
    }
    return complete ? line : line.append(" ").append(with);
}

NextSteps hints_of_password(Target const& target) {
    if (!target.has_password()) return {};
    return {{"the printed addresses leave the password out: set PGPASSWORD, or write it to ~/.pgpass"}};
}

}  // namespace mlflow2pg
