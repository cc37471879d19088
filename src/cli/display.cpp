#include "cli/display.hpp"

#include <chrono>
#include <cstdlib>
#include <exception>

#include "base/progress.hpp"
#include "cli/log.hpp"
#include "cli/terminal.hpp"

namespace mlflow2pg {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds between_drawings{250};
constexpr milliseconds between_lines{10'000};

}  // namespace

bool stderr_is_coloured(Options const& options) {
    if (options.color != When::automatic) return options.color == When::always;
    char const* const unwanted = std::getenv("NO_COLOR");
    return stderr_is_terminal() && (unwanted == nullptr || *unwanted == '\0');
}

Display::Display(Options const& options)
    : options_{options}, drawn_{options.log_format == LogFormat::text && stderr_is_terminal()} {
    bool const quiet = options.verbosity < 0 && options.progress == When::automatic;
    if (quiet || options.progress == When::never) return;
    try {
        thread_ = std::jthread{[this](std::stop_token const& stop) { run(stop); }};
    } catch (std::exception const&) {
        // Without a thread or memory to spare the work is done unseen.
    }
}

Display::~Display() {
    thread_ = {};
    try {
        if (drawn_ && stderr_is_ready()) draw({});
    } catch (std::exception const&) {
        // Lines that stay on a screen are no reason to fail.
    }
}

void Display::run(std::stop_token const& stop) try {
    for (;;) {
        std::unique_lock lock{mutex_};
        stopped_.wait_for(lock, stop, drawn_ ? between_drawings : between_lines, [] { return false; });
        if (stop.stop_requested()) return;
        // A reader who does not read must not hold up the end of the program.
        if (stderr_is_ready()) show();
    }
} catch (std::exception const&) {
    // As above.
}

void Display::show() const {
    Standing const standing = look();
    if (!drawn_) {
        if (!standing.running.empty()) print_progress(options_.log_format, standing);
        return;
    }
    TerminalSize const size = terminal_size();
    // The last column stays free, for terminals that begin a new line there; the last row is the cursor's.
    draw(standing_lines(standing, size.columns - 1, size.rows - 1, stderr_is_coloured(options_)));
}

}  // namespace mlflow2pg
