// SPDX-License-Identifier: Apache-2.0
#include "source/source_facts.hpp"

#include "mlflow/recorded_schema.hpp"
#include "source/backup.hpp"
#include "source/seal.hpp"

namespace mlflow2pg {

SourceFacts look_at(Source const& source) {
    Revision const* const known = find_revision(source.revision(), source.store());
    return {source.path(),
            source.size(),
            source.store(),
            source.revision(),
            known == nullptr ? "" : known->releases,
            source.journal_mode(),
            find_holders(source.files()),
            read_seal(source.reader()).value_or(""),
            partial_backups(source.path())};
}

}  // namespace mlflow2pg
