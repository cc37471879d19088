// SPDX-License-Identifier: Apache-2.0
#include "steps/perform.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "mlflow/plan.hpp"
#include "source/integrity.hpp"
#include "steps/load.hpp"
#include "steps/read_again.hpp"
#include "steps/read_back.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

namespace {

StepResult check_integrity(Step const& step, Work const& work, Worker& worker) {
    std::vector<std::string> const problems = integrity_problems(work.source.reader(worker.stop()), step.tables);
    if (!problems.empty()) {
        throw CorruptError{fmt::format("source {} is damaged: {}", work.source.path(), fmt::join(problems, "; "))};
    }
    return {};
}

}  // namespace

StepResult perform(Step const& step, Work const& work, Worker& worker) {
    switch (step.kind) {
        case Step::Kind::check_integrity: return check_integrity(step, work, worker);
        case Step::Kind::load: return load(step, work, worker);
        case Step::Kind::read_again: return read_again(step, work, worker);
        case Step::Kind::read_back: return read_back(step, work, worker);
        case Step::Kind::statements: worker.connection().execute(step.sql); return {};
        case Step::Kind::build_index:
            worker.connection().execute(index_settings(step.rows, worker.spare()) + step.sql);
            return {};
    }
    throw Error{ExitCode::internal, fmt::format("step {}: unknown kind", step.name)};
}

}  // namespace mlflow2pg
