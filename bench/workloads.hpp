// SPDX-License-Identifier: Apache-2.0
//
// The messages that benchmarks run on: five workloads of 4,096 seeded headers each, as structs and
// as bytes, and the order to go through them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace headwire::bench {

namespace hw = headwire::atomix::multiraft::v1;

inline constexpr std::size_t messages_in_workload = 4096;

/// Random numbers that are the same with every standard library, unlike those of std distributions.
class number_source {
 public:
  explicit number_source(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t between(std::uint64_t low, std::uint64_t high) {
    return low + engine_() % (high - low + 1);
  }

  /// A number of 1 to `most` bits, each width equally likely.
  std::uint64_t of_random_width(std::uint64_t most) {
    const std::uint64_t width = between(1, most);
    const std::uint64_t top = std::uint64_t{1} << (width - 1);
    return top | (engine_() & (top - 1));
  }

  std::string ascii(std::size_t size) {
    std::string text(size, '\0');
    for (char& c : text)
      c = static_cast<char>(between(' ', '~'));
    return text;
  }

  std::mt19937_64& engine() { return engine_; }

 private:
  std::mt19937_64 engine_;
};

[[nodiscard]] inline hw::CommandRequestHeaders command_request(std::uint32_t partition,
                                                               std::uint64_t session,
                                                               std::uint64_t primitive,
                                                               std::uint64_t sequence) {
  hw::CommandRequestHeaders made;
  auto& in_primitive = made.operation.emplace().session.emplace();
  auto& in_session = in_primitive.session.emplace();
  in_session.partition.emplace().partition_id = partition;
  in_session.session_id = session;
  in_primitive.primitive_id = primitive;
  made.sequence_num = sequence;
  return made;
}

[[nodiscard]] inline hw::CommandResponseHeaders command_response(
    std::uint64_t index, hw::OperationResponseHeaders::Status status, std::string_view message,
    std::uint64_t sequence) {
  hw::CommandResponseHeaders made;
  auto& operation = made.operation.emplace();
  operation.session.emplace().session.emplace().partition.emplace().index = index;
  operation.status = status;
  operation.message = message;
  made.output_sequence_num = sequence;
  return made;
}

/// Command requests with the small ids of a real cluster.
struct w1 {
  using type = hw::CommandRequestHeaders;
  static constexpr const char* name = "W1";

  static type make(number_source& numbers, std::string&) {
    return command_request(static_cast<std::uint32_t>(numbers.between(1, 64)),
                           numbers.between(1, 1 << 14), numbers.between(1, 256),
                           numbers.between(1, 1 << 21));
  }
};

/// Command requests with ids of every width.
struct w2 {
  using type = hw::CommandRequestHeaders;
  static constexpr const char* name = "W2";

  static type make(number_source& numbers, std::string&) {
    return command_request(static_cast<std::uint32_t>(numbers.of_random_width(32)),
                           numbers.of_random_width(64), numbers.of_random_width(64),
                           numbers.of_random_width(64));
  }
};

/// Answers to commands that went well.
struct w3 {
  using type = hw::CommandResponseHeaders;
  static constexpr const char* name = "W3";

  static type make(number_source& numbers, std::string&) {
    return command_response(numbers.between(1, 1 << 28), hw::OperationResponseHeaders::Status::OK,
                            {}, numbers.between(1, 1 << 21));
  }
};

/// Answers to commands that failed, with a text.
struct w4 {
  using type = hw::CommandResponseHeaders;
  static constexpr const char* name = "W4";

  static type make(number_source& numbers, std::string& text) {
    text = numbers.ascii(numbers.between(20, 60));
    return command_response(
        numbers.between(1, 1 << 28),
        static_cast<hw::OperationResponseHeaders::Status>(numbers.between(2, 14)), text,
        numbers.between(1, 1 << 21));
  }
};

/// The smallest header.
struct w5 {
  using type = hw::PartitionRequestHeaders;
  static constexpr const char* name = "W5";

  static type make(number_source& numbers, std::string&) {
    return {.partition_id = static_cast<std::uint32_t>(numbers.between(1, 64))};
  }
};

/// The messages of a workload. Their bytes lie in one block, back to back.
template <class Workload>
class corpus {
 public:
  using type = typename Workload::type;

  /// Made at the first call.
  static const corpus& get() {
    static const corpus made;
    return made;
  }

  // Its messages show its own texts and bytes.
  corpus(const corpus&) = delete;
  corpus(corpus&&) = delete;
  corpus& operator=(const corpus&) = delete;
  corpus& operator=(corpus&&) = delete;
  ~corpus() = default;

  [[nodiscard]] const type& value(std::size_t index) const { return values_[index]; }
  [[nodiscard]] bytes encoded(std::size_t index) const { return encoded_[index]; }

 private:
  corpus() : texts_(messages_in_workload) {
    number_source numbers(1);
    std::size_t total = 0;
    for (std::string& text : texts_) {
      values_.push_back(Workload::make(numbers, text));
      total += encoded_size(values_.back());
    }
    block_.resize(total);
    mutable_bytes room = block_;
    for (const type& value : values_) {
      const auto written = encode(value, room);
      if (!written) throw std::logic_error("a message of the workload cannot be encoded");
      encoded_.push_back(*written);
      room = room.subspan(written->size());
    }
  }

  std::vector<std::string> texts_;
  std::vector<type> values_;
  std::vector<std::byte> block_;
  std::vector<bytes> encoded_;
};

/// The order of one pass. It changes with each: on a fixed order the branch predictor learns the
/// whole corpus by heart, and times come out up to three times too good.
class pass_order {
 public:
  pass_order() : indices_(messages_in_workload) {
    std::iota(indices_.begin(), indices_.end(), std::uint32_t{0});
  }

  void reshuffle() { std::shuffle(indices_.begin(), indices_.end(), numbers_.engine()); }

  [[nodiscard]] auto begin() const { return indices_.begin(); }
  [[nodiscard]] auto end() const { return indices_.end(); }

 private:
  number_source numbers_{2};
  std::vector<std::uint32_t> indices_;
};

}  // namespace headwire::bench
