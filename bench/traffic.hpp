// SPDX-License-Identifier: Apache-2.0
//
// W7: the headers of commands in the recorded log of an Atomix client, in the order of the log and
// from its beginning again until the workload is full. W7 holds the requests, W7r the responses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <string>
#include <vector>

#include "numbers.hpp"

namespace headwire::bench {

namespace hw = headwire::atomix::multiraft::v1;

/// Headers of commands as they stand in the log, `requests` or responses.
[[nodiscard]] std::vector<std::string> logged_headers(bool requests);

/// Goes through a log and begins again at its end.
class endless_log {
 public:
  explicit endless_log(bool requests) : headers_(logged_headers(requests)) {}

  const std::string& next() { return headers_[at_++ % headers_.size()]; }

 private:
  std::vector<std::string> headers_;
  std::size_t at_ = 0;
};

struct w7 {
  using type = hw::CommandRequestHeaders;
  static constexpr const char* name = "W7";
  static constexpr auto peeked = hw::paths::command_request::partition_id;
  static constexpr bool shuffled = false;

  static std::string wire(number_source&) {
    static endless_log log(true);
    return log.next();
  }
};

struct w7r {
  using type = hw::CommandResponseHeaders;
  static constexpr const char* name = "W7r";
  static constexpr auto peeked = hw::paths::command_response::index;
  static constexpr bool shuffled = false;

  static std::string wire(number_source&) {
    static endless_log log(false);
    return log.next();
  }
};

}  // namespace headwire::bench
