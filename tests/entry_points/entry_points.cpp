// SPDX-License-Identifier: Apache-2.0
//
// Each entry point once, as a function of its own, for tests that look at what compilers make of
// it. Nothing runs.
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace {

using namespace headwire;
using H = headwire::atomix::multiraft::v1::CommandRequestHeaders;
constexpr auto id = headwire::atomix::multiraft::v1::paths::command_request::partition_id;

}  // namespace

extern "C" {

bool entry_decode(bytes in, H& out) noexcept {
  return bool{decode(in, out)};
}
bool entry_decode_canonical(bytes in, H& out) noexcept {
  return bool{decode(in, out, canonical)};
}
bool entry_decode_fragments(fragments in, H& out, mutable_bytes scratch) noexcept {
  return bool{decode(in, out, scratch)};
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
bool entry_patch(mutable_bytes in, std::uint32_t value) noexcept {
  return bool{patch<id>(in, value)};
}
bool entry_splice(bytes in, mutable_bytes out, std::uint32_t value) noexcept {
  return splice<id>(in, out, value).has_value();
}
bool entry_splice_gather(bytes in, gather_list list, mutable_bytes scratch,
                         std::uint32_t value) noexcept {
  return splice_gather<id>(in, list, scratch, value).has_value();
}
bool entry_probe_envelope(bytes in, std::size_t total) noexcept {
  return probe_envelope<H>(in, total).state() == readiness::ready;
}
bool entry_probe_frame(bytes in) noexcept {
  return probe_frame<H>(in).state() == readiness::ready;
}

}  // extern "C"
