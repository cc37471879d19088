// SPDX-License-Identifier: Apache-2.0
#include "steps/worker.hpp"

#include <spdlog/spdlog.h>

#include "base/error.hpp"

namespace mlflow2pg {

// Whether there is a session. If it was idle for a while, also asks whether it still answers: proxies and firewalls
// close idle connections. They do not do so within a second, so a busy session is spared the round trip.
bool Worker::is_connected() {
    constexpr double short_time = 1;
    if (!connection_) return false;
    if (idle_.seconds() < short_time) return true;
    try {
        connection_->execute("SELECT 1");
        return true;
    } catch (ServerError const& lost) {
        if (!lost.connection_lost()) throw;
        spdlog::info("connecting again: {}", lost.what());
        abandon();
        return false;
    }
}

PgConnection& Worker::connection() {
    if (in_transaction_) return *connection_;
    if (!is_connected()) {
        connection_ =
            std::make_unique<PgConnection>(sessions_.conninfo, stop_, PgConnection::Silence::look, sessions_.settings);
        connected_(connection_->server_process());
    }
    connection_->defer("BEGIN");
    in_transaction_ = true;
    return *connection_;
}

void Worker::abandon() {
    waited_before_ = server_seconds();
    connection_.reset();
    in_transaction_ = false;
}

// A step that read only the source has no transaction.
void Worker::commit() {
    if (!in_transaction_) return;
    connection_->execute("COMMIT");
    in_transaction_ = false;
    idle_ = {};
}

}  // namespace mlflow2pg
