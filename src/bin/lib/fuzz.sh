# shellcheck shell=bash
# The long search for input that breaks the readers; a short one is part of verify.

fuzz_usage() {
    cat <<'END'
Usage: src/bin/pilothouse fuzz [gate|layout|kustomize …] [--seconds N] [--seed N]
       src/bin/pilothouse fuzz <target> --replay FILE

Makes up input for the readers of a fleet repository and watches what they claim of themselves: gate is the YAML parser,
layout is what reads a commit and renders it, kustomize builds kustomizations. Without a target it takes one after the
other, 300 seconds each. What it learns is kept in src/repository/target/fuzz/ and used again. Exit status: 0 nothing
found, 1 something broke.

  --seconds N    how long each target takes
  --seed N       the same choices again
  --replay FILE  tries one input, without the fuzzer
END
}

fuzz() {
    case " $* " in
        *' -h '* | *' --help '*)
            fuzz_usage
            return
            ;;
    esac
    local classpath=$state/fuzz.classpath now stamp=$state/fuzz.hash
    need_jdk
    now=$(hash_of '(^|/)pom\.xml$|^src/(core|repository|testkit)/src/')
    if [[ ! -s $classpath || $(cat "$stamp" 2>/dev/null) != "$now" ]]; then
        need_maven
        rm -f "$stamp"
        step 'building the readers and their tests' "$state/fuzz.log" fuzz_classpath "$classpath" || exit 1
        printf '%s\n' "$now" >"$stamp"
    fi
    "$jdk/bin/java" -cp "$root/src/repository/target/test-classes:$(<"$classpath")" \
        io.pilothouse.repository.fuzz.FuzzMain "$@"
}

# Compiles, and writes the class path of the tests of src/repository, the module's own classes first.
fuzz_classpath() {
    mvn_quietly test-compile dependency:build-classpath -pl src/repository -am \
        -DincludeScope=test -Dmdep.outputFile="$1.libraries" &&
        printf '%s:%s\n' "$root/src/repository/target/classes" "$(<"$1.libraries")" >"$1"
}
