// SPDX-License-Identifier: Apache-2.0
#include "steps/worker.hpp"

#include <spdlog/spdlog.h>

#include "base/error.hpp"

namespace mlflow2pg {

// Begins a transaction on the existing connection. Returns false if there is none, or if it was lost.
bool Worker::begin_again() {
    if (!connection_) return false;
    try {
        connection_->execute("BEGIN");
        return true;
    } catch (ServerError const& lost) {
        if (!lost.connection_lost()) throw;
        spdlog::info("connecting again: {}", lost.what());
        waited_before_ = server_seconds();
        connection_.reset();
        return false;
    }
}

PgConnection& Worker::connection() {
    if (in_transaction_) return *connection_;
    if (!begin_again()) {
        connection_ = std::make_unique<PgConnection>(sessions_.conninfo, stop_);
        // Together in one message. If the transaction is rolled back, so are the settings; the session is not used
        // again.
        connection_->execute(sessions_.settings + ";\nBEGIN");
        connected_(connection_->server_process());
    }
    in_transaction_ = true;
    return *connection_;
}

// A step that read only the source has no transaction.
void Worker::commit() {
    if (!in_transaction_) return;
    connection_->execute("COMMIT");
    in_transaction_ = false;
}

}  // namespace mlflow2pg
