// SPDX-License-Identifier: Apache-2.0
#include "cli/log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cmath>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "cli/options.hpp"
#include "cli/progress_display.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

namespace {

using Json = nlohmann::ordered_json;
using std::chrono::milliseconds;

Json line(std::chrono::system_clock::time_point time, std::string_view level, std::string message) {
    auto const since_epoch = std::chrono::duration_cast<milliseconds>(time.time_since_epoch()).count();
    return {{"time", fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(time)),
                                 since_epoch % 1000)},
            {"level", level},
            {"message", std::move(message)}};
}

// A line with its passwords masked. Paths and messages of libraries may not be UTF-8; invalid bytes become U+FFFD.
std::string text(Json json) {
    for (Json& member : json) {
        if (member.is_string()) member = masked(member.get_ref<std::string const&>());
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

class JsonLines : public spdlog::formatter {
public:
    void format(spdlog::details::log_msg const& message, spdlog::memory_buf_t& to) override {
        auto const level = spdlog::level::to_string_view(message.level);
        std::string const made =
            text(line(message.time, {level.data(), level.size()}, {message.payload.data(), message.payload.size()}));
        to.append(made.data(), made.data() + made.size());
    }
    std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLines>(); }
};

// A sink of our own: spdlog's sinks for stderr would write into the drawn progress lines.
class Messages : public spdlog::sinks::base_sink<std::mutex> {
public:
    Messages(LogFormat format, bool coloured) : format_{format}, coloured_{coloured} {}

private:
    void sink_it_(spdlog::details::log_msg const& message) override {
        spdlog::memory_buf_t made;
        formatter_->format(message, made);
        std::string line = fmt::to_string(made);
        // Escapes control characters that come from names and library messages. JSON has its own escapes.
        if (format_ == LogFormat::text) line = printable(masked(line), "\n\t");
        if (coloured_ && message.color_range_end > message.color_range_start) {
            line.insert(message.color_range_end, "\x1b[0m");
            line.insert(message.color_range_start, message.level >= spdlog::level::err    ? "\x1b[31m"
                                                   : message.level == spdlog::level::warn ? "\x1b[33m"
                                                                                          : "\x1b[32m");
        }
        write_message(line);
    }
    void flush_() override {}

    LogFormat format_;
    bool coloured_;
};

Json event(std::string_view name, std::string_view level, std::string message, Options const& options) {
    Json json = line(std::chrono::system_clock::now(), level, std::move(message));
    json["event"] = name;
    json["version"] = MLFLOW2PG_VERSION;
    json["pid"] = getpid();
    json["dry_run"] = options.dry_run;
    json["source"] = source_path(options.source);
    return json;
}

std::string_view outcome(Report const& report) {
    switch (report.ending.code) {
        case ExitCode::done: return !report.needed ? "not_needed" : report.dry_run ? "verified" : "published";
        case ExitCode::interrupted:
        case ExitCode::terminated: return "interrupted";
        default: return "failed";
    }
}

}  // namespace

void set_up_logging(int verbosity, LogFormat format, bool coloured) {
    auto logger = std::make_shared<spdlog::logger>("mlflow2pg", std::make_shared<Messages>(format, coloured));
    if (format == LogFormat::json) {
        logger->set_formatter(std::make_unique<JsonLines>());
    } else {
        logger->set_pattern("%H:%M:%S %^%l%$: %v");
    }
    logger->set_level(verbosity < 0    ? spdlog::level::err
                      : verbosity == 0 ? spdlog::level::warn
                      : verbosity == 1 ? spdlog::level::info
                                       : spdlog::level::debug);
    spdlog::set_default_logger(std::move(logger));
}

void print_error(LogFormat format, ExitCode code, std::string const& message, NextSteps const& next_steps) {
    if (format == LogFormat::json) {
        Json json = line(std::chrono::system_clock::now(), "error", message);
        json["next_step"] = next_steps.empty() ? Json(nullptr) : Json(text_of(next_steps));
        json["exit_code"] = static_cast<int>(code);
        return write_message(text(json));
    }
    std::string text = fmt::format("error: {}\n", message);
    for (NextStep const& step : next_steps) {
        text += fmt::format("  next: {}{}\n", step.sentence, step.command.empty() ? "" : ":\n    " + step.command);
    }
    write_message(printable(masked(text), "\n\t"));
}

void print_progress(LogFormat format, ProgressSnapshot const& progress) {
    auto const now = std::chrono::system_clock::now();
    std::string words = progress_line(progress);
    if (format == LogFormat::text) {
        std::time_t const time = std::chrono::system_clock::to_time_t(now);
        return write_message(fmt::format("{:%H:%M:%S} progress: {}\n", fmt::localtime(time), words));
    }
    Json json = line(now, "info", std::move(words));
    json["event"] = "progress";
    if (progress.steps > 0) {
        json["steps"] = progress.steps;
        json["steps_done"] = progress.done;
        json["share"] = progress.share;
        json["seconds_left"] = progress.left ? Json(*progress.left) : Json(nullptr);
    }
    write_message(text(json));
}

void print_migration_started(Options const& options) {
    if (options.log_format != LogFormat::json) return;
    write_message(text(event("migration_started", "info", "migration started", options)));
}

void print_migration_finished(Options const& options, Report const& report, milliseconds duration) {
    if (options.log_format != LogFormat::json) return;
    bool const well = report.ending.code == ExitCode::done;
    Json json = event("migration_finished", well ? "info" : "error",
                      fmt::format("migration finished: {}", outcome(report)), options);
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
    for (TableReport const& table : report.verification.tables) {
        rows += table.rows;
        bytes += table.bytes;
    }
    json["target"] = report.target ? Json(report.target->name) : Json(nullptr);
    json["revision"] = report.source ? Json(report.source->revision) : Json(nullptr);
    json["outcome"] = outcome(report);
    json["exit_code"] = static_cast<int>(report.ending.code);
    json["error"] = report.ending.error.empty() ? Json(nullptr) : Json(report.ending.error);
    json["migration_duration_ms"] = duration.count();
    json["migration_retries"] = report.waited.retries;
    json["migration_lock_wait_ms"] = report.waited.waited.count();
    json["rows"] = rows;
    json["bytes"] = bytes;
    json["source_bytes"] = report.source ? report.source->bytes : 0;
    // The sum of the steps' durations, not elapsed time: steps run in parallel.
    json["stage_ms"] = {{"load", 0}, {"finish", 0}, {"verify", 0}};
    for (auto const& [stage, seconds] : report.time.stages) json["stage_ms"][stage] = std::llround(seconds * 1000);
    json["backup"] = report.backup ? Json(report.backup->path) : Json(nullptr);
    json["sealed"] = report.sealing ? Json(report.sealing->sealed) : Json(nullptr);
    write_message(text(json));
}

}  // namespace mlflow2pg
