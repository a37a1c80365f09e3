// SPDX-License-Identifier: Apache-2.0
//
// As every_call.cpp, for the formatters. On its own because fmt takes the address of what it prints
// with a plain `&`, so there the namespace has no such operator.
#include <fmt/format.h>

#include <cstdio>
#include <headwire/fmt.hpp>
#include <headwire/headwire.hpp>
#include <string>

#include "foreign_names/messages.hpp"

#ifdef FOREIGN_NAMES
#define FOREIGN_NAMES_WITH_FMT
#include "foreign_names.hpp"
#endif

int main() {
  shop::Order<shop::Tag> order;
  order.session.emplace().id.emplace().part = 7;
  order.note = "socks";
  order.colour = shop::Colour::blue;
  order.trim = shop::Colour::red;
  const std::string text = fmt::format("{}", order);
  std::puts(text.c_str());
  const char* const expected =
      "Order<shop::Tag>{session{id{part=7}} note=\"socks\" colour=-2 trim=1}";
  return text == expected ? 0 : 1;
}
