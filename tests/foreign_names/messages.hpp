// SPDX-License-Identifier: Apache-2.0
//
// Messages of a program with a namespace of its own. foreign_names.py fills that namespace with
// functions and operators that no call of the library may find.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "headwire/schema/field.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/schema/schema.hpp"

namespace shop {

enum class Colour : std::int32_t { none = 0, red = 1, blue = -2 };

struct Id {
  std::uint32_t part = 0;

  using self = Id;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::part>);
};

struct Session {
  std::optional<Id> id{};
  std::uint64_t number = 0;

  using self = Session;
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::id>, headwire::field<2, &self::number>);
};

struct Primitive {
  std::optional<Session> session{};
  std::uint64_t number = 0;

  using self = Primitive;
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::session>, headwire::field<2, &self::number>);
};

/// Numbers on four levels: the fast path for nested prefixes reads and writes it.
struct Chain {
  std::optional<Primitive> primitive{};
  std::uint64_t number = 0;

  using self = Chain;
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::primitive>, headwire::field<2, &self::number>);
};

/// Every kind of field. A message of a template has the namespaces of its arguments, too.
template <class Tag>
struct Order {
  std::uint64_t id = 0;
  std::optional<Session> session{};
  std::string_view note{};
  headwire::bytes blob{};
  Colour colour = Colour::none;
  std::optional<Colour> trim{};
  float weight = 0;
  double price = 0;
  std::int32_t delta = 0;
  std::int64_t hash = 0;
  bool paid = false;
  std::optional<std::string_view> remark{};
  headwire::unknown_fields<4> rest{};

  using self = Order;
  static constexpr auto proto = headwire::schema(
      headwire::field<1, &self::id>, headwire::field<2, &self::session>,
      headwire::field<3, &self::note>, headwire::field<4, &self::blob>,
      headwire::field<5, &self::colour>, headwire::field<6, &self::trim>,
      headwire::field<7, &self::weight>, headwire::field<8, &self::price>,
      headwire::field<9, &self::delta, headwire::zigzag>,
      headwire::field<10, &self::hash, headwire::fixed>, headwire::field<11, &self::paid>,
      headwire::field<12, &self::remark>, headwire::unknown<&self::rest>);
};

struct Tag {};

/// Bytes to read and to write, of the user's own.
class Slice {
 public:
  constexpr Slice(std::byte* data, std::size_t size) noexcept : data_(data), size_(size) {}

  [[nodiscard]] constexpr std::byte* data() const noexcept { return data_; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

 private:
  std::byte* data_;
  std::size_t size_;
};

/// And bytes that grow.
class Store {
 public:
  [[nodiscard]] char* data() noexcept { return kept_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  void resize(std::size_t size) noexcept { size_ = size; }

 private:
  std::array<char, 256> kept_{};
  std::size_t size_ = 0;
};

}  // namespace shop
