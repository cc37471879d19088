#include "base/folder.hpp"

#include <dirent.h>

#include <cerrno>
#include <memory>
#include <new>
#include <string_view>

namespace mlflow2pg {

namespace {

struct Close {
    void operator()(DIR* folder) const { closedir(folder); }
};

}  // namespace

std::vector<std::string> names_in(std::string const& folder) {
    std::unique_ptr<DIR, Close> const opened{opendir(folder.c_str())};
    if (!opened && errno == ENOMEM) throw std::bad_alloc{};
    std::vector<std::string> names;
    while (dirent const* const entry = opened ? readdir(opened.get()) : nullptr) {
        std::string_view const name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    return names;
}

}  // namespace mlflow2pg
