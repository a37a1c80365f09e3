// SPDX-License-Identifier: Apache-2.0
//
// Messages by method and direction: what their headers are, and what they cost.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/overhead/field_account.hpp"
#include "cli/overhead/header_sample.hpp"
#include "cli/overhead/header_table.hpp"
#include "cli/overhead/message_split.hpp"
#include "cli/overhead/statistics.hpp"

namespace headwire::tool {

/// The messages of one method in one direction.
struct message_row {
  message_kind kind;
  byte_totals bytes;
  header_counts headers;
  std::uint64_t malformed_header_bytes = 0;
  length_histogram header_lengths;
  std::optional<field_account> fields;  ///< if the messages carry headers
  header_sample sample;
};

struct method_row {
  std::string name;  ///< printable ASCII; no two rows have the same
  std::uint64_t calls = 0;
  std::array<message_row, 2> ways;

  [[nodiscard]] message_row& way(direction wanted) noexcept {
    return ways[static_cast<std::size_t>(wanted)];
  }
  [[nodiscard]] const message_row& way(direction wanted) const noexcept {
    return ways[static_cast<std::size_t>(wanted)];
  }
};

inline constexpr std::string_view unknown_method_name = "(unknown call)";
inline constexpr std::string_view other_methods_name = "(other methods)";

struct traffic_limits {
  std::size_t methods;         ///< all further ones share one row
  std::size_t sample_headers;  ///< for each method and direction
  std::size_t sample_bytes;    ///< for all together
  std::uint64_t seed;
};

class traffic {
 public:
  traffic(header_table table, const traffic_limits& limits);
  traffic(const traffic&) = delete;
  traffic& operator=(const traffic&) = delete;
  traffic(traffic&&) = delete;
  traffic& operator=(traffic&&) = delete;
  ~traffic() = default;

  /// The number of the method's row; a new one if it was not seen before.
  [[nodiscard]] std::uint32_t method(std::string_view name);

  /// The row for messages whose call, and so whose method, is not known.
  [[nodiscard]] std::uint32_t unknown_method();

  void count_call(std::uint32_t method) noexcept { ++rows_[method].calls; }

  /// Counts a message of `size` bytes, of which the log holds the front or all. Returns its parts'
  /// sizes.
  byte_totals add(std::uint32_t method, direction way, bytes data, std::uint64_t size);

  /// All rows, in the order of first sight.
  [[nodiscard]] const std::vector<method_row>& rows() const noexcept { return rows_; }

  /// Which rules decided about methods with a row of their own, and which did not.
  [[nodiscard]] const header_table& headers() const noexcept { return table_; }

  /// True if there were more methods than rows for them.
  [[nodiscard]] bool has_other_methods() const noexcept { return others_.has_value(); }

  [[nodiscard]] std::uint64_t refused_samples() const noexcept { return pool_.refused; }

 private:
  struct name_hash {
    using is_transparent = void;
    /// By the end of the name, which is where methods of one service differ: one entry in five
    /// looks a name up, and hashing all of it took as long as counting the entry.
    [[nodiscard]] std::size_t operator()(std::string_view name) const noexcept {
      std::uint64_t end = name.size();
      for (const char letter : name.substr(name.size() - std::min<std::size_t>(name.size(), 6)))
        end = end << 8 | static_cast<unsigned char>(letter);
      return static_cast<std::size_t>(end * 0x9e3779b97f4a7c15 >> 16);
    }
  };

  [[nodiscard]] std::string unique_name(std::string shown);
  [[nodiscard]] std::uint32_t add_row(std::string name);
  void set_kind(message_row& row, message_kind kind);
  void add_header(message_row& row, const message_parts& parts);

  header_table table_;
  std::size_t most_methods_;
  sample_pool pool_;
  message_splitter splitter_;
  std::map<const message_descriptor*, header_layout> layouts_;
  std::vector<method_row> rows_;
  std::unordered_map<std::string, std::uint32_t, name_hash, std::equal_to<>> numbers_;
  /// Names of rows, and how many were shown alike; a log may also hold those that are no method.
  std::unordered_map<std::string, unsigned> shown_names_ = {{std::string(unknown_method_name), 1},
                                                            {std::string(other_methods_name), 1}};
  std::optional<std::uint32_t> unknown_;
  std::optional<std::uint32_t> others_;
};

}  // namespace headwire::tool
