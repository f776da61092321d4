package io.pilothouse.repository.kustomize.field;

import io.pilothouse.repository.kustomize.field.FieldRules.NameReference;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The rules that hold where a kustomization says nothing else, see `rules.txt`.
public final class DefaultFieldRules {
    public static final FieldRules RULES = load();

    private DefaultFieldRules() {}

    private static FieldRules load() {
        try (InputStream file = DefaultFieldRules.class.getResourceAsStream("rules.txt")) {
            return parse(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FieldRules parse(String text) {
        Map<Section, FieldSpecs> fields = new EnumMap<>(Section.class);
        List<NameReference> references = new ArrayList<>();
        for (String section : text.split("\n\\[", -1)) {
            int end = section.indexOf(']');
            if (section.startsWith("#") || end < 0) {
                continue;
            }
            FieldSpecs specs = specs(section.substring(end + 1));
            String[] name = section.substring(0, end).split(" ", 2);
            if (name.length == 2) {
                references.add(new NameReference(TypeSelector.parse(name[1]), specs));
            } else {
                fields.put(Section.named(name[0]).orElseThrow(), specs);
            }
        }
        return new FieldRules(fields, FieldRules.sorted(references));
    }

    private static FieldSpecs specs(String lines) {
        List<FieldSpec> specs = new ArrayList<>();
        for (String line : lines.strip().split("\n", -1)) {
            String[] parts = line.split(" : ", 2);
            boolean creates = parts[0].startsWith("+");
            for (String type : parts[1].split(" ", -1)) {
                specs.add(FieldSpec.of(TypeSelector.parse(type), parts[0].substring(creates ? 1 : 0), creates));
            }
        }
        return new FieldSpecs(specs);
    }
}
