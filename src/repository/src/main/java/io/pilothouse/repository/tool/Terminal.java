package io.pilothouse.repository.tool;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.tool.show.PrettyJson;
import java.io.PrintStream;
import java.nio.file.Path;

/// Where a command was started and what it writes to. Lines end as they do on Unix, also where they go to a file.
///
/// @param out for what was asked for
/// @param err for what is wrong
/// @param isColoured `out` is a terminal
/// @param here the current folder
record Terminal(PrintStream out, PrintStream err, boolean isColoured, Path here) {

    void say(String line) {
        out.print(line + "\n");
    }

    void say(Json value) {
        say(PrettyJson.write(value));
    }

    void complain(String sentence) {
        err.print("pilothouse repo: " + sentence + "\n");
        err.flush();
    }
}
