# shellcheck shell=bash
# verify: everything that must hold before a change lands, cheap steps first, counts last.

readonly buf_version=1.75.0
steps=()    # "seconds name", in order
left_out=() # what could not be checked here, and why
broken=()   # what failed besides tests

verify_usage() {
    cat <<'END'
Usage: src/bin/pilothouse verify [--quick] [--force]

Set-up, shell scripts, wire contract, build with static checks, formatting, architecture rules, unit tests; then the tests
on real clusters, of the screens, and of the whole. Ends with the counts; exit status 0 only if everything passed.

  --quick   without the tests that need real parts (control planes, screens, the whole)
  --force   run even if nothing changed since the last green run
END
}

verify() {
    local quick=no force=no key green began=$SECONDS argument scope=everything
    for argument in "$@"; do
        case $argument in
            --quick) quick=yes scope='all but real parts' ;;
            --force) force=yes ;;
            -h | --help)
                verify_usage
                return
                ;;
            *)
                verify_usage >&2
                fail "verify has no option '$argument'"
                ;;
        esac
    done

    mkdir -p "$state"
    exec 8>"$state/lock"
    if command -v flock >/dev/null && ! flock --nonblock 8; then
        say 'another build or verify is running in this checkout; waiting for it'
        flock 8
    fi
    timed 'set-up' set_up
    green=$state/green-$quick
    key="$(hash_of .) $(<"$jdk/release") $maven_version $(command -v shellcheck npm | tr '\n' ' ' || true)"
    if [[ $force == no && -r $green && $(head -n -4 "$green") == "$key" ]]; then
        say "nothing changed since the last green run ($(tail -n 4 "$green" | head -n 1)); its counts were (--force runs again):"
        tail -n 3 "$green"
        return
    fi
    rm -f "$green"
    find "$root" -type d \( -name surefire-reports -o -name failsafe-reports \) -path '*/target/*' -prune -exec rm -rf {} +

    if [[ $quick == no ]]; then timed 'control plane' need_control_plane; fi
    timed 'shell scripts' lint_shell
    timed 'wire contract' lint_proto
    timed 'build, static checks, formatting, unit tests' build_and_unit_tests
    if [[ $quick == no && ${#broken[@]} == 0 ]]; then
        timed 'real clusters, screens, acceptance' tests_with_real_parts
    fi
    if ((${#broken[@]} == 0)); then find_unrun_tests "$quick"; fi
    conclude "$scope" "$((SECONDS - began))" "$green" "$key"
}

# timed <name> <command…>: remembers what took how long.
timed() {
    local name=$1 began=$SECONDS
    shift
    say "── $name"
    "$@"
    steps+=("$(printf '%6d s  %s' "$((SECONDS - began))" "$name")")
}

set_up() {
    need_jdk
    need_maven
    say "Java $(sed -n -E 's/^JAVA_VERSION="(.*)"/\1/p' "$jdk/release") in $jdk, Maven $maven_version"
    optional_tool shellcheck shellcheck 'checks the shell scripts'
    optional_tool npm npm 'fetches buf, which checks the wire contract'
    optional_tool gpg gnupg 'signs commits, whose signatures are tested'
    optional_tool ssh-keygen openssh-client 'signs commits, whose signatures are tested'
    if [[ $(uname -s) == Linux ]] && ! has_fonts; then
        if apt_get >/dev/null; then
            install_packages 'The tests of the screens draw text' libfreetype6 libpangoft2-1.0-0 fontconfig fonts-dejavu-core
        else
            say 'no fonts found: the tests of the screens may fail (Debian: libfreetype6 libpangoft2-1.0-0 fontconfig fonts-dejavu-core)'
        fi
    fi
}

has_fonts() {
    local libraries
    libraries=$({ ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null)
    [[ $libraries == *libfreetype.so.6* && $libraries == *libpangoft2-1.0.so.0* ]]
}

# optional_tool <command> <package> <why>: installs it where that is allowed; its check says if it is left out.
optional_tool() {
    command -v "$1" >/dev/null && return
    if apt_get >/dev/null; then install_packages "$1 $3" "$2"; fi
}

lint_shell() {
    local scripts=()
    if ! command -v shellcheck >/dev/null; then
        left_out+=('shell scripts: shellcheck is not installed (apt-get install shellcheck)')
        return
    fi
    mapfile -t scripts < <(find "$root/src/bin" "$root/.ci" -maxdepth 1 -type f)
    step 'shellcheck' "$state/shellcheck.log" shellcheck -x "${scripts[@]}" || broken+=('shell scripts')
}

lint_proto() {
    local buf=$cache/buf/$buf_version-$(uname -m)/buf
    if [[ ! -x $buf ]]; then
        if ! command -v npm >/dev/null; then
            left_out+=('wire contract: npm is not installed, so buf cannot be fetched (apt-get install npm)')
            return
        fi
        if ! step "fetching buf $buf_version from the npm registry, once" "$state/buf-fetch.log" fetch_buf "$buf"; then
            broken+=('wire contract: buf cannot be fetched')
            return
        fi
    fi
    step 'buf lint' "$state/buf.log" "$buf" lint "$root/proto" || broken+=('wire contract')
}

# fetch_buf <target>: the binary of this platform, checked against what was pinned.
fetch_buf() {
    local target=$1 platform want work status=0
    case $(uname -s)-$(uname -m) in
        Linux-x86_64)
            platform=linux-x64
            want=606189031d25a4c084eda3168cd38971fa04686fdefa26079d30b8499d0fe5e4b821f7ccaf203d678fdb6f59b5c0d5c0109f004c530464e024ff9c7d544e3b8a
            ;;
        Linux-aarch64)
            platform=linux-aarch64
            want=797f97ca8933243aac348168f1bd4edc306f6e792c3a8ccf257e1056c367eb526a494b56b29c9335e62ac20f254436a770c2fe6c3a9910314f0018c0b1509019
            ;;
        *)
            echo "no buf pinned for $(uname -s) $(uname -m)"
            return 1
            ;;
    esac
    work=$(mktemp -d) || return 1
    {
        cd "$work" &&
            npm pack --silent "@bufbuild/buf-$platform@$buf_version" &&
            printf '%s  %s\n' "$want" "bufbuild-buf-$platform-$buf_version.tgz" | sha512sum --check --quiet --strict &&
            tar -xzf "bufbuild-buf-$platform-$buf_version.tgz" package/bin/buf &&
            mkdir -p "$(dirname "$target")" &&
            mv package/bin/buf "$target.new" && mv "$target.new" "$target"
    } || status=1
    rm -rf "$work"
    return "$status"
}

# Failing tests do not stop the build: all of them are counted, and they fail the run at the end.
build_and_unit_tests() {
    step 'mvn package' "$state/unit.log" mvn_quietly -T2 package -Dmaven.test.failure.ignore=true ||
        broken+=("build (see above, all of it in $state/unit.log)")
}

tests_with_real_parts() {
    step 'mvn verify' "$state/real.log" mvn_quietly verify -Dunit.skip=true -Dmaven.test.failure.ignore=true ||
        broken+=("build (see above, all of it in $state/real.log)")
}

# A test class without a report did not run: its JVM crashed, or its name matches no runner.
find_unrun_tests() {
    local file module class
    while IFS= read -r -d '' file; do
        case $file in
            *UiTest.java | *AcceptanceTest.java | *IT.java) [[ $1 == yes ]] && continue ;;
        esac
        grep -qE '@(Test|ParameterizedTest|RepeatedTest|TestFactory|ArchTest)' "$root/$file" || continue
        grep -qE '^(public )?abstract class' "$root/$file" && continue
        module=$root/${file%%src/test/java/*}
        class=${file#*src/test/java/}
        class=${class%.java}
        compgen -G "${module}target/*-reports/TEST-${class//\//.}*.xml" >/dev/null ||
            broken+=("did not run: ${class//\//.}")
    done < <(cd "$root" && source_files | grep -zE 'src/test/java/.*(Test|IT)\.java$')
}

# Sums over all reports: "passed failed skipped".
count() {
    find "$root" -path '*/target/*-reports/TEST-*.xml' -exec grep -ho '<testsuite [^>]*>' {} + | awk '
        function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        { bad = value("errors") + value("failures"); failed += bad; skipped += value("skipped"); passed += value("tests") - bad - value("skipped") }
        END { printf "%d %d %d\n", passed, failed, skipped }'
}

# The tests that failed, one a line.
failed_tests() {
    find "$root" -path '*/target/*-reports/TEST-*.xml' -exec awk '
        /<testcase / { name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name)
                       class = $0; sub(/.* classname="/, "", class); sub(/".*/, "", class) }
        /<(failure|error)[ >]/ { message = ""; if (match($0, /message="[^"]*"/)) message = substr($0, RSTART + 9, RLENGTH - 10)
                       print "      ✗ " class "." name "  " substr(message, 1, 300) }' {} + |
        sed -e "s/&#10;/ /g" -e "s/&apos;/'/g" -e 's/&quot;/"/g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g' | sort -u
}

conclude() {
    local scope=$1 seconds=$2 green=$3 key=$4 passed failed skipped line
    read -r passed failed skipped < <(count)
    say '── result'
    printf '      %s\n' "${steps[@]}" >&2
    if ((failed > 0)); then failed_tests >&2; fi
    for line in ${left_out[@]+"${left_out[@]}"}; do say "left out: $line"; done
    for line in ${broken[@]+"${broken[@]}"}; do say "failed: $line"; done
    if ((passed == 0 && failed == 0)); then broken+=('no test ran'); fi
    line="Verified $scope in $seconds s: $((passed + failed + skipped)) tests"
    if ((failed > 0 || ${#broken[@]} > 0)); then
        printf 'NOT GREEN after %d s: %d tests failed, %d other steps failed\n\n' "$seconds" "$failed" "${#broken[@]}"
        printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
        return 1
    fi
    printf '%s\n\n%d passed, %d failed, %d skipped\n' "$line" "$passed" "$failed" "$skipped" | tee "$state/last"
    { printf '%s\n' "$key" "$(date '+%Y-%m-%d %H:%M')" && cat "$state/last"; } >"$green"
}
