package io.pilothouse.repository.helm;

import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.helm.HelmCharts.FoundChart;
import io.pilothouse.repository.helm.chart.PreparedChart;
import io.pilothouse.repository.helm.chart.PreparedChart.Written;
import io.pilothouse.repository.source.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says in our words what Helm refuses. Helm's own words quote values, which may be secret; what is taken from them are
/// names: of files, of values and of types.
final class HelmFailures {
    private static final Pattern TEMPLATE = Pattern.compile("(?:template: |at \\(|error at \\()([^:()\\n]+):(\\d+)");
    private static final Pattern EXPRESSION = Pattern.compile("at <([^<>\\n]*)>: ");
    private static final Pattern NAME = Pattern.compile("\\$?[A-Za-z0-9_.$]+");
    private static final Pattern VIOLATION = Pattern.compile("- (?:at '([^']*)'|\\(root\\)|([\\w.]+))?:? ?(.*)");
    private static final Pattern TYPES = Pattern.compile("got ([a-z]+), want ([a-z ]+(?: or [a-z]+)*)");
    private static final Pattern MISSING = Pattern.compile("missing propert(?:y|ies) ((?:'[\\w.-]+'(?:, )?)+)");
    private static final Pattern ADDITIONAL =
            Pattern.compile("additional propert(?:y|ies) ((?:'[\\w.-]+'(?:, )?)+) not allowed");
    private static final Pattern OLD_KUBERNETES =
            Pattern.compile("chart requires kubeVersion: .* incompatible with Kubernetes", Pattern.DOTALL);

    private final Place place;
    private final FoundChart chart;
    private final PreparedChart prepared;

    HelmFailures(Place place, FoundChart chart, PreparedChart prepared) {
        this.place = place;
        this.chart = chart;
        this.prepared = prepared;
    }

    /// @param text Helm's message
    List<InputError> errors(String text) throws IOException {
        if (text.contains("meet the specifications of the schema")) {
            return violations(text);
        }
        Optional<Written> template = template(text);
        if (template.isEmpty()) {
            return List.of(general(text));
        }
        String words = author(text);
        // only words that stand in the chart just so hold no value
        Optional<Written> author = words.length() < 3 || words.length() > 300 ? Optional.empty() : prepared.find(words);
        Written at = author.orElse(template.get());
        return List.of(new InputError(
                "PH-182",
                new Origin(chart.shown(at.file()), 1, at.line()),
                author.isPresent() ? "The template refuses these values: " + ended(words) : reason(text)));
    }

    /// The last one named is the innermost, where it happened.
    private Optional<Written> template(String text) {
        Optional<Written> found = Optional.empty();
        Matcher matcher = TEMPLATE.matcher(text);
        while (matcher.find()) {
            int line = matcher.group(2).length() > 8 ? 1 : Integer.parseInt(matcher.group(2));
            Optional<Written> place = prepared.place(matcher.group(1), line);
            found = place.isPresent() ? place : found;
        }
        return found;
    }

    private String reason(String text) {
        String last = text.substring(Math.max(0, text.lastIndexOf("at <")));
        Matcher expression = EXPRESSION.matcher(last);
        String at =
                expression.find() && NAME.matcher(expression.group(1)).matches() ? " at " + expression.group(1) : "";
        if (text.contains("execution error at (")) {
            return "The template refuses these values: see what it requires there.";
        }
        if (text.contains("parse error at (")) {
            return "This is no template that Helm can read: check brackets, quotes and functions.";
        }
        if (last.contains("nil pointer evaluating")) {
            return "The template reads below something that has no value" + at
                    + ": set the value, or mend the template.";
        }
        if (text.contains("rendering template has a nested reference name")
                || text.contains("exceeded maximum template depth")) {
            return "The templates include each other without end.";
        }
        if (last.contains("no template ")) {
            return "The template includes one that the chart does not have" + at + ".";
        }
        if (last.contains("wrong type for value")
                || last.contains("incompatible types")
                || last.contains("can't evaluate field")
                || last.contains("expected ")) {
            return "The template meets a value of another type than it expects" + at + ".";
        }
        return "The template fails" + at + ": check it and the values it reads.";
    }

