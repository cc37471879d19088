// How much of a task on a thread has passed. What reads and sends rows counts them where they pass, several calls below
// the task; another thread looks at the count while it grows.
// Tested in tests/base/progress_tests.cpp.
#pragma once

#include <atomic>
#include <cstdint>

namespace mlflow2pg {

struct Tally {
    std::atomic<std::uint64_t> rows{0};
    std::atomic<std::uint64_t> bytes{0};  // to or from the server or a copy of the file
};

namespace detail {
// Of the thread's innermost task (progress.hpp); null when it has none.
inline constinit thread_local Tally* tally = nullptr;

// Only the tally's own thread writes, so no other can come between the two.
inline void add(std::atomic<std::uint64_t>& count, std::uint64_t more) {
    count.store(count.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
}
}  // namespace detail

// Cheap enough for every row.
inline void count_row() {
    if (detail::tally != nullptr) detail::add(detail::tally->rows, 1);
}
inline void count_bytes(std::uint64_t bytes) {
    if (detail::tally != nullptr) detail::add(detail::tally->bytes, bytes);
}

}  // namespace mlflow2pg
