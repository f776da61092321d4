package io.pilothouse.repository.kustomize.transform;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;

/// Regular expressions that strangers write. RE2 is the dialect in which Kustomize understands them, and takes linear
/// time whatever they are.
final class Patterns {
    private static final int LONGEST = 1_000;

    private Patterns() {}

    /// @param field where it was written, below the place
    static Pattern of(String expression, Place place, String field) throws RefusedSourceException {
        try {
            if (expression.length() <= LONGEST) {
                return Pattern.compile(expression);
            }
        } catch (PatternSyntaxException e) {
            // refused below, without the library's words, which quote the expression
        }
        throw new RefusedSourceException(new InputError(
                "PH-171", place.origin(field), "\"" + field + "\" is no regular expression that can be used here."));
    }
}