    /// @return what `fail` or `required` was given, empty where neither was called
    private static String author(String text) {
        int at = text.lastIndexOf("execution error at (");
        int colon = at < 0 ? -1 : text.indexOf("): ", at);
        return colon < 0 ? "" : text.substring(colon + 3).strip();
    }

    private static String ended(String words) {
        return words.endsWith(".") || words.endsWith("!") ? words : words + ".";
    }

    private List<InputError> violations(String text) {
        List<InputError> errors = new ArrayList<>();
        text.lines().map(String::strip).filter(line -> line.startsWith("- ")).forEach(line -> {
            Matcher violation = VIOLATION.matcher(line);
            if (violation.matches()) {
                String path = Optional.ofNullable(violation.group(1))
                        .or(() -> Optional.ofNullable(violation.group(2)))
                        .orElse("");
                errors.add(
                        new InputError("PH-183", place.origin(), sentence(path, String.valueOf(violation.group(3)))));
            }
        });
        return errors.isEmpty()
                ? List.of(new InputError(
                        "PH-183", place.origin(), "The values do not meet the chart's values.schema.json."))
                : errors;
    }

    private static String sentence(String pointer, String words) {
        boolean isNamed = pointer.matches("[\\w./~-]+") && !pointer.equals("/");
        String which = isNamed ? "The value " + pointer.replaceFirst("^/", "").replace('/', '.') : "The values";
        Matcher types = TYPES.matcher(words);
        if (types.lookingAt()) {
            return which + (isNamed ? " is " : " are ") + "of the type " + types.group(1)
                    + " where the chart's schema wants " + types.group(2) + ".";
        }
        Matcher missing = MISSING.matcher(words);
        if (missing.lookingAt()) {
            return which + (isNamed ? " lacks " : " lack ") + missing.group(1).replace("'", "")
                    + ", which the chart's schema requires.";
        }
        Matcher additional = ADDITIONAL.matcher(words);
        if (additional.lookingAt()) {
            return which + (isNamed ? " holds " : " hold ")
                    + additional.group(1).replace("'", "") + ", which the chart's schema does not allow.";
        }
        return which + (isNamed ? " does" : " do") + " not meet the chart's values.schema.json.";
    }

    private InputError general(String text) {
        if (OLD_KUBERNETES.matcher(text).find()) {
            return new InputError(
                    "PH-180",
                    new Origin(chart.shown("Chart.yaml"), 1, 1),
                    "The chart's kubeVersion excludes the cluster's version of Kubernetes.");
        }
        if (text.contains("invalid release name") || text.contains("release name")) {
            return new InputError(
                    "PH-183",
                    place.origin(),
                    "The release's name must be of lower-case letters, digits, dots and dashes, at most 53.");
        }
        if (text.contains("invalid kube version")) {
            return new InputError("PH-183", place.origin(), "The cluster's version is none that Helm can read.");
        }
        if (text.contains("values.yaml") || text.contains("cannot load values")) {
            return new InputError(
                    "PH-180",
                    new Origin(chart.shown("values.yaml"), 1, 1),
                    "The chart's values.yaml is not YAML that Helm can read.");
        }
        if (text.contains("values.schema.json") || text.contains("schema")) {
            return new InputError(
                    "PH-180",
                    new Origin(chart.shown("values.schema.json"), 1, 1),
                    "The chart's values.schema.json is no schema that Helm can use.");
        }
        return new InputError(
                "PH-180",
                new Origin(chart.shown("Chart.yaml"), 1, 1),
                "Helm cannot load the chart: check Chart.yaml (apiVersion, name, version, type, dependencies).");
    }
}
