// SPDX-License-Identifier: Apache-2.0
//
// Headwire: protobuf messages as plain structs, read from bytes and written to bytes without
// allocation, copies or generated code.
//
//     struct Point {
//       std::int32_t x = 0;
//       std::int32_t y = 0;
//
//       using self = Point;
//       static constexpr auto proto = headwire::schema(
//           headwire::field<1, &self::x, headwire::zigzag>,
//           headwire::field<2, &self::y, headwire::zigzag>);
//     };
//
//     headwire::result<Point> point = headwire::decode<Point>(input);
//     headwire::result<headwire::mutable_bytes> written = headwire::encode(*point, buffer);
//
// This header includes all of the core. Nothing in it allocates, throws, needs RTTI or keeps state.
#pragma once

// Layer by layer, each on those above it. Errors of compilers list the headers that include the
// one at fault, and these lists are the shortest.
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/writable.hpp"

#include "headwire/field/kinds.hpp"

#include "headwire/schema/covers.hpp"
#include "headwire/schema/field.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/schema/names.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/schema/schema.hpp"
#include "headwire/schema/unknown_fields.hpp"

#include "headwire/codec/decode.hpp"
#include "headwire/codec/encode.hpp"
#include "headwire/codec/size.hpp"

#include "headwire/edit/field_path.hpp"
#include "headwire/edit/gather.hpp"
#include "headwire/edit/patch.hpp"
#include "headwire/edit/peek.hpp"
#include "headwire/edit/peek_trusted.hpp"
#include "headwire/edit/splice.hpp"

#include "headwire/frame/delimited.hpp"
#include "headwire/frame/envelope.hpp"
#include "headwire/frame/grpc.hpp"
#include "headwire/frame/grpc_headers.hpp"
#include "headwire/frame/splice_frame.hpp"

#include "headwire/version.hpp"
