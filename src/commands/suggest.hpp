// SPDX-License-Identifier: Apache-2.0
// The commands to run next.
// Tested in tests/commands/next_tests.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "report/report.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// The options of the real migration that follows a check or a dry run with the given options.
Options cut_over(Options options);

// The command for a rehearsal of the migration with these options. target: an address; empty for a throwaway server.
// too_long: what --rewrite-artifacts made does not fit, so the user has to write a shorter rule.
std::string rehearsal(Options options, std::string const& source, std::string const& target, bool too_long = false);

// The user's own command with the options `with`; what the user typed for the same options is left out, and so is
// TARGET's password.
// arguments: as typed, without the program's name. target: as typed; empty when none was.
// with: options with their values, quoted for a shell: "--fix nul,truncate --restart".
std::string once_more(std::vector<std::string> const& arguments, std::string const& target, std::string_view with);

// The command that compares both databases after a migration with these options. target: an address.
std::string comparison(Options const& options, std::string const& source, std::string const& target);

// A shell command that installs the newest of the releases, and the driver for the address. releases: of MLflow, with
// one revision, such as "2.8.0-2.12.2"; empty: unknown, and so is the command. uri: of a PostgreSQL database, with
// SQLAlchemy's driver if it names one; empty: for SQLite.
std::string install_command(std::string_view releases, Store store, std::string_view uri);

// What to run before the migration.
enum class First { nothing, rehearse, prepare };

// The migration to run next, and a hint if the user has to complete it. options: of that migration. report: must have
// the source and the plan. target: null when none was named.
Suggestions suggest_migration(Options const& options, Report const& report, Target const* target, First first);

// How to start MLflow on the target after a migration. report: must have both databases.
// releases: of MLflow, with the target's revision; empty: unknown.
Suggestions suggest_start(Report const& report, Target const& target, std::string const& releases);

// How to compare both databases after a migration with these options.
Suggestions suggest_verify(Options const& options, Report const& report, Target const& target);

// With --distribute, how to distribute a plain store that is there already.
NextSteps suggest_distributing(Options const& options, Target& target);

// The statements that a distributed store needs before and after MLflow's own commands; nothing for a plain store.
Suggestions suggest_upkeep(Report const& report, Target& target);

// A hint about where the password comes from, because printed addresses contain none. Empty if TARGET has no password.
NextSteps hints_of_password(Target const& target);

}  // namespace mlflow2pg
