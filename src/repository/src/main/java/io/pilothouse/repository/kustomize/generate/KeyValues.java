package io.pilothouse.repository.kustomize.generate;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Collects what a generated object holds: lines of files, texts, whole files. Each key once.
final class KeyValues {
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
    private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    /// The reference stops reading at such a line without a word.
    private static final int LONGEST_LINE = 64 << 10;

    private final FileContents files;
    private final Map<String, byte[]> values = new TreeMap<>();

    KeyValues(FileContents files) {
        this.files = files;
    }

    /// @return the values by key, in the order of keys
    static Map<String, byte[]> of(GeneratorArguments arguments, FileContents files)
            throws RefusedSourceException, DamagedTreeException {
        KeyValues collected = new KeyValues(files);
        for (Written env : arguments.envs()) {
            collected.addLines(env);
        }
        for (Written literal : arguments.literals()) {
            collected.addLiteral(literal);
        }
        for (Written file : arguments.files()) {
            collected.addFile(file);
        }
        return collected.values;
    }

    /// @return the path in `path` or `key=path`
    static Written pathOf(Written file) {
        return new Written(file.text().substring(file.text().indexOf('=') + 1), file.place());
    }

    private void addLiteral(Written literal) throws RefusedSourceException {
        int equals = literal.text().indexOf('=');
        if (equals < 1) {
            throw refused(literal.place(), "A literal must be key=value.");
        }
        String value = unquoted(literal.text().substring(equals + 1));
        add(literal.text().substring(0, equals), value.getBytes(StandardCharsets.UTF_8), literal.place());
    }

    private static String unquoted(String value) {
        if (value.isEmpty()) {
            return value;
        }
        char first = value.charAt(0);
        boolean isQuoted = (first == '"' || first == '\'') && first == value.charAt(value.length() - 1);
        if (isQuoted && value.length() == 1) {
            return value;
        }
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    private void addFile(Written file) throws RefusedSourceException, DamagedTreeException {
        String text = file.text();
        int equals = text.indexOf('=');
        if (equals == 0 || equals == text.length() - 1 || equals != text.lastIndexOf('=')) {
            throw refused(file.place(), "A file must be a path or key=path, and neither may hold an equals sign.");
        }
        Written path = pathOf(file);
        String key = equals > 0 ? text.substring(0, equals) : text.substring(text.lastIndexOf('/') + 1);
        add(key, files.read(path), file.place());
    }

    private void addLines(Written env) throws RefusedSourceException, DamagedTreeException {
        String text =
                utf8(files.read(env)).orElseThrow(() -> refused(env.place(), "A file of variables must be UTF-8."));
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            if (i == 0 && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            if (line.length() > LONGEST_LINE) {
                throw refused(env.place(), "Line " + (i + 1) + " of the file is longer than 64 KiB.");
            }
            line = line.replaceFirst("^[\\s\\u0085\\u00A0]+", "");
            if (!line.isEmpty() && !line.startsWith("#")) {
                addVariable(line, i + 1, env.place());
            }
        }
    }

    private void addVariable(String line, int number, Place place) throws RefusedSourceException {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals);
        if (!VARIABLE.matcher(key).matches() || isDots(key)) {
            throw refused(place, "Line " + number + " of the file does not begin with the name of a variable.");
        }
        String value = equals < 0 ? "" : line.substring(equals + 1);
        add(key, value.getBytes(StandardCharsets.UTF_8), place);
    }

    private void add(String key, byte[] value, Place place) throws RefusedSourceException {
        if (!KEY.matcher(key).matches() || isDots(key)) {
            throw refused(place, "A key must be letters, digits, dashes, dots and underscores, at most 253.");
        }
        if (values.putIfAbsent(key, value) != null) {
            throw refused(place, "The key " + key + " is there twice: remove one.");
        }
    }

    private static boolean isDots(String key) {
        return key.equals(".") || key.startsWith("..");
    }

    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static RefusedSourceException refused(Place place, String message) {
        return new RefusedSourceException(new InputError("PH-176", place.origin(), message));
    }
}
