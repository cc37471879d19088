// A table as the source's own schema describes it.
// Tested in tests/mlflow/plan_tests.cpp
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mlflow2pg {

struct SourceColumn {
    std::string name;
    bool generated = false;
};

struct SourceTable {
    std::string name;
    std::vector<SourceColumn> columns;
    std::vector<std::vector<std::string>> unique_keys;  // sets of columns that SQLite itself keeps unique
    bool has_rowid = true;
    std::int64_t estimated_rows = 0;  // exact up to 5000, a guess above
    std::int64_t row_bytes = 0;       // of its values, about; known from 100 rows on
};

}  // namespace mlflow2pg
