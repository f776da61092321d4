# shellcheck shell=bash
# Formats Java sources in place. The class path is the one of src/checks, whose FormatTest says what is not formatted.

format() {
    local stamp=$state/format.hash classpath=$state/format.classpath now part exports=() files=("$@")
    case ${1:-} in
        -h | --help)
            echo 'Usage: src/bin/pilothouse format [File.java …]   (without files: all Java files of the checkout)'
            return
            ;;
    esac
    need_jdk
    now=$(hash_of '^(src/checks/)?pom\.xml$')
    if [[ ! -s $classpath || $(cat "$stamp" 2>/dev/null) != "$now" ]]; then
        need_maven
        step 'resolving the formatter' "$state/format.log" formatter_classpath "$classpath" || exit 1
        printf '%s\n' "$now" >"$stamp"
    fi
    if ((${#files[@]} == 0)); then
        mapfile -d '' files < <(cd "$root" && source_files | grep -zE '\.java$' | while IFS= read -r -d '' file; do
            if [[ -e $file ]]; then printf '%s/%s\0' "$root" "$file"; fi
        done)
    fi
    perl -i "$here/lib/wrap-comments.pl" "${files[@]}"
    for part in api code file main model parser processing tree util; do
        exports+=("--add-exports=jdk.compiler/com.sun.tools.javac.$part=ALL-UNNAMED")
    done
    "$jdk/bin/java" -XX:TieredStopAtLevel=1 "${exports[@]}" -cp "$(<"$classpath")" \
        com.palantir.javaformat.java.Main --palantir --replace "${files[@]}"
}

# The formatter's class path, without the modules of this checkout: they need not be built for it.
formatter_classpath() {
    local folder=$state/formatter version
    version=$(sed -n -E 's/^  <version>(.*)<\/version>$/\1/p' "$root/pom.xml" | head -n 1)
    mkdir -p "$folder"
    cat >"$folder/pom.xml" <<END
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>io.pilothouse</groupId><artifactId>pilothouse</artifactId><version>$version</version>
    <relativePath>../../../pom.xml</relativePath></parent>
  <artifactId>formatter</artifactId>
  <packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>com.palantir.javaformat</groupId><artifactId>palantir-java-format</artifactId>
  </dependency></dependencies>
</project>
END
    mvn -B -Dstyle.color=never -f "$folder/pom.xml" dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$1"
}
