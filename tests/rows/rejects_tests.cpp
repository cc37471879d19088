// SPDX-License-Identifier: Apache-2.0
#include "rows/rejects.hpp"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "files.hpp"
#include "mlflow/plan.hpp"
#include "pieces.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

TablePlan table_with(std::size_t columns) {
    TablePlan table;
    table.name = "odd \"table\"";
    for (std::size_t i = 0; i < columns; ++i) {
        table.columns.push_back({Column{"c" + std::to_string(i), ColumnType::text}});
    }
    return table;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rejects_tests)

BOOST_AUTO_TEST_CASE(every_value_can_be_read_from_the_file_without_loss) {
    std::string every_byte;
    for (int byte = 0; byte < 128; ++byte) every_byte += static_cast<char>(byte);
    std::string const text = every_byte + "é日😀";
    std::string const broken = "\xC3\xA9\xFF\xC3";
    std::string const large(200'000, '\x01');
    Pieces const long_text{text + large, 3};
    Pieces const long_broken{broken, 1};
    Pieces const long_blob{every_byte, 5};
    std::vector<Value> const row{Value::null(),
                                 Value::of(std::numeric_limits<std::int64_t>::min()),
                                 Value::of(0.1),
                                 Value::of(-std::numeric_limits<double>::infinity()),
                                 Value::text(text),
                                 Value::text(large),
                                 Value::text(broken),
                                 Value::blob("\x01\xFF"),
                                 Value::in_pieces(Value::Type::text, long_text),
                                 Value::in_pieces(Value::Type::text, long_broken),
                                 Value::in_pieces(Value::Type::blob, long_blob),
                                 Value::text("")};
    TestFolder folder;
    RejectFile file{folder.file("r.jsonl")};
    file.add("rejected", table_with(row.size()), row, Value::of(std::int64_t{-7}), "c1: \"reason\"");
    BOOST_TEST(file.finish() == folder.file("r.jsonl"));
    std::string const content = file_content(folder.file("r.jsonl"));
    BOOST_TEST(content.find('\n') == content.size() - 1);
    nlohmann::json const line = nlohmann::json::parse(content);
    BOOST_TEST(line["kind"] == "rejected");
    BOOST_TEST(line["table"] == "odd \"table\"");
    BOOST_TEST(line["rowid"] == -7);
    BOOST_TEST(line["reason"] == "c1: \"reason\"");
    nlohmann::json const& values = line["row"];
    BOOST_TEST(values.size() == row.size());
    BOOST_TEST(values["c0"].is_null());
    BOOST_TEST(values["c1"] == std::numeric_limits<std::int64_t>::min());
    BOOST_TEST(values["c2"] == 0.1);
    BOOST_TEST(values["c3"]["$real"] == "-Infinity");
    BOOST_TEST(values["c4"].get<std::string>() == text);
    BOOST_TEST((values["c5"].get<std::string>() == large));
    BOOST_TEST(values["c6"]["$text"] == "c3a9ffc3");
    BOOST_TEST(values["c7"]["$blob"] == "01ff");
    BOOST_TEST((values["c8"].get<std::string>() == text + large));
    BOOST_TEST(values["c9"]["$text"] == "c3a9ffc3");
    BOOST_TEST(values["c10"]["$blob"].get<std::string>().starts_with("000102030405"));
    BOOST_TEST(values["c11"] == "");
}

BOOST_AUTO_TEST_CASE(without_a_row_there_is_no_file) {
    TestFolder folder;
    RejectFile file{folder.file("r.jsonl")};
    BOOST_TEST(file.finish() == "");
    BOOST_TEST(shell("ls -A " + folder.file("")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
