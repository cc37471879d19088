// Ctrl-C and its kin. The first signal is remembered and noticed by every loop within a fraction of a second;
// the second ends the process at once.
// Tested in tests/target/staging_tests.cpp.
#pragma once

namespace mlflow2pg {

// Takes over SIGINT, SIGTERM and SIGHUP, but for those that the caller has set to be ignored (nohup does), and ignores
// SIGPIPE and SIGXFSZ. Call once, before any thread starts.
void install_signal_handlers();

bool interrupted();

// While one of these lives, signals are remembered but end nothing: a publish that was sent must be awaited, or its
// outcome would be told wrong.
class Uninterruptible {
public:
    Uninterruptible();
    ~Uninterruptible();
    Uninterruptible(Uninterruptible const&) = delete;
    Uninterruptible& operator=(Uninterruptible const&) = delete;

    // What was asked for has happened: signals stop nothing any more, and the second ends the process with exit code 0.
    void succeeded();
};

// Throws Interrupted, with 130 for SIGINT and 143 for SIGTERM or SIGHUP, once a signal has come.
void throw_if_interrupted();

}  // namespace mlflow2pg
