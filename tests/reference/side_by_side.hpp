// SPDX-License-Identifier: Apache-2.0
//
// comparison.hpp's work for one type. Only what makes a comparer includes this.
#pragma once

#include <cstddef>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/bridge.hpp"
#include "reference/comparison.hpp"
#include "reference/wide_tag.hpp"
#include "support/data.hpp"

namespace headwire::reference {

/// Holds the messages of both sides, to be used again: most inputs are a few bytes long, and making
/// the messages would take longer than reading them.
template <message T>
class side_by_side : public comparer {
 public:
  side_by_side() { silence_libprotobuf(); }

  [[nodiscard]] std::string_view check(bytes input) override {
    const bool readable = theirs_.ParseFromArray(input.data(), static_cast<int>(input.size()));
    const status read = decode(input, ours_);
    if (!is_plausible(read, ours_, input)) return "status of decode";
    const auto wide = wide_tag_scan::find(input, reference_t<T>::descriptor());
    if (wide && readable) {
      return is_refused_at(read, *wide) ? check_refusal(input) : "tag wider than 32 bits";
    }
    if (!readable) return read ? "verdict" : check_refusal(input);

    const unknown_summary unknown = find_unknown<T>(theirs_);
    if (unknown.overflows && read.code() == errc::too_many_unknown) return check_refusal(input);
    if (!read) return "verdict";
    if (!same(ours_, theirs_)) return "values or presence";
    if (read.skipped_unknown() != unknown.dropped) return "skipped_unknown()";
    if (unknown.dropped) discard_unkept<T>(theirs_);
    if (!theirs_.SerializeToString(&expected_)) return "libprotobuf cannot encode";
    const std::string_view encoded = check_encoding(unknown.kept);
    if (!encoded.empty()) return encoded;
    return check_canonical(input, !unknown.dropped && !unknown.kept);
  }

  [[nodiscard]] std::string describe(bytes input) const override {
    T ours;
    const status read = decode(input, ours);
    const status strict = decode<T>(input, canonical).status();
    reference_t<T> theirs;
    const bool readable = theirs.ParseFromArray(input.data(), static_cast<int>(input.size()));
    reference_t<T> copied;
    copy(ours, copied);

    const auto verdict = [](status said) {
      return std::string(headwire::describe(said.code())) + ", offset " +
             std::to_string(said.offset()) + ", field " + std::to_string(said.field());
    };
    std::string text = "\n  type:        " + std::string(type_name<T>);
    text += "\n  input:       " + test::to_hex(input);
    text += "\n  Headwire:    " + verdict(read) + "; canonical: " + verdict(strict);
    text += "\n               {" + copied.ShortDebugString() + "}";
    text += "\n  libprotobuf: " + std::string(readable ? "accepts" : "rejects");
    text += "\n               {" + theirs.ShortDebugString() + "}";
    return text;
  }

 private:
  static bool is_plausible(status read, const T& value, bytes input) {
    if (read) return read.offset() == 0 && read.field() == 0;
    return read.offset() <= input.size() && read.field() <= max_field_number &&
           !read.skipped_unknown() && equal(value, T{});
  }

  /// A tag wider than 32 bits at that offset is refused, unless there was something to refuse
  /// before.
  bool is_refused_at(status read, std::size_t wide) const {
    if (read.code() == errc::invalid_tag) return read.offset() == wide;
    return read.code() == errc::too_many_unknown && read.offset() < wide &&
           find_unknown<T>(theirs_).overflows;
  }

  /// What the standard rules reject, the canonical ones reject too.
  std::string_view check_refusal(bytes input) {
    const status strict = decode(input, again_, canonical);
    if (strict) return "canonical accepts what is rejected otherwise";
    return is_plausible(strict, again_, input) ? "" : "status of the canonical decode";
  }

  /// Encodes `value` into a block of exactly the announced size.
  bool encode_into(std::vector<std::byte>& block, const T& value) {
    block = std::vector<std::byte>(encoded_size(value));
    const auto written = encode(value, block);
    return written && written->size() == block.size();
  }

  std::string_view check_encoding(bool kept) {
    std::vector<std::byte> written;
    if (!encode_into(written, ours_)) return "encoded_size() and encode()";
    if constexpr (headwire::detail::is_bounded<T>) {
      if (written.size() > max_encoded_size<T>) return "max_encoded_size";
    }
    if (!decode(written, again_) || !equal(again_, ours_)) return "decoding again";
    if (!kept) return as_text(written) == expected_ ? "" : "re-encoding";
    return check_kept_unknown(written);
  }

  /// libprotobuf writes unknown fields anew with minimal varints, Headwire keeps their bytes. So
  /// the encodings are compared after one round through libprotobuf, and what has been through it
  /// must come back from Headwire unchanged.
  std::string_view check_kept_unknown(bytes written) {
    std::string rewritten;
    if (!theirs_.ParseFromArray(written.data(), static_cast<int>(written.size())) ||
        !theirs_.SerializeToString(&rewritten) || rewritten != expected_) {
      return "re-encoding of unknown fields";
    }
    std::vector<std::byte> block;
    if (!decode(as_bytes(expected_), again_) || !encode_into(block, again_) ||
        as_text(block) != expected_) {
      return "unknown fields after a round trip through libprotobuf";
    }
    return "";
  }

  /// Canonical is what has no unknown fields and is what libprotobuf would write.
  std::string_view check_canonical(bytes input, bool all_known) {
    const status strict = decode(input, again_, canonical);
    if (!is_plausible(strict, again_, input)) return "status of the canonical decode";
    if (static_cast<bool>(strict) != (all_known && expected_ == as_text(input))) {
      return "canonical verdict";
    }
    if (strict && (!equal(again_, ours_) || strict.skipped_unknown())) return "canonical values";
    return "";
  }

  T ours_;
  T again_;
  reference_t<T> theirs_;
  std::string expected_;
};

}  // namespace headwire::reference
