// SPDX-License-Identifier: Apache-2.0
//
// What it costs how a field is declared: four ids as varints and in fixed width, with implicit and
// with explicit presence.
#include <cstdint>
#include <exception>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "counted.hpp"

namespace headwire::bench {
namespace {

constexpr std::size_t messages = 1024;

template <class Id, encoding Encoding>
struct four_ids {
  Id a{};
  Id b{};
  Id c{};
  Id d{};

  using self = four_ids;
  static constexpr auto proto = schema(field<1, &self::a, Encoding>, field<2, &self::b, Encoding>,
                                       field<3, &self::c, Encoding>, field<4, &self::d, Encoding>);
};

/// Messages of four ids each, which `next` gives.
template <class Id, encoding Encoding, class Next>
message_set<four_ids<Id, Encoding>> make(const Next& next) {
  std::vector<four_ids<Id, Encoding>> made(messages);
  for (auto& message : made) {
    for (Id* const id : {&message.a, &message.b, &message.c, &message.d})
      *id = next();
  }
  return message_set(std::move(made));
}

/// Random ids of exactly so many bits.
template <class Id>
class ids_of_width {
 public:
  explicit ids_of_width(unsigned bits) : bits_(bits) {}

  Id operator()() const {
    const std::uint64_t top = std::uint64_t{1} << (bits_ - 1);
    return static_cast<Id>(top | (random_() & (top - 1)));
  }

 private:
  unsigned bits_;
  mutable std::mt19937_64 random_{1};
};

/// Each id of another width, which branches on the width cannot foresee.
template <class Id>
class ids_of_any_width {
 public:
  Id operator()() const {
    const auto bits = static_cast<unsigned>(random_() % (8 * sizeof(Id)));
    return static_cast<Id>((std::uint64_t{1} << bits) | (random_() >> (64 - bits) % 64));
  }

 private:
  mutable std::mt19937_64 random_{1};
};

template <class Id, class Next>
void count_both_encodings(const std::string& width, const Next& next) {
  const std::string size = std::to_string(8 * sizeof(Id));
  count_codec("varint" + size + '/' + width, make<Id, automatic>(next));
  count_codec("fixed" + size + '/' + width, make<Id, fixed>(next));
}

void count_widths() {
  for (const unsigned bits : {1U, 7U, 8U, 14U, 21U, 28U, 32U})
    count_both_encodings<std::uint32_t>(std::to_string(bits), ids_of_width<std::uint32_t>(bits));
  for (const unsigned bits : {1U, 7U, 8U, 14U, 21U, 28U, 35U, 42U, 49U, 56U, 63U, 64U})
    count_both_encodings<std::uint64_t>(std::to_string(bits), ids_of_width<std::uint64_t>(bits));
  count_both_encodings<std::uint32_t>("any", ids_of_any_width<std::uint32_t>());
  count_both_encodings<std::uint64_t>("any", ids_of_any_width<std::uint64_t>());
}

template <class Id, class Value>
void count_presence(const std::string& name, Value value) {
  count_codec(name, make<Id, automatic>([&] { return Id(value); }));
}

void count_presences() {
  using implicit_id = std::uint64_t;
  using explicit_id = std::optional<std::uint64_t>;
  count_presence<implicit_id>("implicit/all 1", 1U);
  count_presence<explicit_id>("explicit/all 1", 1U);
  count_presence<implicit_id>("implicit/all 0", 0U);
  count_presence<explicit_id>("explicit/all 0", 0U);
  count_presence<explicit_id>("explicit/all absent", std::nullopt);
}

}  // namespace
}  // namespace headwire::bench

int main() try {
  headwire::bench::count_widths();
  headwire::bench::count_presences();
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
