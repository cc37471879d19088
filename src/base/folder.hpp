// SPDX-License-Identifier: Apache-2.0
// Reads and changes the entries of a folder. std::filesystem's iterator is not used, for two reasons: in libstdc++ 12 a
// noexcept function of it allocates, so running out of memory would end the program; and only an error code
// distinguishes a folder that cannot be listed from an empty one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlflow2pg {

// The names in the folder as bytes, in no order, without "." and "..". Empty when the folder does not exist or cannot
// be read; errno then says why. Throws std::bad_alloc.
std::vector<std::string> names_in(std::string const& folder);

// The absolute path of the folder that the file is in.
std::string folder_of(std::string const& file);

// The path, or path-2, path-3 and so on: the first at which there is nothing, not even a link that leads nowhere.
std::string free_name(std::string const& path);

// How many bytes this user may still write to the folder's file system. Nothing when that is not known; errno then says
// why.
std::optional<std::uint64_t> free_bytes(std::string const& folder);

// Renames a file, but never over another one. Returns 0, EEXIST if `to` exists, or another errno.
int rename_to_new(std::string const& from, std::string const& to);

// Forces the entries of the file's folder to disk. Returns 0 or an errno.
int sync_folder_of(std::string const& file);

}  // namespace mlflow2pg
