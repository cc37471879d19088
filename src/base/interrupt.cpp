// SPDX-License-Identifier: Apache-2.0
#include "base/interrupt.hpp"

#include <unistd.h>
#include <csignal>

#include <atomic>

#include "base/error.hpp"

namespace mlflow2pg {

namespace {

enum class Phase { interruptible, uninterruptible, succeeded };

std::atomic<int> received{0};
std::atomic<Phase> phase{Phase::interruptible};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<Phase>::is_always_lock_free,
              "used in a signal handler");

int exit_code(int signal) { return signal == SIGINT ? 130 : 143; }

// The signal handler. The second signal ends the process, unless a publish is being awaited.
void remember(int signal) {
    int none = 0;
    if (received.compare_exchange_strong(none, signal)) return;
    switch (phase.load()) {
        case Phase::interruptible: _exit(exit_code(signal));
        case Phase::uninterruptible: return;
        case Phase::succeeded: _exit(0);
    }
}

}  // namespace

void install_signal_handlers() {
    struct sigaction action {};
    action.sa_handler = remember;
    for (int const signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
    }
    action.sa_handler = SIG_IGN;
    // With SIGXFSZ ignored, a write beyond the shell's file size limit fails like a write to a full disk.
    for (int const signal : {SIGPIPE, SIGXFSZ}) sigaction(signal, &action, nullptr);
}

Uninterruptible::Uninterruptible() { phase.store(Phase::uninterruptible); }
Uninterruptible::~Uninterruptible() {
    Phase open = Phase::uninterruptible;
    phase.compare_exchange_strong(open, Phase::interruptible);
}
void Uninterruptible::succeeded() { phase.store(Phase::succeeded); }

bool interrupted() {
    return phase.load(std::memory_order_relaxed) == Phase::interruptible &&
           received.load(std::memory_order_relaxed) != 0;
}

bool signal_received() { return received.load(std::memory_order_relaxed) != 0; }

void throw_if_interrupted() {
    if (interrupted()) throw Interrupted{static_cast<ExitCode>(exit_code(received.load()))};
}

}  // namespace mlflow2pg
