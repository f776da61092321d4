package io.pilothouse.repository.helm;

import io.pilothouse.repository.helm.engine.Answer;

/// What to tell people where Helm did not even come to refuse the chart.
final class EngineSentences {
    private EngineSentences() {}

    /// A code and its sentence.
    record Sentence(String code, String text) {}

    static Sentence of(Answer.TooLarge answer) {
        return new Sentence(
                "PH-181",
                "The chart gives %,d bytes; the limit is %,d: check its loops, or split it."
                        .formatted(answer.bytes(), answer.limit()));
    }

    static Sentence of(Answer.TooSlow answer) {
        return new Sentence(
                "PH-181",
                "The chart was not rendered after %d seconds, which is the limit: check its loops."
                        .formatted(answer.limit().toSeconds()));
    }

    static Sentence of(Answer.Busy ignored) {
        return new Sentence(
                "PH-181",
                "Another chart, which took too long, still keeps Helm's engine: this one is rendered after it ends; if"
                        + " it never does, restart the program.");
    }

    static Sentence of(Answer.Banned ignored) {
        return new Sentence(
                "PH-181",
                "Rendering this chart with these values twice took too long or ended the program: it is not tried again"
                        + " for a day unless the chart or its values change.");
    }

    static Sentence of(Answer.Unavailable answer) {
        return new Sentence(
                "PH-187",
                "Charts cannot be rendered on this machine, because Helm's engine is not there: " + answer.why() + ".");
    }

    static Sentence disk() {
        return new Sentence(
                "PH-187",
                "The chart cannot be written to this machine's disk, where Helm reads it: check free space and the"
                        + " permissions of the program's folder.");
    }
}
