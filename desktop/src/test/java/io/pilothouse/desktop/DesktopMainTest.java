package io.pilothouse.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesktopMainTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--theme pink | --theme is \"pink\"; it can be light, dark or system",
                "--size big | --size is \"big\"; write width x height",
                "--open https://example.com | --open is \"https://example.com\", which is no address",
                "--after soon --screenshot x.png --hub a:1 --identity b | --after is \"soon\"",
                "--screenshot x.png | --screenshot needs --hub and --identity",
                "--hubb a:1 | Unknown option",
            })
    void saysInOneSentenceWhatIsWrongWithItsArguments(String arguments, String sentence) {
        Result result = run(arguments.split(" "));

        assertThat(result.code()).isEqualTo(DesktopMain.WRONG_ARGUMENTS);
        assertThat(result.err()).contains(sentence).hasLineCount(1).doesNotContain("Exception");
    }

    @Test
    void explainsItself() {
        assertThat(DesktopMain.run("--help")).isZero();
    }

    private record Result(int code, String err) {}

    private static Result run(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
            int code = DesktopMain.run(arguments);
            return new Result(code, written.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }
}
