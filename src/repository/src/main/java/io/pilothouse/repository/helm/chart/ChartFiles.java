package io.pilothouse.repository.helm.chart;

import io.pilothouse.core.slice.PathNames;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Writes a chart's files to disk, one after the other, and refuses everything that is not a plain file at a plain
/// place.
final class ChartFiles {
    private static final int LONGEST_NAME = 1_000;

    private final Path folder;
    private final ChartLimits.Count count;

    /// @param folder where to write to, empty
    ChartFiles(Path folder, ChartLimits.Count count) {
        this.folder = folder;
        this.count = count;
    }

    /// Copies a chart out of a commit, without what its `.helmignore` names.
    ///
    /// @param chart the chart's folder
    void copy(FleetTree tree, String chart)
            throws IOException, DamagedTreeException, OversizedTreeException, RefusedChartException {
        IgnoreRules rules = rules(tree, chart);
        for (TreeEntry entry : tree.files(chart)) {
            String path = chart.isEmpty() ? entry.path() : entry.path().substring(chart.length() + 1);
            if (rules.isIgnored(path)) {
                continue;
            }
            switch (entry.kind()) {
                case FILE -> {
                    check(path);
                    long size = tree.size(entry);
                    count.add(path, size);
                    write(path, tree.read(entry, Math.toIntExact(size)));
                }
                case SYMLINK ->
                    throw new RefusedChartException(
                            "PH-101", path, "Symbolic links are not supported: commit the file itself.");
                case SUBMODULE ->
                    throw new RefusedChartException(
                            "PH-101", path, "Submodules are not supported: commit the files themselves.");
                case FOLDER -> {}
            }
        }
    }

    private static IgnoreRules rules(FleetTree tree, String chart) throws DamagedTreeException, RefusedChartException {
        String path = (chart.isEmpty() ? "" : chart + "/") + IgnoreRules.FILE;
        Optional<TreeEntry> file = tree.find(path).filter(TreeEntry::isFile);
        if (file.isEmpty()) {
            return IgnoreRules.NONE;
        }
        if (tree.size(file.get()) > IgnoreRules.LARGEST) {
            throw new RefusedChartException("PH-181", IgnoreRules.FILE, "The file is too large to be read.");
        }
        return IgnoreRules.parse(tree.read(file.get(), IgnoreRules.LARGEST));
    }

    /// Unpacks an archive, whose files all lie in one folder that is named after the chart.
    ///
    /// @param name the archive's, for people; empty for the chart as such
    void unpack(InputStream packed, String name) throws IOException, RefusedChartException {
        Set<String> written = new HashSet<>();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(packed))) {
            TarReader tar = new TarReader(in);
            for (var next = tar.next(); next.isPresent(); next = tar.next()) {
                TarReader.Entry entry = next.get();
                String inArchive = entry.name().startsWith("./") ? entry.name().substring(2) : entry.name();
                int slash = inArchive.indexOf('/');
                count.add(name, entry.size());
                if (entry.isFolder()) {
                    check(inArchive.endsWith("/") ? inArchive.substring(0, inArchive.length() - 1) : inArchive, name);
                    continue;
                }
                if (slash < 0) {
                    throw new RefusedChartException(
                            "PH-180", name, "The archive holds a file outside the chart's folder: package it again.");
                }
                check(inArchive, name);
                if (!written.add(inArchive)) {
                    throw new RefusedChartException(
                            "PH-180", name, "The archive holds a file twice: package it again.");
                }
                write(inArchive.substring(slash + 1), tar.content());
            }
        } catch (TarReader.MalformedTarException e) {
            throw new RefusedChartException(
                    "PH-180", name, "The archive " + e.getMessage() + ": package the chart again.");
        } catch (ZipException | EOFException e) {
            throw new RefusedChartException(
                    "PH-180", name, "The archive is damaged or not packed with gzip: package the chart again.");
        }
        if (written.isEmpty()) {
            throw new RefusedChartException("PH-180", name, "The archive is empty.");
        }
    }

    private void check(String path) throws RefusedChartException {
        check(path, path);
    }

    private static void check(String path, String shown) throws RefusedChartException {
        boolean isPlain = !path.isEmpty()
                && path.length() <= LONGEST_NAME
                && !path.startsWith("/")
                && path.indexOf('\\') < 0
                && path.indexOf('"') < 0
                && path.indexOf('`') < 0
                && path.indexOf(':') < 0
                && path.chars().noneMatch(c -> c < ' ' || c == 0x7F);
        for (String part : path.split("/", -1)) {
            isPlain &= !part.isEmpty() && !part.equals(".") && !part.equals("..") && part.length() <= 200;
        }
        if (!isPlain || PathNames.problem(path).isPresent()) {
            throw new RefusedChartException(
                    "PH-180",
                    PathNames.printable(shown),
                    "The chart holds a file whose name leads elsewhere or deceives: rename it.");
        }
    }

    private void write(String path, byte[] content) throws IOException, RefusedChartException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder)) {
            throw new RefusedChartException("PH-180", "", "The chart holds a file whose name leads out of it.");
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (java.nio.file.FileAlreadyExistsException | java.nio.file.NoSuchFileException e) {
            throw new RefusedChartException("PH-180", path, "The chart holds a file and a folder of the same name.");
        }
    }
}
