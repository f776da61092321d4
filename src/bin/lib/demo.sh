# shellcheck shell=bash
# The demo: what it needs from the machine, then the program in src/demo.

demo() {
    local argument own_clusters=no window=yes
    for argument in "$@"; do
        case $argument in
            --kubeconfig | --kubeconfig=*) own_clusters=yes ;;
            --no-desktop | -h | --help) window=no ;;
        esac
    done
    need_jdk
    build_programs
    case " $* " in
        *' -h '* | *' --help '*) ;;
        *)
            if [[ $own_clusters == no ]]; then need_control_plane; fi
            if [[ $window == yes ]]; then need_window; fi
            ;;
    esac
    export PILOTHOUSE_LAUNCHER=$here/pilothouse PILOTHOUSE_BUILT=yes
    run_program src/demo io.pilothouse.demo.DemoMain "$@"
}

need_control_plane() {
    PILOTHOUSE_CONTROL_PLANE=$("$here/control-plane") || exit 1
    export PILOTHOUSE_CONTROL_PLANE
}

# On Linux a window needs GTK, where there is a display at all.
need_window() {
    [[ $(uname -s) == Linux && -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || return 0
    { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q 'libgtk-3\.so\.0' ||
        install_packages 'The desktop draws its window with GTK' libgtk-3-0
}
