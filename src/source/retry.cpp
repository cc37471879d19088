// SPDX-License-Identifier: Apache-2.0
#include "source/retry.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

spdlog::level::level_enum level_of_try(int number) {
    return number <= 3 ? spdlog::level::debug : number <= 7 ? spdlog::level::info : spdlog::level::warn;
}

// Half of the pause is fixed and half is random, so that two waiting programs do not stay in step.
milliseconds with_jitter(milliseconds pause) {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    return pause / 2 + milliseconds{std::uniform_int_distribution<long long>{0, pause.count() / 2}(random)};
}

void pause_for(milliseconds duration) {
    Clock::time_point const end = Clock::now() + duration;
    while (Clock::now() < end) {
        throw_if_interrupted();
        std::this_thread::sleep_for(std::min<Clock::duration>(milliseconds{100}, end - Clock::now()));
    }
}

// Stores the count for the caller even if an exception ends the tries.
class Counting {
public:
    explicit Counting(RetryCount* told) : told_{told} {}
    ~Counting() {
        if (told_ != nullptr) *told_ = count();
    }
    Counting(Counting const&) = delete;
    Counting& operator=(Counting const&) = delete;

    void next_try() { ++tries_; }
    int tries() const { return tries_; }
    milliseconds spent() const { return std::chrono::duration_cast<milliseconds>(Clock::now() - start_); }
    RetryCount count() const { return {std::max(tries_ - 1, 0), spent()}; }

private:
    RetryCount* told_;
    Clock::time_point start_ = Clock::now();
    int tries_ = 0;
};

}  // namespace

RetryCount retry_while_busy(std::string const& doing, RetryLimits const& limits,
                            std::function<void(milliseconds)> const& attempt, RetryCount* counted) {
    Counting counting{counted};
    milliseconds pause = limits.first_pause;
    for (;;) {
        counting.next_try();
        try {
            attempt(std::clamp(limits.total - counting.spent(), milliseconds{1}, limits.longest_try));
            return counting.count();
        } catch (BusyError const& busy) {
            milliseconds const left = limits.total - counting.spent();
            if (left <= milliseconds{0}) {
                throw BusyError{
                    fmt::format("{}: still busy after {} in {} s: {}", doing,
                                mlflow2pg::counted(static_cast<std::uint64_t>(counting.tries()), "try", "tries"),
                                counting.spent().count() / 1000, busy.what()),
                    busy.next_steps()};
            }
            milliseconds const rest = std::min(with_jitter(pause), left);
            spdlog::log(level_of_try(counting.tries()), "{}: busy (try {}), next try in {} ms: {}", doing,
                        counting.tries(), rest.count(), busy.what());
            pause_for(rest);
            pause = std::min(pause * 2, limits.longest_pause);
        }
    }
}

}  // namespace mlflow2pg
