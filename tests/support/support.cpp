#include "support.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <limits>
#include <map>
#include <pqxx/pqxx>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "commands/check.hpp"
#include "commands/discard.hpp"
#include "commands/unseal.hpp"
#include "commands/verify.hpp"

namespace mlflow2pg::test {

namespace {

namespace fs = std::filesystem;

std::string server() {
    char const* const uri = std::getenv("MLFLOW2PG_TEST_SERVER");
    if (uri == nullptr) throw std::runtime_error{"MLFLOW2PG_TEST_SERVER is not set: run through scripts/with_postgres"};
    return uri;
}

std::string sqlite_type(Column const& column) {
    switch (column.type) {
        case ColumnType::double_precision: return "FLOAT";
        case ColumnType::boolean: return "BOOLEAN";
        case ColumnType::integer: return "INTEGER";
        case ColumnType::bigint: return "BIGINT";
        case ColumnType::smallint: return "SMALLINT";
        case ColumnType::varchar:
            return column.max_length > 0 ? fmt::format("VARCHAR({})", column.max_length) : "VARCHAR";
        case ColumnType::text: return "TEXT";
        case ColumnType::json: return "JSON";
        case ColumnType::bytea: return "BLOB";
        case ColumnType::date: return "DATE";
    }
    return "";
}

std::string quoted_names(std::vector<std::string> const& columns) {
    std::vector<std::string> quoted;
    for (std::string const& column : columns) quoted.push_back(quote_identifier(column));
    return fmt::format("{}", fmt::join(quoted, ", "));
}

std::string create_table(Table const& table) {
    std::vector<std::string> items;
    for (Column const& column : table.columns) {
        std::string const generated =
            column.generated ? " GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED" : "";
        items.push_back(fmt::format("{} {}{}{}", quote_identifier(column.name), sqlite_type(column), generated,
                                    column.not_null ? " NOT NULL" : ""));
    }
    for (Check const& check : table.checks) items.push_back("CHECK " + check.expression);
    for (Key const& key : table.keys) {
        if (key.kind == Key::Kind::unique_index) continue;
        items.push_back(fmt::format("CONSTRAINT {} {} ({})", quote_identifier(key.name),
                                    key.kind == Key::Kind::primary ? "PRIMARY KEY" : "UNIQUE",
                                    quoted_names(key.columns)));
    }
    for (ForeignKey const& key : table.foreign_keys) {
        items.push_back(fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", quoted_names(key.columns),
                                    quote_identifier(key.parent), quoted_names(key.parent_columns)));
    }
    return fmt::format("CREATE TABLE {} ({})", quote_identifier(table.name), fmt::join(items, ", "));
}

// A value that owns its bytes.
struct Cell {
    Value value;
    std::string bytes;

    Value get() const {
        Value copy = value;
        if (value.type == Value::Type::text || value.type == Value::Type::blob) copy.bytes = bytes;
        return copy;
    }
};

// Makes the tables of a recorded revision.
void replay(TestDatabase const& database, std::string const& revision, std::string const& schema, Store store) {
    std::string const folder = store == Store::tracking ? "" : store == Store::auth ? "auth/" : "early_auth/";
    std::string const recorded = std::string{MLFLOW2PG_ROOT} + "/schema/" + folder + revision;
    shell(
        fmt::format("psql -qX -v ON_ERROR_STOP=1 '{}' -c 'SET search_path = {}' -f {}/pre-data.sql -f {}/post-data.sql",
                    database.uri(), schema, recorded, recorded));
}

class RandomRows {
public:
    RandomRows(Sqlite const& database, Schema const& schema, std::uint64_t seed)
        : database_{database}, schema_{schema}, random_{seed} {}

    void fill(int rows_per_table) {
        for (Table const& table : schema_.tables) {
            if (table.name == version_table(schema_.store)) continue;
            for (int row = 0; row < rows_per_table; ++row) insert(table);
        }
    }

private:
    using Row = std::map<std::string, Cell>;

