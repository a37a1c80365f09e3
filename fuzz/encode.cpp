// SPDX-License-Identifier: Apache-2.0
//
// Structs of random values, written by Headwire and by libprotobuf: byte for byte the same. The
// first byte of an input selects a type, the others are where its values come from.
#include <google/protobuf/wire_format_lite.h>
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <span>
#include <string>
#include <string_view>

#include "harness.hpp"
#include "reference/comparison.hpp"
#include "reference/random.hpp"
#include "reference/types.hpp"
#include "reference/written.hpp"

namespace headwire::reference {
namespace {

/// As random_source, but what it gives is the next bytes of the input; zeros behind its end.
class input_source {
 public:
  explicit input_source(bytes input) : rest_(input) {}

  bool coin() { return rest_.byte() % 2 != 0; }

  /// A number of 0 to 8 bytes, or one next to where widths, signs and lengths change.
  std::uint64_t value() {
    const std::size_t choice = rest_.byte();
    if (choice >= 128) return (std::uint64_t{1} << choice % 64) - 1 + rest_.byte() % 3;
    std::uint64_t number = 0;
    for (std::size_t left = choice % 9; left != 0; --left)
      number = number << 8 | rest_.byte();
    return number;
  }

  std::string_view blob() {
    const std::size_t size = rest_.byte();
    return as_text(rest_.take(size >= 192 ? (size - 192) * 4 : size % 32));
  }

  /// Any bytes: encode must find out whether they are UTF-8.
  std::string_view text() {
    const std::string_view made = blob();
    using checker = google_pb::internal::WireFormatLite;
    const bool good = checker::VerifyUtf8String(made.data(), static_cast<int>(made.size()),
                                                checker::SERIALIZE, "");
    writable_ = writable_ && good;
    return made;
  }

  /// True if libprotobuf takes all texts so far for UTF-8.
  [[nodiscard]] bool is_writable() const { return writable_; }

 private:
  fuzz::choices rest_;
  bool writable_ = true;
};

template <message T>
void check(bytes input) {
  input_source source(input);
  T value;
  randomise(value, source);
  const std::string difference =
      source.is_writable() ? check_written(value) : check_not_written(value);
  if (difference.empty()) return;
  fuzz::require_none(difference, std::string(type_name<T>) + ": " + difference +
                                     "\n  replay the input behind its first byte, the type: " +
                                     test::to_hex(input) + "\n");
}

template <class... T>
constexpr auto check_functions(type_list<T...>) {
  return std::array<void (*)(bytes), sizeof...(T)>{&check<T>...};
}

constexpr auto functions = check_functions(all_types{});

}  // namespace
}  // namespace headwire::reference

std::size_t headwire::fuzz::leading_choices(std::string_view /*input*/) {
  return 1;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using headwire::reference::functions;
  if (size == 0) return 0;
  headwire::reference::silence_libprotobuf();
  functions[data[0] % functions.size()](headwire::as_bytes(std::span(data, size)).subspan(1));
  return 0;
}
