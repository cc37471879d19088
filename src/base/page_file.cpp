#include "base/page_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/error.hpp"

namespace mlflow2pg {

namespace {

[[noreturn]] void throw_errno(std::string const& doing) {
    throw std::system_error{errno, std::generic_category(), doing};
}

}  // namespace

PageFile::PageFile(std::string path) : path_{std::move(path)}, beside_{fmt::format("{}.partial-{}", path_, getpid())} {
    struct stat status {};
    bool const folder = stat(path_.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
    if (folder) errno = EISDIR;
    // Removes the file of a killed process that had our process number; in a container that number is always 1.
    if (!folder) unlink(beside_.c_str());
    file_ = folder ? -1 : open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file_ < 0) {
        throw UsageError{fmt::format("cannot write the report {}: {}", path_, std::strerror(errno)),
                         "name a place that can be written with --report FILE.html"};
    }
}

PageFile::~PageFile() {
    if (file_ >= 0) close(file_);
    if (!beside_.empty()) unlink(beside_.c_str());
}

void PageFile::publish(std::string_view content) {
    while (!content.empty()) {
        ssize_t const written = write(file_, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_errno("writing " + beside_);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    int const closed = close(std::exchange(file_, -1));
    if (closed != 0) throw_errno("writing " + beside_);
    if (std::rename(beside_.c_str(), path_.c_str()) != 0) throw_errno("renaming to " + path_);
    beside_.clear();
}

}  // namespace mlflow2pg
