# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What scripts/demo and scripts/test share. Sourced by bash; sets `root` and goes there.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
exec </dev/null      # nothing here asks anything, and nothing may wait for an answer
export LC_ALL=C.UTF-8

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

is_debian_like() {
  [ -r /etc/os-release ] && command -v apt-get >/dev/null && command -v dpkg-query >/dev/null &&
    grep -qE '^ID(_LIKE)?=.*\b(debian|ubuntu)\b' /etc/os-release
}

# missing_packages PACKAGE... prints those that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      printf '%s\n' "$package"
  done
}

# install_packages PACKAGE... installs what is missing, after saying so.
install_packages() {
  local -a missing
  mapfile -t missing < <(missing_packages "$@")
  if [ ${#missing[@]} = 0 ]; then
    echo "Nothing to install: all packages are there."
    return
  fi
  echo "Installing with apt-get: ${missing[*]}"
  local -a as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      fail "only root can, and there is no sudo; as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  local log=$root/build/logs/apt.log
  mkdir -p "${log%/*}"
  {
    "${as_root[@]}" apt-get update &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}"
  } >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    fail "apt-get failed; the whole output is in $log"
  }
}

# check_tools COMMAND... -- PKG-CONFIG-NAME... stops with the names of what is not there.
check_tools() {
  local -a absent=()
  while [ "$1" != -- ]; do
    command -v "$1" >/dev/null || absent+=("$1")
    shift
  done
  shift
  local name
  for name in "$@"; do
    { command -v pkg-config >/dev/null && pkg-config --exists "$name"; } ||
      absent+=("$name (development files, found by pkg-config)")
  done
  [ ${#absent[@]} = 0 ] && return
  echo "This is neither Debian nor Ubuntu, so nothing is installed here. Missing:" >&2
  printf '  %s\n' "${absent[@]}" >&2
  fail "install these with the system's package manager, then run this again"
}

# configure FOLDER OPTION... sets a build folder up, or up again with these options. CXX and
# CXX_LD are only read the first time, so a folder belongs to one compiler.
configure() {
  local folder=$1
  shift
  if [ -f "$folder/build.ninja" ]; then
    meson setup --reconfigure "$folder" . "$@" && return
    rm -rf "$folder"  # left half made, or by another version of Meson
  fi
  rm -rf "$folder"
  meson setup "$folder" . "$@"
}

# quietly LOG COMMAND... shows the end of the output only when the command fails.
quietly() {
  local log=$1
  shift
  mkdir -p "${log%/*}"
  "$@" >"$log" 2>&1 || {
    local status=$?
    echo "--- the last lines of $log:" >&2
    tail -n 40 "$log" >&2
    return "$status"
  }
}
