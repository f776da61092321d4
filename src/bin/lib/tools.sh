# shellcheck shell=bash
# Finds the JDK and Maven; installs what is missing where that is allowed, else says how.

readonly java_needed=25
readonly maven_needed=3.8.7

# The major version of the JDK in a folder, or nothing: a JDK has a compiler and a `release` file.
jdk_version() {
    [[ -x $1/bin/javac && -r $1/release ]] || return 0
    sed -n -E 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release"
}

# Prints the folder of the first JDK that is new enough.
find_jdk() {
    local candidate version on_path=''
    command -v javac >/dev/null && on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/*jdk* "${HOME:-}"/.jdks/* \
        "${HOME:-}"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [[ -n $candidate && -d $candidate ]] || continue
        version=$(jdk_version "$candidate")
        if [[ -n $version ]] && ((version >= java_needed)); then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

# Sets `jdk`.
need_jdk() {
    [[ -n ${jdk:-} ]] && return
    jdk=$(find_jdk) && return
    if command -v apt-cache >/dev/null && apt-cache show "openjdk-$java_needed-jdk-headless" >/dev/null 2>&1; then
        install_packages "Pilothouse runs on Java $java_needed" "openjdk-$java_needed-jdk-headless"
        jdk=$(find_jdk) && return
    fi
    fail "no JDK $java_needed or newer found (looked at JAVA_HOME, PATH and the usual folders); install one, for example" \
        "from https://adoptium.net, and set JAVA_HOME to its folder"
}

need_maven() {
    local version
    command -v mvn >/dev/null || install_packages 'Maven builds Pilothouse' maven
    # Maven itself runs on any Java from 17; without one on the PATH it runs on the JDK that was found
    if [[ -z ${JAVA_HOME:-} ]] && ! command -v java >/dev/null; then export JAVA_HOME=$jdk; fi
    # where the build looks for toolchains too
    export JAVA25_HOME=$jdk
    version=$(mvn -v 2>&1 || true)
    [[ $version == *'Apache Maven '* ]] || fail "mvn does not run: $version"
    version=$(sed -n -E 's/.*Apache Maven ([0-9][0-9A-Za-z.-]*).*/\1/p' <<<"$version")
    [[ $(printf '%s\n%s\n' "$maven_needed" "$version" | sort -V | head -n 1) == "$maven_needed" ]] ||
        fail "Maven is $version, Pilothouse needs $maven_needed or newer; install one from https://maven.apache.org"
    maven_version=$version
}

# Prints how apt-get may be run here; fails if it may not.
apt_get() {
    command -v apt-get >/dev/null || return 1
    if [[ $(id -u) == 0 ]]; then
        echo env DEBIAN_FRONTEND=noninteractive apt-get
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo sudo -n env DEBIAN_FRONTEND=noninteractive apt-get
    else
        return 1
    fi
}

# install_packages <why> <Debian package…>: installs them as root or through sudo without a password; else prints the
# command and stops.
install_packages() {
    local why=$1 apt install
    shift
    install=(install -y -q --no-install-recommends "$@")
    read -r -a apt < <(apt_get) || {
        command -v apt-get >/dev/null ||
            fail "missing: $*. $why. There is no apt-get here; install it by this system's own means and start again"
        say "missing: $*. $why. Installing it needs root rights. Run this and start again:"
        printf '    sudo apt-get install --no-install-recommends %s\n' "$*" >&2
        exit 1
    }
    say "missing: $*. $why"
    step "installing $*" "$state/apt.log" "${apt[@]}" "${install[@]}" && return
    say 'the package lists may be old: reading them again'
    step 'apt-get update' "$state/apt.log" "${apt[@]}" update &&
        step "installing $*" "$state/apt.log" "${apt[@]}" "${install[@]}" && return
    fail "cannot install $*; the reason is above"
}
