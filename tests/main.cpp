#define BOOST_TEST_MODULE mlflow2pg
#include <boost/test/unit_test.hpp>
