// SPDX-License-Identifier: Apache-2.0
//
// Each entry point once, as a function of its own whose stack use check.py works out. Nothing runs.
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace {

using namespace headwire;
using H = headwire::atomix::multiraft::v1::CommandRequestHeaders;
constexpr auto id = headwire::atomix::multiraft::v1::paths::command_request::partition_id;

}  // namespace

extern "C" {

status entry_decode(bytes in, H& out) noexcept {
  return decode(in, out);
}
status entry_decode_canonical(bytes in, H& out) noexcept {
  return decode(in, out, canonical);
}
status entry_decode_fragments(fragments in, H& out, mutable_bytes scratch) noexcept {
  return decode(in, out, scratch);
}
bool entry_encode(const H& in, mutable_bytes out) noexcept {
  return encode(in, out).has_value();
}
std::size_t entry_encoded_size(const H& in) noexcept {
  return encoded_size(in);
}
std::uint32_t entry_peek(bytes in) noexcept {
  const auto found = peek<id>(in);
  return found ? found->value_or(0) : 0;
}
std::uint32_t entry_peek_fragments(fragments in, mutable_bytes scratch) noexcept {
  const auto found = peek<id>(in, scratch);
  return found ? found->value_or(0) : 0;
}
std::uint32_t entry_peek_trusted(bytes in) noexcept {
  const auto found = peek_trusted<id>(in);
  return found ? found->value_or(0) : 0;
}
status entry_patch(mutable_bytes in, std::uint32_t value) noexcept {
  return patch<id>(in, value);
}
bool entry_splice(bytes in, mutable_bytes out, std::uint32_t value) noexcept {
  return splice<id>(in, out, value).has_value();
}
bool entry_splice_gather(bytes in, gather_list list, mutable_bytes scratch,
                         std::uint32_t value) noexcept {
  return splice_gather<id>(in, list, scratch, value).has_value();
}
bool entry_probe_envelope(bytes in, std::size_t total) noexcept {
  return static_cast<bool>(probe_envelope<H>(in, total));
}
bool entry_probe_frame(bytes in) noexcept {
  return static_cast<bool>(probe_frame<H>(in));
}

}  // extern "C"
