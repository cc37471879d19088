#include "steps/worker.hpp"

namespace mlflow2pg {

PgConnection& Worker::connected(std::unique_ptr<PgConnection>& connection) {
    if (!connection) {
        connection = std::make_unique<PgConnection>(sessions_.conninfo, stop_);
        connection->execute(sessions_.settings);
        watch_.add(connection->server_process());
    }
    return *connection;
}

double Worker::server_seconds() const {
    return (first_ ? first_->waited_seconds() : 0) + (second_ ? second_->waited_seconds() : 0);
}

}  // namespace mlflow2pg
