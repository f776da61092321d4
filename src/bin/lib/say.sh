# shellcheck shell=bash
# What the launcher says, and steps that show that they are alive.

say() { printf 'pilothouse: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

step_child='' # the process group of the step that runs

# However the launcher ends, the step that runs ends with it.
end_step() {
    if [[ -n $step_child ]]; then
        kill -- "-$step_child" 2>/dev/null || true
        wait "$step_child" 2>/dev/null || true
        step_child=''
    fi
}
trap end_step EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# step <what> <log> <command…>: runs the command with its output in the log; shows what `progress_of` makes of the log
# while it runs, or every 15 seconds that it still runs; shows `failure_of` the log if it fails. Not in a subshell.
step() {
    local what=$1 log=$2 began=$SECONDS status=0 next shown=0 lines
    shift 2
    mkdir -p "$(dirname "$log")"
    : >"$log"
    say "$what …"
    set -m # a process group of its own, so that all of the step can be ended
    "$@" >"$log" 2>&1 </dev/null 8>&- &
    step_child=$!
    set +m
    next=$((SECONDS + 15))
    while kill -0 "$step_child" 2>/dev/null; do
        sleep 0.2
        lines=$(wc -l <"$log")
        if ((lines > shown)) && sed -n "$((shown + 1)),${lines}p" "$log" | progress_of >&2; then
            next=$((SECONDS + 15))
        elif ((SECONDS >= next)); then
            say "      still at it, $((SECONDS - began)) s"
            next=$((SECONDS + 15))
        fi
        shown=$lines
    done
    wait "$step_child" || status=$?
    step_child=''
    sed -n "$((shown + 1)),\$p" "$log" | progress_of >&2 || true
    if ((status != 0)); then
        failure_of "$log" >&2
        say "failed after $((SECONDS - began)) s: $what (all of its output: $log)"
        return "$status"
    fi
    say "      done in $((SECONDS - began)) s"
}

# Of Maven's output: which module is built and which test class ended; fails if there is nothing to show.
progress_of() {
    sed -n -E \
        -e 's/^\[INFO\] Building (.*[^ ]) [^ ]+ +\[([0-9]+\/[0-9]+)\]$/            [\2] \1/p' \
        -e 's/^\[(INFO|WARNING|ERROR)\] Tests run: ([0-9]+), Failures: 0, Errors: 0, Skipped: ([0-9]+), Time elapsed: ([0-9.,]+ [a-z]+) -+ in (.*)$/            ✓ \5 · \2 tests, \3 skipped · \4/p' \
        -e 's/^\[(INFO|WARNING|ERROR)\] Tests run: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+), Skipped: ([0-9]+), Time elapsed: ([0-9.,]+ [a-z]+) <<< (FAILURE|ERROR)! -+ in (.*)$/            ✗ \8 · \2 tests, \3 failed, \4 in error · \6/p' |
        grep .
}

# Of Maven's output: the errors, without what Maven says about itself. Of any other output: its end.
failure_of() {
    if grep -q '^\[ERROR\]' "$1"; then
        # warnings with a place fail the build too
        grep -E '^\[ERROR\]|^\[WARNING\] [^ ]+\.java:\[' "$1" | awk '!seen[$0]++' |
            grep -v -E '^\[ERROR\] *$|^\[ERROR\] Tests run|\[Help 1\]$|re-run Maven|Re-run Maven|For more information|cwiki.apache.org|After correcting|mvn <args>' |
            cut -c1-400 | head -n 60
    else
        tail -n 25 "$1"
    fi
}
