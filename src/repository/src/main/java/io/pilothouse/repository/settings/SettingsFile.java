package io.pilothouse.repository.settings;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads a settings file. The environment wins over the file: with the prefix `PILOTHOUSE_AGENT`, the key
/// `repository.passwordFile` is the variable `PILOTHOUSE_AGENT_REPOSITORY_PASSWORD_FILE`.
public final class SettingsFile {
    private static final int LARGEST = 1 << 20;

    private SettingsFile() {}

    /// @param file the settings file, which must exist
    /// @param prefix of the environment variables, without the last underscore
    /// @param environment such as `System.getenv()`
    /// @return what file and environment say; ask for every known key, then call [Settings#finish]
    public static Settings read(Path file, String prefix, Map<String, String> environment) throws SettingsException {
        String name = file.toString();
        YamlFile parsed = YamlGate.parse(bytes(file));
        List<InputError> errors = parsed.errors(name);
        if (!errors.isEmpty()) {
            throw new SettingsException(errors.getFirst().toString());
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path home = folder == null ? file.toAbsolutePath() : folder;
        Map<String, Entry> entries = new TreeMap<>();
        if (parsed.documents().size() > 1) {
            throw new SettingsException(name + ": The file holds more than one document; a settings file holds one.");
        }
        if (!parsed.documents().isEmpty()) {
            YamlDocument document = parsed.documents().getFirst();
            if (!(document.content() instanceof Json.Obj root)) {
                throw new SettingsException(
                        name + ":" + document.line() + ": The file must hold keys and values, such as \"key: value\".");
            }
            flatten(name, document, root, List.of(), home, entries);
        }
        return new Settings(name, prefix, environment, entries);
    }

    /// @return what the environment alone says
    public static Settings none(String prefix, Map<String, String> environment) {
        return new Settings("the environment", prefix, environment, Map.of());
    }

    private static byte[] bytes(Path file) throws SettingsException {
        if (Files.isDirectory(file)) {
            throw new SettingsException("The settings file " + file + " is a folder: name the file in it.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new SettingsException(
                        "The settings file " + file + " is larger than 1 MiB: is it the right file?");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new SettingsException(
                    "The settings file " + file + " does not exist: create it, or name another.", e);
        } catch (AccessDeniedException e) {
            throw new SettingsException(
                    "The settings file " + file + " may not be read by this user: change its permissions.", e);
        } catch (IOException e) {
            throw new SettingsException(
                    "The settings file " + file + " cannot be read: the disk or its mount fails.", e);
        }
    }

    private static void flatten(
            String name,
            YamlDocument document,
            Json.Obj obj,
            List<String> path,
            Path folder,
            Map<String, Entry> entries)
            throws SettingsException {
        for (var field : obj.fields().entrySet()) {
            List<String> here = new ArrayList<>(path);
            here.add(field.getKey());
            String source = name + ":" + document.line(here.toArray(String[]::new));
            if (field.getKey().contains(".")) {
                throw new SettingsException(source + ": A key holds a dot: write keys with dots as nested keys.");
            }
            switch (field.getValue()) {
                case Json.Obj nested -> flatten(name, document, nested, here, folder, entries);
                // a key without value is as good as none: people comment out the values below it
                case Json.Null ignored -> {}
                case Json.Arr value -> entries.put(String.join(".", here), new Entry(value, source, folder, false));
                case Json.Text value -> entries.put(String.join(".", here), new Entry(value, source, folder, false));
                case Json.Num value -> entries.put(String.join(".", here), new Entry(value, source, folder, false));
                case Json.Bool value -> entries.put(String.join(".", here), new Entry(value, source, folder, false));
            }
        }
    }
}
