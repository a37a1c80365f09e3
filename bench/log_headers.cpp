// SPDX-License-Identifier: Apache-2.0
//
// What the headers of a binary log cost to decode and encode: those of each method, and what they
// cost without a field and without their inner nesting levels.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/overhead/run.hpp"
#include "cli/types.hpp"
#include "counted.hpp"
#include "walk.hpp"

namespace headwire::bench {
namespace {

using tool::row_report;
using tool::run_report;

/// Field numbers from the top of a message to a field.
using number_path = std::vector<std::uint32_t>;

/// Whether a field stays. What is inside of one that does not is not asked for.
using field_filter = std::function<bool(const number_path&)>;

bool begins_with(const number_path& path, const number_path& front) {
  return path.size() >= front.size() && std::equal(front.begin(), front.end(), path.begin());
}

/// A visitor of a walk that copies the fields that stay, with the lengths around them corrected.
class filtered_copy {
 public:
  explicit filtered_copy(const field_filter& stays) : stays_(stays) {}

  void begin(const tool::element& seen) {
    go_to(seen);
    if (is_gone()) return;
    if (!stays_(path_)) {
      gone_below_ = path_.size();
    } else if (seen.is_descended()) {
      open_.emplace_back();
    } else {
      append({seen.value.data() - seen.length_size - seen.tag_size,
              seen.tag_size + seen.length_size + seen.value.size()});
    }
  }

  void end(const tool::element& seen) {
    go_to(seen);
    if (is_gone() || gone_below_ == path_.size()) return;
    const std::vector<std::byte> content = std::move(open_.back());
    open_.pop_back();
    append({seen.value.data() - seen.length_size - seen.tag_size, seen.tag_size});
    append_varint(content.size());
    append(content);
  }

  [[nodiscard]] const std::vector<std::byte>& copy() const { return open_.front(); }

 private:
  void go_to(const tool::element& seen) {
    path_.resize(static_cast<std::size_t>(seen.depth));
    path_.push_back(seen.number);
    if (gone_below_ > path_.size()) gone_below_ = 0;
  }

  /// Inside of a field that does not stay.
  [[nodiscard]] bool is_gone() const { return gone_below_ != 0 && path_.size() > gone_below_; }

  void append(bytes more) { open_.back().insert(open_.back().end(), more.begin(), more.end()); }

  void append_varint(std::size_t value) {
    for (; value >= 0x80; value >>= 7)
      open_.back().push_back(static_cast<std::byte>(value | 0x80));
    open_.back().push_back(static_cast<std::byte>(value));
  }

  const field_filter& stays_;
  number_path path_;
  std::size_t gone_below_ = 0;  // size of the path of the field around; 0 if there is none
  std::vector<std::vector<std::byte>> open_{1};
};

std::vector<std::byte> filtered(bytes header, const message_descriptor& type,
                                const field_filter& stays) {
  filtered_copy visitor(stays);
  if (!tool::walk(header, &type, visitor)) throw std::logic_error("a header does not decode");
  return visitor.copy();
}

/// Headers of several methods and types, gone through as one.
class mixed_headers {
 public:
  explicit mixed_headers(manner codec) : codec_(codec) {}

  /// Adds the headers of a row, without the fields that do not stay.
  void add(const row_report& row, const field_filter& stays) {
    const message_descriptor& type = *row.kind().header->descriptor;
    tool::visit_type(type, [&]<class T>(std::type_identity<T>) {
      std::vector<T> values;
      for (const auto& header : row.method->way(row.way).sample.headers()) {
        texts_.push_back(filtered(header, type, stays));
        if (!decode(bytes(texts_.back()), values.emplace_back())) {
          throw std::logic_error("a header without some of its fields does not decode");
        }
      }
      add(std::make_shared<message_set<T>>(std::move(values)));
    });
  }

  /// Counts decoding and encoding.
  void count(const std::string& name) const {
    bench::count(name + "/decode", messages_, bytes_, decoders_);
    bench::count(name + "/encode", messages_, bytes_, encoders_);
  }

