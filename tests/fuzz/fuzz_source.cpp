// SPDX-License-Identifier: Apache-2.0
// Takes the input for a whole SQLite file and does with it everything that is done with a source: opens, plans, checks,
// counts, and reads it in both orders. Whatever the file contains, it is either read, or refused with an error that
// says who must act. It is never written. The header's user version, which nothing else reads, chooses the rules.
#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <new>
#include <stdexcept>
#include <string>

#include "base/error.hpp"
#include "mlflow/plan.hpp"
#include "mlflow/recorded_schema.hpp"
#include "property.hpp"
#include "rows/encode.hpp"
#include "rows/misfit_scan.hpp"
#include "rows/new_ids.hpp"
#include "rows/rejects.hpp"
#include "rows/rows.hpp"
#include "source/integrity.hpp"
#include "source/source.hpp"

using namespace mlflow2pg;
using fuzz::ensure;

namespace {

namespace fs = std::filesystem;

// A private file, in $TMPDIR, which should be in memory.
class Scratch {
public:
    Scratch() {
        std::string pattern = (fs::temp_directory_path() / "mlflow2pg-fuzz.XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"mkdtemp " + pattern};
        folder_ = pattern;
        spdlog::set_level(spdlog::level::off);
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;

    std::string path() const { return (folder_ / "mlruns.db").string(); }

    void fill(std::string_view content) const {
        // SQLite may make side files for a file that claims to have a write-ahead log.
        for (char const* const suffix : {"-wal", "-shm", "-journal"}) unlink((path() + suffix).c_str());
        std::ofstream{path(), std::ios::binary | std::ios::trunc} << content;
    }
    std::string content() const {
        std::ifstream in{path(), std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

private:
    fs::path folder_;
};

struct Choices {
    bool fixes;
    bool rejects;
    bool thorough;
    ExperimentIds experiment_ids;
};

Choices choices_of(std::string_view content) {
    constexpr std::size_t user_version =
        60;  // https://sqlite.org/fileformat.html, 1.3; 4 bytes, the last is the lowest
    unsigned const bits = content.size() > user_version + 3 ? static_cast<unsigned char>(content[user_version + 3])
                                                            : 0U;
    return {(bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) == 0,
            (bits & 16U) != 0  ? ExperimentIds::renumber
            : (bits & 8U) != 0 ? ExperimentIds::widen
                               : ExperimentIds::keep};
}

Schema const& schema_of(Source const& source) {
    static std::map<std::pair<Store, std::string>, Schema> schemas;
    std::pair const key{source.store(), source.revision()};
    auto found = schemas.find(key);
    if (found == schemas.end()) found = schemas.emplace(key, recorded_schema(key.second, key.first)).first;
    return found->second;
}

void read_rows(Sqlite const& reader, Plan const& plan, TablePlan const& table, Order order, Rejects const* rejects) {
    Rows rows{reader, table, plan.rules, order, rejects};
    RowEncoder encoder{table, [](std::string_view) {}};
    Checksum checksum;
    while (rows.next_raw()) {
        if (!rows.fits()) continue;
        rows.hash_into(checksum);
        encoder.add(rows.values());
    }
    encoder.finish();
}

void read_source(std::string const& path, Choices const& choices) {
    using std::chrono::milliseconds;
    RetryLimits const impatient{milliseconds{100}, milliseconds{50}, milliseconds{5}, milliseconds{10}};
    Source source{path, Source::Hold::look, impatient};
    Revision const* const revision = find_revision(source.revision(), source.store());
    if (revision == nullptr || !revision->recorded) return;
    Rules rules;
    if (choices.fixes) {
        for (Fix const fix : all_fixes) rules.fixes.add(fix);
    }
    // The auth database has no experiments.
    if (source.store() == Store::tracking) rules.experiment_ids = choices.experiment_ids;
    Plan plan = make_plan(source.tables(), schema_of(source), rules);
    try {
        static_cast<void>(choices.thorough ? integrity_problems(source.reader()) : quick_problems(source.reader()));
    } catch (Error const&) {  // goes on, because a file that SQLite's check refuses must not crash the rest either
    }
    if (rules.experiment_ids == ExperimentIds::renumber) renumber_experiments(source.reader(), plan);
    Rejects rejects;
    RejectFile file{"/dev/null"};
    Rejects* const rejected = choices.rejects ? &rejects : nullptr;
    scan_for_misfits(source, plan, rejected, &file, {});
    Sqlite const reader = source.reader();
    for (TablePlan const& table : plan.tables) {
        read_rows(reader, plan, table, Order::table, rejected);
        read_rows(reader, plan, table, Order::key, rejected);
        if (table.load_order() == Order::run) read_rows(reader, plan, table, Order::run, rejected);
        if (table.has_rowid) {
            Rows part{reader, table, plan.rules, RowidRange{-5, 5}, rejected};
            while (part.next_raw()) continue;
        }
    }
    source.ensure_unchanged();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    static Scratch const scratch;
    std::string_view const content{reinterpret_cast<char const*>(bytes), size};
    scratch.fill(content);
    try {
        read_source(scratch.path(), choices_of(content));
    } catch (std::bad_alloc const&) {
        // With a damaged file, SQLite 3.40 may ask for absurd amounts of memory. The program then reports that it has
        // none: exit 1. -rss_limit_mb limits what is really allocated.
    } catch (Error const& error) {
        ExitCode const code = error.code();
        ensure(code == ExitCode::source || code == ExitCode::corrupt || code == ExitCode::data,
               "a file is refused as the source's, its damage's or its data's fault", error.what());
    }
    ensure(scratch.content() == content, "the source is not written");
    return 0;
}
