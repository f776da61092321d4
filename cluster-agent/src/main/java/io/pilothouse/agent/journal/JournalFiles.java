package io.pilothouse.agent.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// The files of a folder that make up the journal.
record JournalFiles(Deque<Segment> segments, boolean isDamaged) {

    static JournalFiles read(Path folder) throws IOException {
        Deque<Segment> run = new ArrayDeque<>();
        boolean isDamaged = false;
        List<Integer> numbers = numbers(folder);
        for (int number : numbers) {
            Segment segment = Segment.open(folder, number).orElse(null);
            if (segment == null) {
                isDamaged = true;
                Files.deleteIfExists(Segment.path(folder, number));
                continue;
            }
            boolean continues = !run.isEmpty()
                    && run.getLast().header().epoch().equals(segment.header().epoch())
                    && run.getLast().last() + 1 == segment.first();
            if (!continues || segment.header().isBase()) {
                // the files before are either replaced, or end in damage: what follows is newer than the damage
                for (Segment old : run) {
                    old.delete();
                }
                run.clear();
            }
            run.addLast(segment);
        }
        return new JournalFiles(
                run, isDamaged || (!run.isEmpty() && run.getLast().file().wasCut()));
    }

    private static List<Integer> numbers(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d{8}\\.log"))
                    .map(name -> Integer.parseInt(name.substring(0, 8)))
                    .sorted()
                    .toList();
        }
    }
}
