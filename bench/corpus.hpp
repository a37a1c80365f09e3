// SPDX-License-Identifier: Apache-2.0
//
// The messages of a workload, as bytes and as structs, and the order to go through them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "numbers.hpp"

namespace headwire::bench {

inline constexpr std::size_t messages_in_workload = 4096;

/// Messages of a workload that differ. With fewer than a pass goes through, it repeats them.
template <class Workload>
inline constexpr std::size_t distinct_messages = messages_in_workload;
template <class Workload>
requires requires { Workload::distinct; }
inline constexpr std::size_t distinct_messages<Workload> = Workload::distinct;

/// The messages of a workload. Their bytes lie in one block, back to back, as in a receive buffer.
template <class Workload>
class corpus {
 public:
  using type = typename Workload::type;

  /// Made at the first call.
  static const corpus& get() {
    static const corpus made;
    return made;
  }

  // Its messages show its own bytes.
  corpus(const corpus&) = delete;
  corpus(corpus&&) = delete;
  corpus& operator=(const corpus&) = delete;
  corpus& operator=(corpus&&) = delete;
  ~corpus() = default;

  [[nodiscard]] const type& value(std::size_t index) const { return values_[index]; }
  [[nodiscard]] bytes encoded(std::size_t index) const { return encoded_[index]; }
  [[nodiscard]] bytes all() const { return as_bytes(block_); }

 private:
  corpus() {
    number_source numbers(1);
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < distinct_messages<Workload>; ++i) {
      block_ += Workload::wire(numbers);
      ends.push_back(block_.size());
    }
    std::size_t start = 0;
    for (const std::size_t end : ends) {
      encoded_.push_back(all().subspan(start, end - start));
      const auto read = decode<type>(encoded_.back());
      if (!read) throw std::logic_error("a message of the workload cannot be decoded");
      values_.push_back(*read);
      start = end;
    }
  }

  std::string block_;
  std::vector<type> values_;
  std::vector<bytes> encoded_;
};

/// The order of one pass. It changes with each: on a fixed order the branch predictor learns the
/// whole corpus by heart, and times come out up to three times too good. Real traffic keeps its
/// own.
class pass_order {
 public:
  /// Over so many messages, again and again if they are fewer than a pass has.
  explicit pass_order(std::size_t distinct) {
    for (std::size_t i = 0; i < messages_in_workload; ++i)
      indices_.push_back(static_cast<std::uint32_t>(i % distinct));
  }

  void reshuffle() { std::shuffle(indices_.begin(), indices_.end(), numbers_.engine()); }

  [[nodiscard]] auto begin() const { return indices_.begin(); }
  [[nodiscard]] auto end() const { return indices_.end(); }

 private:
  number_source numbers_{2};
  std::vector<std::uint32_t> indices_;
};

}  // namespace headwire::bench
