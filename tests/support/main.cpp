// SPDX-License-Identifier: Apache-2.0
#define BOOST_TEST_MODULE mlflow2pg
#include <spdlog/spdlog.h>

#include <boost/test/unit_test.hpp>

// The program's log is not part of a test's output.
struct Quiet {
    Quiet() { spdlog::set_level(spdlog::level::off); }
};
BOOST_TEST_GLOBAL_FIXTURE(Quiet);
