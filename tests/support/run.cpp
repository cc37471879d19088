#include "run.hpp"

#include "cli/options.hpp"
#include "commands/check.hpp"
#include "commands/discard.hpp"
#include "commands/migrate.hpp"
#include "commands/unseal.hpp"
#include "commands/verify.hpp"

namespace mlflow2pg::test {

Options options_for(Command command, std::string const& source, std::string const& target) {
    Options options;
    options.command = command;
    options.source = source;
    options.target = target;
    options.target_given = !target.empty();
    options.jobs = 2;
    options.reject_file = source + ".rejects.jsonl";
    options.mapping_file = source + ".experiment-ids.json";
    return options;
}

Outcome run(Options const& options) {
    Outcome outcome;
    try {
        switch (options.command) {
            case Command::check: check(options, outcome.report); break;
            case Command::migrate: migrate(options, outcome.report); break;
            case Command::verify: verify(options, outcome.report); break;
            case Command::discard: discard(options, outcome.report); break;
            case Command::unseal: unseal(options, outcome.report); break;
            case Command::revisions: break;
        }
    } catch (Error const& error) {
        outcome.code = error.code();
        outcome.error = error.what();
        outcome.next_step = error.next_step();
    }
    return outcome;
}

}  // namespace mlflow2pg::test
