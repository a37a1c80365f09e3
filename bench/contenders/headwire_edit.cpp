// SPDX-License-Identifier: Apache-2.0
//
// Headwire: one field of a message, read and changed as bytes. The field is the partition's id in
// requests, the index in responses.
#include <optional>
#include <vector>

#include "contender.hpp"
#include "expected.hpp"

namespace headwire::bench {
namespace {

/// What the path leads to: read from the struct that is_right has compared with libprotobuf.
template <class Workload>
[[nodiscard]] auto looked_for(std::size_t index) {
  return get<Workload::peeked>(corpus<Workload>::get().value(index));
}

struct checked {
  template <auto Path>
  static auto peek_at(bytes in) {
    return peek<Path>(in);
  }
};

struct trusted {
  template <auto Path>
  static auto peek_at(bytes in) {
    return peek_trusted<Path>(in);
  }
};

template <class Workload, class How>
class headwire_peek {
 public:
  std::uint64_t once(std::size_t index) {
    const auto found = How::template peek_at<Workload::peeked>(corpus_.encoded(index));
    return found && *found ? **found : 0;
  }

  bool is_right(std::size_t index) {
    // A trusted peek need not be right about what is not canonical.
    const bool canonical = as_text(corpus_.encoded(index)) == expected_encoding<Workload>(index);
    if (std::is_same_v<How, trusted> && !canonical) return true;
    return is_expected<Workload>(corpus_.value(index), index) &&
           once(index) == looked_for<Workload>(index).value_or(0);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
};

/// Writes another number of the same width over the old one, in a copy of the corpus.
template <class Workload>
class headwire_patch {
 public:
  headwire_patch() : block_(corpus_.all().begin(), corpus_.all().end()) {
    for (std::size_t i = 0; i < messages_in_workload; ++i) {
      const bytes original = corpus_.encoded(i);
      const auto offset = static_cast<std::size_t>(original.data() - corpus_.all().data());
      messages_.push_back(mutable_bytes(block_).subspan(offset, original.size()));
      values_.push_back(other_than(looked_for<Workload>(i).value_or(0)));
    }
  }

  std::uint64_t once(std::size_t index) {
    return static_cast<std::uint64_t>(
        patch<Workload::peeked>(messages_[index], values_[index]).code());
  }

  bool is_right(std::size_t index) {
    using T = typename Workload::type;
    const auto old = looked_for<Workload>(index);
    const auto present = peek<Workload::peeked>(corpus_.encoded(index));
    const bool patched = once(index) == 0;
    const auto after = decode<T>(bytes(messages_[index]));
    if (!after || !present) return false;
    if (!patched) return equal(*after, corpus_.value(index)) && old.value_or(0) == 0;
    return get<Workload::peeked>(*after) == values_[index];
  }

 private:
  using value_type = typename decltype(looked_for<Workload>(0))::value_type;

  /// Another number that takes as many bits; 1 and 0 have none.
  static value_type other_than(value_type value) { return value < 2 ? value : value ^ 1; }

  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  std::vector<std::byte> block_;
  std::vector<mutable_bytes> messages_;
  std::vector<value_type> values_;
};

}  // namespace

void add_headwire_edit(contenders& all) {
  each_workload([&]<class Workload>() {
    add<Workload, headwire_peek<Workload, checked>>(all, "peek/headwire");
    add<Workload, headwire_peek<Workload, trusted>>(all, "peek_trusted/headwire");
    add<Workload, headwire_patch<Workload>>(all, "patch/headwire");
  });
}

}  // namespace headwire::bench
