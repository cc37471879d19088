// SPDX-License-Identifier: Apache-2.0
// Handling of Ctrl-C and similar signals. The first signal sets a flag, which every loop checks within a fraction of a
// second. The second signal ends the process at once.
// Tested in tests/target/staging_tests.cpp.
#pragma once

namespace mlflow2pg {

// Installs handlers for SIGINT, SIGTERM and SIGHUP, except for those that the caller already ignores (as nohup does).
// Ignores SIGPIPE and SIGXFSZ. Call it once, before any thread starts.
void install_signal_handlers();

bool interrupted();
// Whether a signal has arrived, even one that stops nothing now.
bool signal_received();

// While an object of this class exists, signals are recorded but stop nothing. Once the COMMIT of a publish is sent,
// the program has to wait for the answer. Otherwise it would report a wrong outcome.
class Uninterruptible {
public:
    Uninterruptible();
    ~Uninterruptible();
    Uninterruptible(Uninterruptible const&) = delete;
    Uninterruptible& operator=(Uninterruptible const&) = delete;

    // Call it when the work has succeeded. From then on the first signal stops nothing, and the second ends the process
    // with exit code 0.
    void succeeded();
};

// Throws Interrupted if a signal has arrived: with exit code 130 for SIGINT, 143 for SIGTERM or SIGHUP.
void throw_if_interrupted();

}  // namespace mlflow2pg
