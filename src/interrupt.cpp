#include "interrupt.hpp"

#include <unistd.h>
#include <csignal>

#include <atomic>

#include "error.hpp"

namespace mlflow2pg {

namespace {

std::atomic<int> received{0};
std::atomic<bool> publishing{false};
static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");

int exit_code(int signal) { return signal == SIGINT ? 130 : 143; }

void remember(int signal) {
    int none = 0;
    if (!received.compare_exchange_strong(none, signal) && !publishing.load()) _exit(exit_code(signal));
}

}  // namespace

void install_signal_handlers() {
    struct sigaction action {};
    action.sa_handler = remember;
    for (int const signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
    action.sa_handler = SIG_IGN;
    // A write beyond the shell's file size limit then fails like one to a full disk.
    for (int const signal : {SIGPIPE, SIGXFSZ}) sigaction(signal, &action, nullptr);
}

Uninterruptible::Uninterruptible() { publishing.store(true); }
Uninterruptible::~Uninterruptible() { publishing.store(false); }

bool interrupted() { return !publishing.load() && received.load(std::memory_order_relaxed) != 0; }

void throw_if_interrupted() {
    if (interrupted()) throw Interrupted{static_cast<ExitCode>(exit_code(received.load()))};
}

}  // namespace mlflow2pg