    void insert(Table const& table) {
        Row row;
        for (ForeignKey const& key : table.foreign_keys) {
            if (!refer(table, key, row)) return;  // no parent fits: the row is left out
        }
        std::vector<std::string> columns;
        for (Column const& column : table.columns) {
            if (column.generated) continue;
            columns.push_back(column.name);
            if (!row.contains(column.name)) row[column.name] = random_cell(table, column);
        }
        std::vector<std::string> marks(columns.size(), "?");
        SqliteStatement statement =
            database_.prepare(fmt::format("INSERT OR IGNORE INTO {} ({}) VALUES ({}) RETURNING 1",
                                          quote_identifier(table.name), quoted_names(columns), fmt::join(marks, ", ")));
        for (std::size_t i = 0; i < columns.size(); ++i) statement.bind(static_cast<int>(i) + 1, row[columns[i]].get());
        bool const inserted = statement.step();
        while (inserted && statement.step()) continue;
        if (inserted) rows_[table.name].push_back(std::move(row));
    }

    // Takes over the columns of a parent row that agrees with what is set already.
    bool refer(Table const& table, ForeignKey const& key, Row& row) {
        std::vector<Row> const& parents = rows_[key.parent];
        for (int attempt = 0; attempt < 20 && !parents.empty(); ++attempt) {
            Row const& parent = parents[random_() % parents.size()];
            bool agrees = true;
            for (std::size_t i = 0; i < key.columns.size(); ++i) {
                auto const set = row.find(key.columns[i]);
                Cell const& cell = parent.at(key.parent_columns[i]);
                agrees = agrees && (set == row.end() || (set->second.bytes == cell.bytes &&
                                                         set->second.value.integer == cell.value.integer));
            }
            if (!agrees) continue;
            for (std::size_t i = 0; i < key.columns.size(); ++i) row[key.columns[i]] = parent.at(key.parent_columns[i]);
            return true;
        }
        bool nullable = true;
        for (std::string const& column : key.columns)
            nullable = nullable && !table.find_column(column)->not_null && !row.contains(column);
        for (std::string const& column : key.columns) {
            if (nullable) row[column] = Cell{};
        }
        return nullable;
    }

