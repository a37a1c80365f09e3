// SPDX-License-Identifier: Apache-2.0
// expect: is_bounded
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string_view>

struct Text {
#ifdef SHOULD_FAIL
  std::string_view content;
#else
  std::uint32_t content = 0;
#endif

  using self = Text;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::content>);
};

constexpr std::size_t most = headwire::max_encoded_size<Text>;
