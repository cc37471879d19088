// SPDX-License-Identifier: Apache-2.0
// Measures alone the functions that run for each row and each value of a large table, so that a change of their cost is
// seen. Prints rows and bytes per second; the bytes are those of the values as SQLite returns them.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/checksum.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"
#include "mlflow/recorded_schema.hpp"
#include "rows/convert.hpp"
#include "rows/encode.hpp"

using namespace mlflow2pg;

namespace {

// The plan of one of MLflow's tables, as the program makes it.
TablePlan plan_of(std::string_view name) {
    TablePlan plan;
    Schema const schema = recorded_schema("f4a9b2c7d1e6");
    plan.name = name;
    for (Column const& column : schema.find_table(name)->columns) {
        if (!column.generated) plan.columns.push_back({column});
    }
    plan.key = {0};
    return plan;
}

// Text like that of prompts: ASCII words, and now and then a character of several bytes.
std::string words(std::size_t size) {
    std::string text;
    while (text.size() < size) text += "the answer is in the documents that were retrieved \u2013 see above. ";
    text.resize(size);
    while (!is_utf8(text)) text.pop_back();
    return text;
}

// A span as MLflow writes it: JSON that holds JSON as text.
std::string span_content(std::size_t size) {
    nlohmann::json const inputs{{"messages", {{{"role", "user"}, {"content", words(size - 500)}}}}};
    nlohmann::json const span{{"trace_id", "He9SDaSyswaziiJIrUcpjw=="},
                              {"span_id", "x/Nif3YDEMc="},
                              {"name", "ChatCompletion"},
                              {"kind", "SPAN_KIND_INTERNAL"},
                              {"start_time_unix_nano", 1700000012440000015},
                              {"end_time_unix_nano", 1700000012994986601},
                              {"events", nlohmann::json::array()},
                              {"status", {{"code", "STATUS_CODE_OK"}, {"message", ""}}},
                              {"attributes",
                               {{"mlflow.traceRequestId", "\"tr-1def520da4b2b306b38a2248ad47298f\""},
                                {"mlflow.spanType", "\"CHAT_MODEL\""},
                                {"mlflow.spanInputs", inputs.dump()}}},
                              {"links", nlohmann::json::array()}};
    return span.dump();
}

struct Sample {
    TablePlan plan;
    std::vector<Value> row;
};

Sample const& metrics_row() {
    static Sample const sample{
        plan_of("metrics"),
        {Value::text("train/loss"), Value::of(0.34211067), Value::of(std::int64_t{1700179382209}),
         Value::text("4790cb2f65e5c51e0b8020f9a1115982"), Value::of(std::int64_t{99}), Value::of(std::int64_t{0})}};
    return sample;
}

Sample const& span_row() {
    static std::string const content = span_content(4096);
    static Sample const sample{
        plan_of("spans"),
        {Value::text("tr-1def520da4b2b306b38a2248ad47298f"), Value::of(std::int64_t{1}),
         Value::text("c7f3627f760310c7"), Value::text("f62d1bd681323107"), Value::text("ChatCompletion"),
         Value::text("CHAT_MODEL"), Value::text("OK"), Value::of(std::int64_t{1700000012440000015}),
         Value::of(std::int64_t{1700000012994986601}), Value::text(content), Value::of(0.001012), Value::of(0.000984),
         Value::of(0.001996), Value::text("llama-3.1-70b"), Value::text("databricks")}};
    return sample;
}

std::int64_t size_of(std::span<Value const> row) {
    std::int64_t size = 0;
    for (Value const& value : row) {
        bool const is_number = value.type == Value::Type::integer || value.type == Value::Type::real;
        size += is_number ? 8 : static_cast<std::int64_t>(value.bytes.size());
    }
    return size;
}

void count(benchmark::State& state, std::int64_t bytes) {
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * bytes);
}

// Values that do not fit would measure the path of misfits.
bool ensure(benchmark::State& state, bool holds) {
    if (!holds) state.SkipWithError("the sample is no row of its table");
    return holds;
}

void convert_and_encode(benchmark::State& state, Sample const& sample) {
    Rules const rules;
    RowConverter converter{sample.plan, rules};
    if (!ensure(state, sample.row.size() == sample.plan.columns.size() && converter.convert(sample.row))) return;
    RowEncoder encoder{sample.plan, [](std::string_view portion) { benchmark::DoNotOptimize(portion.data()); }};
    for (auto _ : state) {
        benchmark::DoNotOptimize(converter.convert(sample.row));
        encoder.add(converter.values());
    }
    count(state, size_of(sample.row));
}

void decode(benchmark::State& state, Sample const& sample) {
    Rules const rules;
    RowConverter converter{sample.plan, rules};
    if (!ensure(state, sample.row.size() == sample.plan.columns.size() && converter.convert(sample.row))) return;
    std::string first;  // with the header of the COPY
    std::string row;
    RowEncoder encoder{sample.plan, [&](std::string_view portion) { first = portion; }};
    encoder.add(converter.values());
    encoder.finish();
    first.resize(first.size() - 2);  // the trailer
    row = first.substr(19);
    RowDecoder decoder{sample.plan};
    decoder.decode(first);
    for (auto _ : state) benchmark::DoNotOptimize(decoder.decode(row));
    count(state, size_of(sample.row));
}

void hash(benchmark::State& state, std::vector<Value> const& row) {
    RowHash hash;
    Checksum sum;
    for (auto _ : state) {
        sum.add(hash.of(row));
        benchmark::DoNotOptimize(sum);
    }
    count(state, size_of(row));
}

void check_text(benchmark::State& state, bool (*check)(std::string_view), std::string const& text) {
    if (!ensure(state, check(text))) return;
    for (auto _ : state) benchmark::DoNotOptimize(check(text));
    count(state, static_cast<std::int64_t>(text.size()));
}

BENCHMARK_CAPTURE(convert_and_encode, metrics_row, metrics_row());
BENCHMARK_CAPTURE(convert_and_encode, span_row_of_4_kb, span_row());
BENCHMARK_CAPTURE(decode, metrics_row, metrics_row());
BENCHMARK_CAPTURE(decode, span_row_of_4_kb, span_row());
BENCHMARK_CAPTURE(hash, metrics_row, metrics_row().row);
BENCHMARK_CAPTURE(hash, text_of_4_kb, std::vector<Value>{span_row().row[9]});
BENCHMARK_CAPTURE(check_text, is_utf8_of_4_kb, is_utf8, words(4096));
BENCHMARK_CAPTURE(check_text, is_json_of_4_kb, is_json, span_content(4096));

}  // namespace

BENCHMARK_MAIN();
