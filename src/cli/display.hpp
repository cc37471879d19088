// Shows on stderr what the program is at: lines that are redrawn in place on a terminal, elsewhere a line now and then.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "cli/options.hpp"

namespace mlflow2pg {

// Whether stderr gets colours: as asked for, else on a terminal, unless NO_COLOR is there (https://no-color.org).
bool stderr_is_coloured(Options const& options);

// From its construction to its end, when the lines are gone from the terminal. What is quick is never shown.
class Display {
public:
    // options must outlive this object.
    explicit Display(Options const& options);
    ~Display();
    Display(Display const&) = delete;
    Display& operator=(Display const&) = delete;

private:
    void run(std::stop_token const& stop);
    void show() const;

    Options const& options_;
    bool drawn_;  // else written line by line
    std::mutex mutex_;
    std::condition_variable_any stopped_;
    std::jthread thread_;  // last, since it uses the others
};

}  // namespace mlflow2pg
