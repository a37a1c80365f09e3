// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <headwire/encode_to.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;

TEST_CASE("a message is made to a string or a vector") {
  const One in{7};
  const auto text = encode_to<std::string>(in);
  REQUIRE(text);
  CHECK(*text == "\x08\x07");
  CHECK(encode_to<std::vector<std::uint8_t>>(in).value() == std::vector<std::uint8_t>{8, 7});
  CHECK(encode_to<std::vector<std::byte>>(in)->size() == 2);
}

TEST_CASE("a message is appended to what is there") {
  std::string out("frame:");
  REQUIRE(encode_to(One{7}, out));
  CHECK(out == "frame:\x08\x07");
  REQUIRE(encode_to(One{}, out));
}

TEST_CASE("after a failure the container is as before") {
  AllScalars in;
  in.optional_string = "\xff";
  std::string out("kept");
  CHECK(encode_to(in, out).code() == errc::invalid_utf8);
  CHECK(out == "kept");
  const auto none = encode_to<std::string>(in);
  CHECK(none.error().code() == errc::invalid_utf8);
  CHECK(none->empty());
}
