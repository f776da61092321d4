# shellcheck shell=bash
# The benches: the program in src/bench, on a core of its own where there are two.

bench() {
    local pin=()
    case " $* " in
        *' -h '* | *' --help '*) ;;
        *)
            command -v git >/dev/null || install_packages 'The benches compare with it' git
            # servers run on core 0
            if command -v taskset >/dev/null && (($(nproc) > 1)); then pin=(taskset --cpu-list 1); fi
            ;;
    esac
    if [[ ${1:-} == engine && " $* " != *' -h '* && " $* " != *' --help '* ]]; then
        # the agent is measured as it is shipped
        train_agent
        PILOTHOUSE_AOT_CACHE=$(aot_file)
        export PILOTHOUSE_AOT_CACHE
    fi
    run_program src/bench io.pilothouse.bench.BenchMain "$@"
}
