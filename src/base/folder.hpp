// What lies in a folder. std::filesystem's iterator ends the program when it runs out of memory (libstdc++ 12: a
// noexcept function that allocates), and tells a folder that cannot be listed from an empty one by an error code only.
#pragma once

#include <string>
#include <vector>

namespace mlflow2pg {

// The names of its entries, as bytes and in no order, without "." and ".."; none when it cannot be listed: it is not
// there, or not ours to see. Throws std::bad_alloc.
std::vector<std::string> names_in(std::string const& folder);

}  // namespace mlflow2pg
