# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Builds, tests and their counts, for the scripts that end with `N passed, N failed`. Sourced after lib.sh.

passed=0
failed=0
summary=()
step=0
steps=0  # how many there will be; 0 if that is not known
counting=false

# count_steps COMMAND... sets `steps`: runs a function whose steps then do nothing but count themselves.
count_steps() {
  counting=true
  "$@"
  counting=false
}

# begin_step NAME says how far the run is. Fails when steps are only counted.
begin_step() {
  if $counting; then
    steps=$((steps + 1))
    return 1
  fi
  step=$((step + 1))
  started=$SECONDS
  local of=
  [ "$steps" = 0 ] || of=" of $steps"
  printf '=== step %d%s, after %d min %02d s: %s\n' "$step" "$of" $((SECONDS / 60)) $((SECONDS % 60)) "$1"
}

# watched LOG COMMAND... is `quietly`; on a terminal it shows ninja's counter while the command runs.
watched() {
  local log=$1 ticker='' status=0
  if [ -t 2 ]; then
    while sleep 1; do
      printf '\r\033[K    %s %d s' "$(tail -n 3 "$log" 2>/dev/null | grep -o '^\[[0-9]*/[0-9]*\]' | tail -n 1)" \
        $((SECONDS - started)) >&2
    done &
    ticker=$!
  fi
  quietly "$@" || status=$?
  if [ -n "$ticker" ]; then
    kill "$ticker"
    wait "$ticker" 2>/dev/null || true
    printf '\r\033[K' >&2
  fi
  return "$status"
}

# record NAME PASSED FAILED [SKIPPED]
record() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  summary+=("$(printf '%-28s %4d passed %4d failed %4d skipped %5ds' "$1" "$2" "$3" "${4-0}" $((SECONDS - started)))")
}

# run_step NAME COMMAND... counts a command as one test; exit code 77 is a skip, as in Meson.
run_step() {
  local name=$1 status=0
  shift
  begin_step "$name" || return 0
  quietly "build/logs/${name// /-}.log" "$@" || status=$?
  case $status in
    0) record "$name" 1 0 ;;
    77) record "$name" 0 0 1 ;;
    *) record "$name" 0 1 ;;
  esac
}

# run_tests NAME FOLDER MESON-TEST-OPTION... runs the tests of a build and counts them.
run_tests() {
  local name=$1 folder=$2
  shift 2
  begin_step "testing with $name" || return 0
  local log=$folder/meson-logs/${name// /-}
  rm -f "$log"*.json
  local status=0
  # The build is whole: Meson need not look again. Time limits are for a machine with nothing else to do.
  meson test -C "$folder" --no-rebuild --print-errorlogs --timeout-multiplier 3 \
    --logbase "${name// /-}" "$@" || status=$?
  local counts=(0 0 0)
  # With --wrap, the name of the wrapper is a part of the file's.
  local -a written=("$log"*.json)
  [ -f "${written[0]}" ] && read -ra counts < <(scripts/count-tests "${written[0]}")
  # A runner that fails without a failed test, or finds no test at all, is a failure of its own.
  if [ "${counts[1]}" = 0 ] && { [ "$status" != 0 ] || [ "${counts[0]}" = 0 ]; }; then
    echo "meson test ended with code $status and ${counts[0]} passed tests" >&2
    counts[1]=1
  fi
  record "$name" "${counts[@]}"
}

# build NAME FOLDER CXX OPTION... [-- TARGET... | -- tests-without SUITE...] is counted as a test only when
# it fails: what it makes is tested next. With an empty CXX the compiler is that of a cross file among the
# options. `tests-without` builds what all tests but those of some suites need.
build() {
  local name=$1 folder=$2
  [ -z "$3" ] || local -x CXX=$3
  shift 3
  local -a options=()
  while [ $# != 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  [ $# = 0 ] || shift
  begin_step "building $name in $folder" || return 0
  compile() {
    configure "$folder" -Dauto_features=enabled -Dwerror=true "${options[@]}" || return
    if [ "${1-}" = tests-without ]; then
      shift
      local targets
      targets=$(scripts/test-targets "$folder" "$@") || return
      mapfile -t targets <<<"$targets"
      set -- "${targets[@]}"
    fi
    ninja -C "$folder" "$@"
  }
  watched "build/logs/${name// /-}-build.log" compile "$@" && return
  record "$name (build)" 0 1
  return 1
}

# show_results prints the summary and fails when anything did.
show_results() {
  echo
  printf '%s\n' "${summary[@]}"
  echo "Whole outputs are in build/logs and build/*/meson-logs. Time: $((SECONDS / 60)) min $((SECONDS % 60)) s."
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
