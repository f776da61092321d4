# shellcheck shell=bash
# The agent's start-up cache: its classes as the JVM has them in memory after reading, checking and linking them (JEP 483,
# 515). Half of the processor time of a start, and a second of it, goes without.

aot_file() { printf '%s\n' "$state/agent.aot"; }

# What it was made of: with any other jars, JDK or options the JVM would find it useless.
aot_mark() {
    local jars
    IFS=: read -ra jars < <(program_class_path cluster-agent)
    { printf '%s\n' "$jdk" && stat -Lc '%n %s %Y' "${jars[@]}" && cat "$root/cluster-agent/src/main/jvm.options"; } |
        sha256sum | cut -d' ' -f1
}

# agent_aot_options <command>: the options an agent starts with, a line each; none where there is no cache of this build.
agent_aot_options() {
    if [[ -n ${PILOTHOUSE_AOT_RECORD:-} && $1 == run ]]; then
        printf '%s\n' -XX:AOTMode=record "-XX:AOTConfiguration=$PILOTHOUSE_AOT_RECORD" '-Xlog:aot*=off'
    elif [[ -r $(aot_file) && $(cat "$(aot_file).mark" 2>/dev/null) == "$(aot_mark)" ]]; then
        printf '%s\n' "-XX:AOTCache=$(aot_file)" '-Xlog:aot*=off'
    fi
}

# Lets the agent of a demo do its whole work once, and keeps what the JVM learnt.
train_agent() {
    local file record
    need_jdk
    build_programs
    file=$(aot_file)
    [[ $(cat "$file.mark" 2>/dev/null) == "$(aot_mark)" && -r $file ]] && return
    record=$state/agent.aotconf
    rm -f "$file" "$file.mark" "$record"
    need_control_plane
    step 'starting an agent once, to learn what its start needs' "$state/aot.log" \
        env PILOTHOUSE_AOT_RECORD="$record" "$here/pilothouse" demo --no-desktop --clusters 1 --until-synced || exit 1
    [[ -s $record ]] || fail "the JVM has written no record of the agent's start; see $state/aot.log"
    step 'making the start-up cache of it' "$state/aot.log" \
        "$jdk/bin/java" "@$root/cluster-agent/src/main/jvm.options" \
        -XX:AOTMode=create "-XX:AOTConfiguration=$record" "-XX:AOTCache=$file" \
        -cp "$(program_class_path cluster-agent)" || exit 1
    rm -f "$record"
    aot_mark >"$file.mark"
}
