package io.pilothouse.desktop;

/// Where the program begins. A class of its own, because JavaFX on the class path refuses to start from one that it
/// knows.
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(DesktopMain.run(arguments));
    }
}