 private:
  template <message T>
  void add(const std::shared_ptr<message_set<T>>& set) {
    messages_ += set->size();
    bytes_ += set->byte_count();
    if (codec_ == manner::by_field) {
      decoders_.emplace_back([set] { set->decode_by_field(); });
      encoders_.emplace_back([set] { set->encode_by_field(); });
    } else {
      decoders_.emplace_back([set] { set->decode_all(); });
      encoders_.emplace_back([set] { set->encode_all(); });
    }
  }

  manner codec_;
  std::size_t messages_ = 0;
  std::size_t bytes_ = 0;
  pass_parts decoders_;
  pass_parts encoders_;
  std::vector<std::vector<std::byte>> texts_;  // which the strings of the messages are views of
};

using row_choice = std::function<bool(const row_report&)>;

void count_rows(const run_report& run, const std::string& name, const row_choice& chosen,
                const field_filter& stays, manner codec) {
  mixed_headers headers(codec);
  for (const row_report& row : run.rows) {
    if (row.report.headers.read != 0 && chosen(row)) headers.add(row, stays);
  }
  headers.count(name);
}

bool every_row(const row_report&) {
  return true;
}

bool every_field(const number_path&) {
  return true;
}

void count_methods(const run_report& run) {
  for (const row_report& row : run.rows) {
    if (row.report.headers.read == 0) continue;
    count_rows(
        run, fmt::format("method/{} {}", row.method->name, name_of(row.way)),
        [&](const row_report& other) { return &other == &row; }, every_field, manner::usual);
  }
  count_rows(run, "method/all", every_row, every_field, manner::usual);
}

// Differences are counted field by field: a header without one of its fields may have another
// shape, and then another fast path or none, which would be all that one sees.

/// The headers with their outer levels alone: 0 to all.
void count_levels(const run_report& run, const tool::header_report& all) {
  const std::size_t levels = tool::bytes_by_level(all.fields).size();
  for (std::size_t kept = 0; kept <= levels; ++kept) {
    count_rows(
        run, fmt::format("levels/{}", kept), every_row,
        [&](const number_path& path) { return path.size() <= kept; }, manner::by_field);
  }
}

/// The headers of all rows that have the field: without what is inside of it, and without it.
void count_field(const run_report& run, const tool::field_line& field) {
  const row_choice has_field = [&](const row_report& row) {
    const auto& fields = row.report.fields;
    return std::any_of(fields.begin(), fields.end(),
                       [&](const tool::field_line& line) { return line.path == field.path; });
  };
  number_path path;
  for (const tool::path_step& step : field.path)
    path.push_back(step.number);
  const std::string name = fmt::format("fields/{}", tool::dotted_names(field.path));
  count_rows(
      run, name + "/emptied", has_field,
      [&](const number_path& other) {
        return other.size() <= path.size() || !begins_with(other, path);
      },
      manner::by_field);
  count_rows(
      run, name + "/without", has_field,
      [&](const number_path& other) { return !begins_with(other, path); }, manner::by_field);
}

void count_log(const std::string& log) {
  constexpr std::size_t any_number = 1 << 20;
  const tool::run_options options{.files = {log},
                                  .max_record = any_number,
                                  .max_open_calls = any_number,
                                  .limits = {.methods = any_number,
                                             .sample_headers = any_number,
                                             .sample_bytes = std::size_t{1} << 30,
                                             .seed = 1},
                                  .with_cost = false};
  tool::overhead_run read(options);
  read.read_all();
  if (read.code() != tool::exit_success) throw std::runtime_error("the log is malformed");
  const run_report run = read.report();
  const tool::header_report all = run.total(std::nullopt);
  count_methods(run);
  count_levels(run, all);
  for (const tool::field_line& field : all.fields) {
    if (!field.path.empty()) count_field(run, field);
  }
}

}  // namespace
}  // namespace headwire::bench

int main(int argc, char** argv) try {
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  if (arguments.size() != 2) {
    std::cerr << "one argument is needed, a binary log\n";
    return 1;
  }
  headwire::bench::count_log(arguments[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
