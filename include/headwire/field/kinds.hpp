// SPDX-License-Identifier: Apache-2.0
//
// The kinds of field.
#pragma once

#include "headwire/field/message.hpp"
#include "headwire/field/scalar.hpp"
#include "headwire/field/text.hpp"
