package io.pilothouse.repository.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.git.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Executes `src/docs/fleet-repository.md` from top to bottom: files are written, commands are run, and what they print
/// is what the page says.
class DocumentedExamplesIT {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("# ([\\w.][\\w./-]*\\.ya?ml)");
    private static final Pattern IN_CI = Pattern.compile("pilothouse repo ([^>\\n]*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path folder;

    @Test
    void areTrue() throws IOException {
        // Given
        Upstream git = Upstream.in(folder.resolve("repository"));
        Files.move(git.folder().resolve(".git"), folder.resolve("unused"));
        int commands = 0;
        Matcher fences = FENCE.matcher(page());

        // When Then
        while (fences.find()) {
            String body = fences.group(2);
            switch (fences.group(1)) {
                case "yaml" -> write(git, body);
                case "console" -> commands += run(git, body);
                default -> assertThat(body).doesNotContain("pilothouse repo");
            }
        }
        assertThat(commands).isGreaterThan(10);
        assertThat(repo(git.folder(), "lint").code()).isZero();
    }

    private void write(Upstream git, String body) throws IOException {
        int end = body.indexOf('\n');
        Matcher file = FILE.matcher(body.substring(0, end));
        if (!file.matches()) {
            assertThat(body).startsWith("# yaml-language-server:").hasLineCount(1);
            return;
        }
        git.write(file.group(1), body.substring(end + 1));
        if (file.group(1).startsWith(".git")) {
            Matcher commands = IN_CI.matcher(body);
            while (commands.find()) {
                Ended ended = repo(git.folder(), words(commands.group(1).strip()));
                assertThat(ended.err()).isEmpty();
                assertThat(ended.code()).isLessThan(2);
            }
        }
    }

    private static int run(Upstream git, String body) throws IOException {
        StringBuilder printed = new StringBuilder();
        int count = 0;
        for (String line : body.split("\n", -1)) {
            if (!line.startsWith("$ ")) {
                continue;
            }
            count++;
            printed.append(line).append('\n');
            List<String> words = List.of(words(line.substring(2)));
            if (words.getFirst().equals("git")) {
                git.git(words.subList(1, words.size()).toArray(String[]::new));
            } else {
                assertThat(line).startsWith("$ pilothouse repo ");
                Ended ended = repo(git.folder(), words.subList(2, words.size()).toArray(String[]::new));
                assertThat(ended.err()).as(line).isEmpty();
                printed.append(ended.out().replace(git.folder().toString(), "/fleet"));
            }
        }
        assertThat(printed).hasToString(body);
        return count;
    }

    private record Ended(int code, String out, String err) {}

    private static Ended repo(Path here, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = RepoMain.execute(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        here),
                arguments);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words.toArray(String[]::new);
    }

    private static String page() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(here.resolve("src/docs/fleet-repository.md"))) {
            here = here.getParent();
        }
        return Files.readString(here.resolve("src/docs/fleet-repository.md"));
    }
}
