package io.pilothouse.repository.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The program `pilothouse fuzz`. Exit status: 0 nothing found, 1 something broke, 2 wrong arguments.
final class FuzzMain {
    private static final Pattern STATISTIC = Pattern.compile("stat::number_of_executed_units: +([0-9]+)");

    private FuzzMain() {}

    /// What was asked for.
    private record Order(List<FuzzTarget> targets, Duration time, int seed, List<Path> replays) {}

    public static void main(String[] arguments) throws Exception {
        Order order;
        try {
            order = order(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("pilothouse fuzz: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(order.replays().isEmpty() ? search(order) : replay(order));
    }

    private static Order order(String[] arguments) {
        List<FuzzTarget> targets = new ArrayList<>();
        List<Path> replays = new ArrayList<>();
        Duration time = Duration.ofMinutes(5);
        int seed = (int) (System.nanoTime() & 0x7FFFFFFF);
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.startsWith("--") && i + 1 == arguments.length) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            switch (argument) {
                case "--seconds" -> time = Duration.ofSeconds(Long.parseLong(arguments[++i]));
                case "--seed" -> seed = Integer.parseInt(arguments[++i]);
                case "--replay" -> replays.add(Path.of(arguments[++i]));
                default ->
                    targets.add(FuzzTarget.named(argument)
                            .orElseThrow(() -> new IllegalArgumentException("there is no target \"" + argument
                                    + "\"; there are "
                                    + Arrays.stream(FuzzTarget.values())
                                            .map(FuzzTarget::word)
                                            .collect(Collectors.joining(", ")))));
            }
        }
        if (!replays.isEmpty() && targets.size() != 1) {
            throw new IllegalArgumentException("--replay needs one target");
        }
        return new Order(targets.isEmpty() ? List.of(FuzzTarget.values()) : targets, time, seed, replays);
    }

    private static int search(Order order) throws Exception {
        int status = 0;
        for (FuzzTarget target : order.targets()) {
            System.out.println(
                    "fuzzing " + target.word() + " for " + order.time().toSeconds() + " s …");
            Fuzzing fuzzing = new Fuzzing(target, order.time(), order.seed());
            Fuzzing.Outcome outcome =
                    fuzzing.run(Files.createDirectories(fuzzing.folder().resolve("corpus")));
            System.out.println(summary(target, order.seed(), outcome));
            if (!outcome.found().isEmpty()) {
                System.out.println(advice(target, outcome));
                status = 1;
            }
        }
        return status;
    }

    private static int replay(Order order) throws Exception {
        for (Path file : order.replays()) {
            order.targets().getFirst().tryOut(Files.readAllBytes(file));
            System.out.println(file + ": holds");
        }
        return 0;
    }

    static String summary(FuzzTarget target, int seed, Fuzzing.Outcome outcome) {
        Matcher statistic = STATISTIC.matcher(outcome.log());
        String inputs = statistic.find() ? statistic.group(1) : "unknown";
        return "fuzz %s: %s inputs, seed %d, %d found"
                .formatted(target.word(), inputs, seed, outcome.found().size());
    }

    /// @return what to do about what was found
    static String advice(FuzzTarget target, Fuzzing.Outcome outcome) {
        String log = outcome.log();
        int at = log.indexOf("== Java Exception");
        String what = at < 0 ? "" : log.substring(at, Math.min(log.length(), at + 2_000));
        return outcome.found().stream()
                .map(file -> "replay with: src/bin/pilothouse fuzz " + target.word() + " --replay " + file
                        + "\nwhen it is mended, keep it as a seed in src/repository/src/test/resources/fuzz/"
                        + target.word() + "/\n")
                .collect(Collectors.joining("", "", what));
    }
}
