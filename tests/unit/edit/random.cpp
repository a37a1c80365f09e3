// SPDX-License-Identifier: Apache-2.0
//
// Many odd messages of several types through peek, patch and splice, beside decode and a plain
// model.
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/peek_oracle.hpp"
#include "support/splice_oracle.hpp"
#include "unit/support/chains.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/wire_soup.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

/// One byte changed, added or taken away, here and there.
void damage(std::vector<std::byte>& message, message_generator& random) {
  while (random.chance(25)) {
    const std::size_t at = random.below(message.size() + 1);
    const auto place = message.begin() + static_cast<std::ptrdiff_t>(at);
    if (at == message.size() || random.chance(30)) {
      message.insert(place, static_cast<std::byte>(random.below(64)));
    } else if (random.chance(50)) {
      *place ^= static_cast<std::byte>(1U << random.below(8));
    } else {
      message.erase(place);
    }
  }
}

template <message T>
void check_random(int rounds, std::uint64_t seed) {
  wire_soup soup(seed);
  message_generator random(seed + 1);
  for (int i = 0; i < rounds; ++i) {
    std::vector<std::byte> message = soup.make<T>();
    damage(message, random);
    const heap_block block{bytes(message)};
    std::string_view difference = check_peek<T>(block.view());
    for_each_path<T>([&]<auto Path>() {
      using P = detail::path_type<Path>;
      const auto fresh = random.make<lone<P, P::size - 1>>();
      if (difference.empty()) difference = check_splice<Path>(block.view(), fresh.value);
      if (difference.empty() && fresh.value) {
        difference = check_patch<Path>(block.view(), *fresh.value);
      }
    });
    if (!difference.empty()) FAIL(difference << ": " << to_hex(message));
  }
  SUCCEED("no difference");
}

}  // namespace

TEST_CASE("random requests and responses, read and edited as bytes") {
  check_random<v1::CommandRequestHeaders>(2000, 1);
  check_random<v1::CommandResponseHeaders>(2000, 2);
}

TEST_CASE("random messages that keep unknown fields, read and edited as bytes") {
  check_random<Keeper<1>>(2000, 3);
  check_random<Keeper<3>>(2000, 4);
}

TEST_CASE("random messages with tags of every size, read and edited as bytes") {
  check_random<WideTags>(1000, 5);
}

TEST_CASE("random messages without sub-messages, read and edited as bytes") {
  check_random<chains::flat>(2000, 6);
}
