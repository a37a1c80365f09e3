// SPDX-License-Identifier: Apache-2.0
//
// forward TYPE [FROM=TO]...: copies gRPC frames from standard input to standard output, and sends
// what is for partition FROM to partition TO. TYPE is that of the headers: command, query or
// partition. Frames whose headers are not canonical are dropped and reported: exit code 1.
//
// `forwarder` has the shape of a module for nginx, Envoy or HAProxy: bytes are borrowed for a call
// and come in any chunks; no thread, no allocation, and only the beginning of a frame is ever kept.
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <utility>
#include <vector>

namespace {
namespace paths = headwire::atomix::multiraft::v1::paths;
using headwire::bytes, headwire::readiness;
using remap = std::pair<std::uint32_t, std::uint32_t>;  // from, to

/// Writes spans with writev; neighbours become one. They must stay until flush().
struct output {
  std::array<iovec, 64> spans{};
  std::size_t count = 0, size = 0;
  const std::byte* end = nullptr;
  void add(bytes span) {
    if (span.empty()) return;
    if (count == spans.size()) flush();
    if (count == 0 || span.data() != end) spans[count++] = {const_cast<std::byte*>(span.data()), 0};
    spans[count - 1].iov_len += span.size();
    end = span.data() + span.size();
    size += span.size();
  }
  bool flush() {  // standard output blocks, so a short write is a failure, which ends the program
    const ssize_t written = ::writev(STDOUT_FILENO, spans.data(), static_cast<int>(count));
    if (written != static_cast<ssize_t>(std::exchange(size, 0))) std::_Exit(1);
    count = 0;
    return true;
  }
};

/// Forwards frames in whose headers `Path` leads to the partition's id.
template <auto Path>
class forwarder {
 public:
  explicit forwarder(std::span<const remap> table) : table_(table) {}

  /// Takes the bytes that follow those of the call before. False: the stream is of no use any more.
  [[nodiscard]] bool on_data(bytes chunk) {
    while (!chunk.empty()) {
      if (pass_ + drop_ == 0 && !begin_frame(chunk)) return !output_.flush();
      std::size_t& rest = pass_ != 0 ? pass_ : drop_;
      const bytes now = chunk.first(std::min(chunk.size(), rest));
      if (&rest == &pass_) output_.add(now);
      rest -= now.size();
      chunk = chunk.subspan(now.size());
    }
    return output_.flush();
  }

  /// True if every frame was whole, and none was refused.
  [[nodiscard]] bool finish() const { return held_ + pass_ + drop_ == 0 && !refused_; }

 private:
  /// Decides about the frame that begins with what is held and goes on in `chunk`, or holds it.
  bool begin_frame(bytes& chunk) {
    const std::array<bytes, 2> so_far{bytes(hold_).first(held_), chunk};
    const auto id = headwire::peek_frame<Path>(so_far, {}, headwire::canonical);
    if (id.state() == readiness::need_more) return hold(chunk);
    if (!id) return refuse(so_far, id.status());
    const auto found =
        *headwire::probe_frame<typename decltype(Path)::root>(so_far, headwire::canonical);
    const bytes held = so_far[0].first(std::min(held_, found.head_size()));
    const bytes fresh = chunk.first(found.head_size() - held.size());
    send({held, fresh}, *id);
    output_.add(so_far[0].subspan(held.size()));  // a byte or two of the payload's tag and length
    if (held_ != 0) output_.flush();              // hold may be used again
    chunk = chunk.subspan(fresh.size());
    pass_ = found.size() - fresh.size() - std::exchange(held_, 0);
    return true;
  }

  /// Sends prefix and headers, with another partition if the table says so.
  void send(std::array<bytes, 2> head, std::optional<std::uint32_t> id) {
    constexpr auto path = headwire::in_envelope<Path>;
    const auto entry = std::ranges::find(table_, id, &remap::first);
    headwire::result<headwire::gather_list> spans{head, headwire::status{}};
    if (entry != table_.end()) {
      if (free_.size() < 64 && output_.flush()) free_ = scratch_;  // more than a frame can need
      spans = headwire::splice_frame_gather<path>(head, list_, free_.first(64), entry->second);
      free_ = free_.subspan(64);
    }
    std::ranges::for_each(*spans, [&](bytes span) { output_.add(span); });
  }

  bool hold(bytes& chunk) {
    if (chunk.size() > hold_.size() - held_) return false;  // headers of more than 4 KiB
    std::ranges::copy(chunk, hold_.begin() + static_cast<std::ptrdiff_t>(held_));
    held_ += std::exchange(chunk, {}).size();
    return true;
  }

  /// Drops the frame, if its prefix says where it ends.
  bool refuse(headwire::fragments so_far, headwire::status why) {
    const std::string_view reason = headwire::describe(why.code());
    std::fprintf(stderr, "forward: refused a frame: byte %zu: %.*s\n", why.offset(),
                 static_cast<int>(reason.size()), reason.data());
    const auto prefix = headwire::read_grpc_prefix(so_far);
    if (prefix) drop_ = headwire::grpc_prefix_size + prefix->length - std::exchange(held_, 0);
    refused_ = true;
    return static_cast<bool>(prefix);
  }

  std::span<const remap> table_;
  output output_{};
  std::array<std::byte, 4096> hold_{};  ///< the beginning of a frame that was not enough to decide
  std::array<bytes, headwire::max_gather_spans<headwire::in_envelope<Path>> + 2> list_{};
  std::array<std::byte, 4096> scratch_{};       ///< new lengths and ids of frames in output_
  headwire::mutable_bytes free_{};              ///< the part of it that is not in use
  std::size_t held_ = 0, pass_ = 0, drop_ = 0;  ///< bytes held, to be forwarded, to be dropped
  bool refused_ = false;
};

template <auto Path>
int forward(std::span<const remap> table) {
  forwarder<Path> frames(table);
  std::array<std::byte, 65536> buffer;
  for (ssize_t got = 0; (got = ::read(STDIN_FILENO, buffer.data(), buffer.size())) > 0;)
    if (!frames.on_data(bytes(buffer).first(static_cast<std::size_t>(got)))) return 1;
  return frames.finish() ? 0 : 1;
}
}  // namespace

int main(int argc, char** argv) {
  std::vector<remap> table(static_cast<std::size_t>(std::max(argc - 2, 0)));
  for (std::size_t i = 0; i < table.size(); ++i)
    if (std::sscanf(argv[i + 2], "%u=%u", &table[i].first, &table[i].second) != 2) argc = 1;
  const std::string_view type = argc > 1 ? argv[1] : "";
  if (type == "command") return forward<paths::command_request::partition_id>(table);
  if (type == "query") return forward<paths::query_request::partition_id>(table);
  if (type == "partition") return forward<paths::partition_request::partition_id>(table);
  std::fputs("usage: forward command|query|partition [FROM=TO]...\n", stderr);
  return 2;
}
