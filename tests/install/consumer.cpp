// SPDX-License-Identifier: Apache-2.0
//
// A user's program: declares a message, encodes it, decodes it. With WITH_LIBRARY it also calls
// what is in the static library; without, the headers must be enough. It prints the version, as text and
// as number.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <headwire/headwire.hpp>
#include <optional>
#include <string_view>

#ifdef WITH_LIBRARY
#include <headwire/explain.hpp>
#endif

struct Point {
  std::int32_t x = 0;
  std::optional<std::uint32_t> y;

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x, headwire::zigzag>,
                                                 headwire::field<2, &self::y>);
  friend bool operator==(const self&, const self&) = default;
};

int main() {
  const Point point{.x = -3, .y = 300};
  std::array<std::byte, 32> buffer{};
  const auto written = headwire::encode(point, buffer);
  if (!written || written->size() != headwire::encoded_size(point)) return 1;

  Point read;
  if (!headwire::decode(*written, read) || !(read == point)) return 2;
  const headwire::bytes cut = written->first(1);
  const headwire::status failure = headwire::decode(cut, read);
  if (failure) return 3;
#ifdef WITH_LIBRARY
  if (headwire::explain<Point>(cut, failure).empty()) return 4;
#endif
  const std::string_view version = headwire::version;
  std::printf("%.*s %d\n", static_cast<int>(version.size()), version.data(), HEADWIRE_VERSION);
  return 0;
}
