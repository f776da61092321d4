# shellcheck shell=bash
# Builds what changed, and starts programs from what was built.

# Every file of the checkout that Git tracks or would track, NUL-separated.
source_files() {
    if git -C "$root" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git -C "$root" ls-files -z --cached --others --exclude-standard
    else # an unpacked source archive
        (cd "$root" && find . -type f -not -path '*/target/*' -not -path './.git/*' -printf '%P\0')
    fi
}

# hash_of <pattern>: one hash over names and contents of the source files whose path matches.
hash_of() {
    {
        cd "$root"
        source_files | grep -zE "$1" | LC_ALL=C sort -zu | xargs -0 -r sha256sum 2>&1 || true # a deleted file is a change too
    } | sha256sum | cut -d' ' -f1
}

mvn_quietly() { MAVEN_OPTS="${MAVEN_OPTS:--Xmx1g}" mvn -B -Dstyle.color=never -f "$root/pom.xml" "$@"; }

# Builds the programs unless the sources are those of the last build. One build at a time.
build_programs() {
    local now stamp=$state/built
    [[ ${PILOTHOUSE_BUILT:-} == yes ]] && return # said by a program that this launcher started
    need_jdk
    mkdir -p "$state"
    exec 8>"$state/lock"
    if command -v flock >/dev/null && ! flock --nonblock 8; then
        say 'another build is running here; waiting for it'
        flock 8
    fi
    now=$(hash_of '(^|/)pom\.xml$|/src/main/')
    if [[ $(cat "$stamp" 2>/dev/null) != "$now" || ! -r $root/fleet-hub/target/classpath ||
        ! -r $root/src/repository/target/classpath ]]; then
        need_maven
        rm -f "$stamp"
        step 'building (the first time downloads the libraries)' "$state/build.log" \
            mvn_quietly -T2 -Dmaven.test.skip=true package -pl fleet-hub,cluster-agent,desktop,src/demo,src/bench -am || exit 1
        printf '%s\n' "$now" >"$stamp"
    fi
    exec 8>&-
}

# program_class_path <module>: its jar, and everything it needs.
program_class_path() {
    local jar
    jar=$(find "$root/$1/target" -maxdepth 1 -name '*-[0-9]*.jar' | head -n 1)
    [[ -n $jar && -r $root/$1/target/classpath ]] ||
        fail "$1 is not built; remove $state/built and start again"
    printf '%s\n' "$jar:$(<"$root/$1/target/classpath")"
}

# run_program <module> <main class> <arguments…>: becomes the program.
run_program() {
    local module=$1 main=$2 class_path ready=()
    shift 2
    need_jdk
    build_programs
    class_path=$(program_class_path "$module") || exit 1
    if [[ $module == cluster-agent ]]; then mapfile -t ready < <(agent_aot_options "${1:-}"); fi
    # shellcheck disable=SC2086 # PILOTHOUSE_JAVA_OPTS is a list of words
    exec "$jdk/bin/java" "@$root/$module/src/main/jvm.options" "${ready[@]}" ${PILOTHOUSE_JAVA_OPTS:-} \
        -cp "$class_path" "$main" "$@"
}
