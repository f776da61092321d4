package io.pilothouse.repository.kustomize.patch;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which objects something is for. Name and namespace may be the present ones or those the object was declared with;
/// texts are regular expressions that must match from beginning to end. What is not given matches everything.
public record Target(
        Optional<Pattern> group,
        Optional<Pattern> version,
        Optional<Pattern> kind,
        Optional<Pattern> name,
        Optional<Pattern> namespace,
        Labels labels) {
    private static final int LONGEST_PATTERN = 1_000;

    /// @throws RefusedSourceException if a field is not known, or cannot be read
    public static Target read(Json.Obj written, Place place) throws RefusedSourceException {
        List<InputError> errors = new ArrayList<>();
        Entries entries = new Entries(written, place, errors);
        Target target = new Target(
                pattern(entries, "group"),
                pattern(entries, "version"),
                pattern(entries, "kind"),
                pattern(entries, "name"),
                pattern(entries, "namespace"),
                Labels.read(entries));
        entries.finish();
        if (!errors.isEmpty()) {
            throw new RefusedSourceException(errors);
        }
        return target;
    }

    public boolean matches(Resource resource) {
        ResourceId now = resource.id();
        ResourceId first = resource.originalId();
        return isMatch(kind, now.kind())
                && isMatch(version, now.version())
                && isMatch(group, now.group())
                && (isMatch(name, first.name()) || isMatch(name, now.name()))
                && (isMatch(namespace, first.effectiveNamespace()) || isMatch(namespace, now.effectiveNamespace()))
                && labels.match(resource);
    }

    private static boolean isMatch(Optional<Pattern> pattern, String text) {
        return pattern.map(one -> one.matcher(text).find()).orElse(true);
    }

    private static Optional<Pattern> pattern(Entries entries, String field) {
        String text = entries.text(field);
        try {
            if (text.length() <= LONGEST_PATTERN) {
                return text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile("^(?:" + text + ")$"));
            }
        } catch (PatternSyntaxException e) {
            // refused below, without the library's words, which quote the expression
        }
        entries.malformed(field, "is no regular expression that can be used here");
        return Optional.empty();
    }
}
