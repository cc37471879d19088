// SPDX-License-Identifier: Apache-2.0
// Loaded into the program with LD_PRELOAD: of what it asks of the system, one call fails, as a bad disk, a full memory
// or a cut line would make it fail. All that follows is the real behaviour of the program and its libraries.
//
// MLFLOW2PG_FAULT=SITE:HOW:N
//   SITE  read     of a file: EIO
//         write    to a file, or forcing it to disk: ENOSPC, EIO
//         memory   malloc, calloc, realloc, and with them operator new, SQLite's and libpq's memory: ENOMEM
//         network  connect, send, recv: the connection is shut down, ECONNRESET
//   HOW   once     the N-th call fails, counted from 1 since main began, and the next one succeeds
//         forever  the N-th and every later one
//         outage   the N-th and every later one for two seconds
//         cut      the N-th read finds the end of the file
//         flip     the N-th write succeeds, and another byte than asked for is on the disk
//         kill, term, int   the N-th call is made after this signal to the process
//         never    no call fails
// MLFLOW2PG_FAULT_MARK names a file that is made when the N-th call comes; with `never`, at the end of main, with the
// number of calls in it.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <initializer_list>

namespace {

// Set once, before main.
char site[16] = "";
char how[16] = "";
long at = 0;
char const* mark = nullptr;

std::atomic<bool> in_main{false};
std::atomic<long> calls{0};
std::atomic<std::time_t> broken_at{0};  // seconds of the monotonic clock

std::time_t now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

bool is(char const* word, char const* other) { return std::strcmp(word, other) == 0; }

bool is_one_of(char const* word, std::initializer_list<char const*> others) {
    for (char const* const other : others) {
        if (is(word, other)) return true;
    }
    return false;
}

[[gnu::constructor]] void read_fault() {
    char const* const fault = std::getenv("MLFLOW2PG_FAULT");
    if (fault == nullptr) return;
    mark = std::getenv("MLFLOW2PG_FAULT_MARK");
    // A misspelt fault must not be taken for a run without a fault.
    if (std::sscanf(fault, "%15[a-z]:%15[a-z]:%ld", site, how, &at) != 3 || at < 1 || mark == nullptr ||
        !is_one_of(site, {"read", "write", "memory", "network"}) ||
        !is_one_of(how, {"once", "forever", "outage", "cut", "flip", "kill", "term", "int", "never"})) {
        std::abort();
    }
}

int signal_to_send() { return is(how, "kill") ? SIGKILL : is(how, "term") ? SIGTERM : is(how, "int") ? SIGINT : 0; }

// Whether the present call fails.
bool fails(char const* here) {
    if (!in_main.load() || !is(here, site)) return false;
    int const before = errno;
    long const number = ++calls;
    bool failing = number == at && !is(how, "never");
    if (failing) {
        broken_at.store(now());
        close(open(mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        if (int const signal = signal_to_send(); signal != 0) {
            kill(getpid(), signal);
            failing = false;
        }
    }
    constexpr std::time_t outage_seconds = 2;
    bool const lasts = is(how, "forever") || (is(how, "outage") && now() <= broken_at.load() + outage_seconds);
    errno = before;
    return failing || (lasts && number > at);
}

bool fails(char const* here, int error) {
    if (!fails(here)) return false;
    errno = error;
    return true;
}

// Pipes and terminals are not on a disk, and files in /proc have no size.
bool is_on_disk(int file) {
    struct stat status {};
    return fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
}

bool is_cut_off(int socket) {
    if (!fails("network", ECONNRESET)) return false;
    shutdown(socket, SHUT_RDWR);
    errno = ECONNRESET;
    return true;
}

template <typename Function>
Function* next(char const* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

int (*main_of_the_program)(int, char**, char**) = nullptr;

int watched_main(int count, char** arguments, char** environment) {
    in_main.store(true);
    int const code = main_of_the_program(count, arguments, environment);
    in_main.store(false);
    if (is(how, "never")) {
        int const file = open(mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        dprintf(file, "%ld", calls.load());
        close(file);
    }
    return code;
}

}  // namespace

extern "C" {

int __libc_start_main(int (*main)(int, char**, char**), int count, char** arguments, void (*init)(), void (*fini)(),
                      void (*end)(), void* stack) {
    main_of_the_program = main;
    static auto* const real = next<decltype(__libc_start_main)>("__libc_start_main");
    return real(watched_main, count, arguments, init, fini, end, stack);
}

ssize_t pread64(int file, void* to, std::size_t bytes, off64_t offset) {
    static auto* const real = next<decltype(pread64)>("pread64");
    if (fails("read", EIO)) return is(how, "cut") ? 0 : -1;
    return real(file, to, bytes, offset);
}

ssize_t read(int file, void* to, std::size_t bytes) {
    static auto* const real = next<decltype(read)>("read");
    if (is_on_disk(file) && fails("read", EIO)) return is(how, "cut") ? 0 : -1;
    return real(file, to, bytes);
}

ssize_t pwrite64(int file, void const* from, std::size_t bytes, off64_t offset) {
    static auto* const real = next<decltype(pwrite64)>("pwrite64");
    if (!fails("write", ENOSPC)) return real(file, from, bytes, offset);
    if (!is(how, "flip")) return -1;
    ssize_t const written = real(file, from, bytes, offset);
    std::size_t const middle = bytes / 2;
    char const other = static_cast<char>(static_cast<char const*>(from)[middle] ^ 1);
    return real(file, &other, 1, offset + static_cast<off64_t>(middle)) == 1 ? written : -1;
}

int ftruncate64(int file, off64_t bytes) noexcept {
    static auto* const real = next<decltype(ftruncate64)>("ftruncate64");
    return fails("write", EIO) ? -1 : real(file, bytes);
}

int fsync(int file) {
    static auto* const real = next<decltype(fsync)>("fsync");
    return fails("write", EIO) ? -1 : real(file);
}

int fdatasync(int file) {
    static auto* const real = next<decltype(fdatasync)>("fdatasync");
    return fails("write", EIO) ? -1 : real(file);
}

int connect(int socket, sockaddr const* to, socklen_t length) {
    static auto* const real = next<decltype(connect)>("connect");
    return is_cut_off(socket) ? -1 : real(socket, to, length);
}

ssize_t send(int socket, void const* from, std::size_t bytes, int flags) {
    static auto* const real = next<decltype(send)>("send");
    return is_cut_off(socket) ? -1 : real(socket, from, bytes, flags);
}

ssize_t recv(int socket, void* to, std::size_t bytes, int flags) {
    static auto* const real = next<decltype(recv)>("recv");
    return is_cut_off(socket) ? -1 : real(socket, to, bytes, flags);
}

void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);

void* malloc(std::size_t bytes) { return fails("memory", ENOMEM) ? nullptr : __libc_malloc(bytes); }

void* calloc(std::size_t count, std::size_t bytes) {
    return fails("memory", ENOMEM) ? nullptr : __libc_calloc(count, bytes);
}

void* realloc(void* block, std::size_t bytes) {
    return fails("memory", ENOMEM) ? nullptr : __libc_realloc(block, bytes);
}
}