    Cell random_cell(Table const& table, Column const& column) {
        if (!column.not_null && random_() % 5 == 0) return {};
        if (column.name == "experiment_id" && table.name == "experiments") {
            return {Value::of(static_cast<std::int64_t>(random_() % 2'000'000'000)), {}};
        }
        for (Check const& check : table.checks) {
            if (std::vector<std::string> const allowed = allowed_values(check, column); !allowed.empty()) {
                return text(allowed[random_() % allowed.size()]);
            }
        }
        switch (column.type) {
            case ColumnType::boolean: return {Value::of(static_cast<std::int64_t>(random_() % 2)), {}};
            case ColumnType::smallint:
                return {Value::of(static_cast<std::int64_t>(static_cast<std::int16_t>(random_()))), {}};
            case ColumnType::integer:
                return {Value::of(static_cast<std::int64_t>(static_cast<std::int32_t>(random_()))), {}};
            case ColumnType::bigint:
                // A generated difference of two of them has to stay in range.
                return {Value::of(static_cast<std::int64_t>(random_()) / 4), {}};
            case ColumnType::double_precision: return {Value::of(random_real()), {}};
            case ColumnType::varchar:
                return text(random_text(column.max_length > 0 ? static_cast<std::size_t>(column.max_length) : 300));
            case ColumnType::text: return text(random_text(3000));
            case ColumnType::json: return text(random_json());
            case ColumnType::bytea: {
                std::string bytes(random_() % 200, '\0');
                for (char& byte : bytes) byte = static_cast<char>(random_());
                return {Value::blob({}), bytes};
            }
            case ColumnType::date: return text(date_text(static_cast<int>(random_() % 20000) - 10000));
        }
        return {};
    }

    static std::vector<std::string> allowed_values(Check const& check, Column const& column) {
        std::vector<std::string> allowed;
        if (check.expression.find("(" + column.name + " IN") == std::string::npos) return allowed;
        std::size_t at = 0;
        while ((at = check.expression.find('\'', at)) != std::string::npos) {
            std::size_t const end = check.expression.find('\'', at + 1);
            allowed.push_back(check.expression.substr(at + 1, end - at - 1));
            at = end + 1;
        }
        return allowed;
    }

    static Cell text(std::string characters) { return {Value::text({}), std::move(characters)}; }

    double random_real() {
        switch (random_() % 8) {
            case 0: return static_cast<double>(static_cast<std::int32_t>(random_()));
            case 1: return std::numeric_limits<double>::max();
            case 2: return -std::numeric_limits<double>::max();
            case 3: return std::numeric_limits<double>::denorm_min();
            case 4: return std::numeric_limits<double>::infinity();
            case 5: return 0.1;
            default: return std::generate_canonical<double, 53>(random_) * 1e9;
        }
    }

    // Up to `longest` characters, often just that many; all of Unicode but NUL and surrogates, and what
    // COPY's text form minds.
    std::string random_text(std::size_t longest) {
        static constexpr std::array pieces{"a", "Z",  "0", " ",  "\t", "\n",           "\r",     "\\", "\\N",  "\\.",
                                           "'", "\"", "é", "日", "😀",  "\xEF\xBF\xBF", "\u200F", "%",  "\x01", "\x7f"};
        std::size_t const wanted = random_() % 4 == 0 ? longest : random_() % std::min<std::size_t>(longest + 1, 60);
        std::string made;
        std::size_t count = 0;
        while (count < wanted) {
            std::string_view const piece = pieces[random_() % pieces.size()];
            std::size_t const length = characters(piece);
            if (count + length > wanted) continue;
            made += piece;
            count += length;
        }
        return made;
    }

    std::string random_json() {
        switch (random_() % 5) {
            case 0: return "null";
            case 1: return R"({"a": [1, 2.5e10, -0, true, {"b": "\u0000\ud800"}], "é": "😀"})";
            case 2: return "[]";
            case 3: return "\"text\"";
            default: return fmt::format("{{\"n\": {}}}", random_());
        }
    }

    Sqlite const& database_;
    Schema const& schema_;
    std::mt19937_64 random_;
    std::map<std::string, std::vector<Row>> rows_;
};

}  // namespace

TestFolder::TestFolder() {
    std::string pattern = (fs::temp_directory_path() / "mlflow2pg-test.XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"mkdtemp " + pattern};
    path_ = pattern;
}

TestFolder::~TestFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

TestDatabase::TestDatabase(std::string const& create_options) : TestDatabase{server(), create_options} {}

TestDatabase::TestDatabase(std::string server, std::string const& create_options) : server_{std::move(server)} {
    static int count = 0;
    name_ = fmt::format("test_{}_{}", getpid(), ++count);
    pqxx::connection connection{server_};
    pqxx::nontransaction session{connection};
    for (int attempt = 1;; ++attempt) {
        try {
            session.exec(fmt::format("CREATE DATABASE {} {}", name_, create_options));
            return;
        } catch (pqxx::sql_error const& error) {
            // TimescaleDB's own jobs are in its databases now and then, and so in templates.
            constexpr char const* object_in_use = "55006";
            if (error.sqlstate() != object_in_use || attempt == 300) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
    }
}

TestDatabase::~TestDatabase() {
    try {
        pqxx::connection connection{server_};
        pqxx::nontransaction session{connection};
        session.exec(fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
    } catch (std::exception const& error) {
        std::fprintf(stderr, "dropping %s: %s\n", name_.c_str(), error.what());
    }
}

std::string TestDatabase::uri() const { return server_.substr(0, server_.rfind('/') + 1) + name_; }

std::string TestDatabase::uri_as(std::string const& user) const {
    std::string uri = this->uri();
    std::size_t const begin = uri.find("://") + 3;
    return uri.replace(begin, uri.find('@') - begin, user);
}

std::string TestDatabase::query(std::string const& sql) const {
    pqxx::connection connection{uri()};
    pqxx::nontransaction session{connection};
    pqxx::result const rows = session.exec(sql);
    return rows.empty() || rows[0][0].is_null() ? std::string{} : rows[0][0].as<std::string>();
}

std::string TestDatabase::dump(std::string const& options) const {
    // \restrict lines carry a random word.
    return shell(fmt::format("pg_dump {} '{}' | grep -v '^.restrict\\|^.unrestrict'", options, uri()));
}

std::string shell(std::string const& command) {
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error{"popen " + command};
    std::string output;
    std::array<char, 4096> part{};
    for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        output.append(part.data(), got);
    if (int const status = pclose(pipe); status != 0)
        throw std::runtime_error{fmt::format("{}: status {}: {}", command, status, output)};
    return output;
}

std::string file_content(std::string const& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void write_file(std::string const& path, std::string const& content) {
    std::ofstream{path, std::ios::binary} << content;
}

void execute(std::string const& path, std::string const& sql) {
    if (!fs::exists(path)) write_file(path, "");
    Sqlite const database{path, Sqlite::Mode::read_write};
    database.execute("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
    database.execute(sql);
    // Our connections make no checkpoint when they close, as other programs do.
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

void create_source(std::string const& path, std::string const& revision, Store store) {
    Schema const schema = recorded_schema(revision, store);
    std::string sql = "BEGIN;";
    for (Table const& table : schema.tables) {
        sql += create_table(table) + ";";
        for (Key const& key : table.keys) {
            if (key.kind == Key::Kind::unique_index) {
                sql += fmt::format("CREATE UNIQUE INDEX {} ON {} ({});", quote_identifier(key.name),
                                   quote_identifier(table.name), quoted_names(key.columns));
            }
        }
    }
    execute(path, sql + fmt::format("INSERT INTO {} VALUES ('{}'); COMMIT", version_table(store), revision));
}

void initialise(TestDatabase const& database, std::string const& revision, std::string const& schema, Store store) {
    replay(database, revision, schema, store);
    database.query(fmt::format("INSERT INTO {} VALUES ('{}'); {}", version_table(store), revision,
                               store == Store::tracking
                                   ? "INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (0, "
                                     "'Default', 'active')"
                                   : "INSERT INTO users (username, password_hash, is_admin) VALUES ('admin', "
                                     "'pbkdf2:sha256:1$a$b', true)"));
}

std::string recorded_dump(std::string const& revision, Store store) {
    TestDatabase database;
    replay(database, revision, "public", store);
    return database.dump("--schema-only");
}

void create_random_source(std::string const& path, std::string const& revision, std::uint64_t seed, int rows_per_table,
                          Store store) {
    create_source(path, revision, store);
    Schema const schema = recorded_schema(revision, store);
    Sqlite const database{path, Sqlite::Mode::read_write};
    database.execute("PRAGMA foreign_keys = ON; BEGIN");
    RandomRows{database, schema, seed}.fill(rows_per_table);
    database.execute("COMMIT");
}

void create_small_source(std::string const& path) {
    create_source(path, revision_2_9_2);
    execute(path, R"sql(
INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage) VALUES (0, 'Default', 'mlruns/0', 'active'), (7, 'one', 'mlruns/7', 'active');
INSERT INTO runs (run_uuid, name, source_type, status, experiment_id, lifecycle_stage, start_time) VALUES
  ('r1', 'first', 'LOCAL', 'FINISHED', 7, 'active', 1), ('r2', 'second', 'JOB', 'FAILED', 7, 'deleted', 2), ('r3', 'third', 'LOCAL', 'RUNNING', 0, 'active', 3);
INSERT INTO params (key, value, run_uuid) VALUES ('lr', '0.1', 'r1'), ('lr', '0.2', 'r2'), ('depth', '3', 'r1');
INSERT INTO tags (key, value, run_uuid) VALUES ('mlflow.user', 'ann', 'r1'), ('note', 'é😀', 'r3');
INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 0.5, 10, 'r1', 0, 0), ('loss', 0.25, 11, 'r1', 1, 0), ('loss', 0, 12, 'r1', 2, 1), ('acc', 1e300, 10, 'r2', 0, 0);
INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('loss', 0, 12, 2, 1, 'r1'), ('acc', 1e300, 10, 0, 0, 'r2');
)sql");
}

void create_larger_source(std::string const& file) {
    create_small_source(file);
    execute(file,
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 59999) "
            "INSERT INTO metrics SELECT 'k' || (i % 7), i * 0.37, i, 'r' || (1 + i % 3), i / 21, 0 FROM n;"
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999) "
            "INSERT INTO params SELECT 'p' || i, 'v' || i, 'r1' FROM n;");
}

pid_t start_binary(std::vector<std::string> arguments, std::string const& errors,
                   std::vector<std::string> environment) {
    pid_t const child = fork();
    if (child != 0) return child;
    arguments.insert(arguments.begin(), MLFLOW2PG_BINARY);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    // By number: a stream would print once more what this process has not printed yet.
    int const nowhere = open("/dev/null", O_WRONLY);
    int const messages = open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (dup2(nowhere, STDOUT_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0) _exit(99);
    for (std::string& variable : environment) putenv(variable.data());
    execv(argv[0], argv.data());
    _exit(99);
}

int exit_of(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int exit_within(pid_t child, std::chrono::seconds limit) {
    auto const end = std::chrono::steady_clock::now() + limit;
    siginfo_t ended{};
    while (waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0) {
        if (std::chrono::steady_clock::now() > end) {
            kill(child, SIGKILL);
            exit_of(child);
            return hung;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return exit_of(child);
}

std::uint64_t seed() {
    char const* const wanted = std::getenv("MLFLOW2PG_SEED");
    return wanted == nullptr ? 20261121 : std::strtoull(wanted, nullptr, 10);
}

int rounds(char const* variable, int usual) {
    char const* const wanted = std::getenv(variable);
    return wanted == nullptr ? usual : std::max(1, std::atoi(wanted));
}

WithoutRights::WithoutRights() {
    constexpr uid_t nobody = 65534;
    if (getuid() == 0 && seteuid(nobody) != 0) throw std::runtime_error{"seteuid"};
}

WithoutRights::~WithoutRights() {
    if (getuid() == 0 && seteuid(0) != 0) std::abort();
}

Options options_for(Command command, std::string const& source, std::string const& target) {
    Options options;
    options.command = command;
    options.source = source;
    options.target = target;
    options.target_given = !target.empty();
    options.jobs = 2;
    options.reject_file = source + ".rejects.jsonl";
    options.mapping_file = source + ".experiment-ids.json";
    return options;
}

Outcome run(Options const& options) {
    Outcome outcome;
    try {
        switch (options.command) {
            case Command::check: check(options, outcome.report); break;
            case Command::migrate: migrate(options, outcome.report); break;
            case Command::verify: verify(options, outcome.report); break;
            case Command::discard: discard(options, outcome.report); break;
            case Command::unseal: unseal(options, outcome.report); break;
            case Command::revisions: break;
        }
    } catch (Error const& error) {
        outcome.code = error.code();
        outcome.error = error.what();
        outcome.next_step = error.next_step();
    }
    return outcome;
}

}  // namespace mlflow2pg::test
