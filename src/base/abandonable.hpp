// SPDX-License-Identifier: Apache-2.0
// Work in a thread of its own, for a call of a library that nothing can interrupt, such as the lookup of a host.
// Tested in tests/base/abandonable_tests.cpp.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <thread>

namespace mlflow2pg {

template <typename Result>
class Abandonable {
public:
    // Starts `work`, which must own all that it uses. Throws std::system_error if there can be no more threads.
    explicit Abandonable(std::function<Result()> work) {
        std::packaged_task<Result()> task{std::move(work)};
        result_ = task.get_future().share();
        thread_ = std::thread{std::move(task)};
    }
    // If the work is still not done, its thread is left to itself. Otherwise waits for the end of the thread: OpenSSL
    // frees what it keeps for a thread when that ends, and must not do so while the process exits.
    ~Abandonable() {
        if (is_done_within(std::chrono::milliseconds{0})) {
            thread_.join();
        } else {
            thread_.detach();
        }
    }
    Abandonable(Abandonable const&) = delete;
    Abandonable& operator=(Abandonable const&) = delete;

    bool is_done_within(std::chrono::milliseconds time) const {
        return result_.wait_for(time) == std::future_status::ready;
    }
    // Waits for the work. Throws what it threw.
    Result get() const { return result_.get(); }

private:
    std::shared_future<Result> result_;
    std::thread thread_;
};

}  // namespace mlflow2pg
