// The entries of a folder. std::filesystem's iterator is not used: in libstdc++ 12 a noexcept function of it allocates,
// so running out of memory ends the program; and only an error code distinguishes a folder that cannot be listed from
// an empty one.
#pragma once

#include <string>
#include <vector>

namespace mlflow2pg {

// The names in the folder as bytes, in no order, without "." and "..". Empty when the folder does not exist or cannot
// be read; errno then says why. Throws std::bad_alloc.
std::vector<std::string> names_in(std::string const& folder);

}  // namespace mlflow2pg
