package io.pilothouse.repository.helm.engine;

import java.time.Duration;

/// What came of a rendering.
public sealed interface Answer {

    /// @param notes Helm's report, which ends with what `NOTES.txt` of the chart gives
    record Rendered(String notes) implements Answer {}

    /// Helm refuses the chart.
    ///
    /// @param message in Helm's words, which may quote values: never shown as it is
    record Refused(String message) implements Answer {}

    /// The output is larger than anybody may want.
    record TooLarge(long bytes, long limit) implements Answer {}

    /// It took too long, and goes on: a native call cannot be interrupted.
    record TooSlow(Duration limit) implements Answer {}

    /// Not tried: another chart that took too long still keeps the engine.
    record Busy() implements Answer {}

    /// Not tried: this chart with these values has kept the engine, or ended the program, before.
    record Banned() implements Answer {}

    /// There is no engine on this machine.
    ///
    /// @param why for people, without the end of a sentence
    record Unavailable(String why) implements Answer {}
}
