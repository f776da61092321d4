package io.pilothouse.repository.rule;

import dev.cel.bundle.Cel;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiles expressions, each text once. Loads the library with the first. Thread-safe.
final class Expressions {
    /// More texts than these are compiled again when they come back; a fleet has a few dozen.
    private static final int MOST_KEPT = 1_000;

    private static final Set<CelKind> ANSWERS = Set.of(CelKind.BOOL, CelKind.STRING, CelKind.DYN);
    private static final int LONGEST_REASON = 200;

    private final Map<String, Compiled> compiled = new LinkedHashMap<>(16, 0.75f, true);
    private Optional<Cel> language = Optional.empty();

    /// What became of a text.
    sealed interface Compiled {
        record Usable(Expression expression) implements Compiled {}

        /// @param reason one clause
        /// @param line of the text, from 1
        /// @param column from 1
        record Wrong(String reason, int line, int column) implements Compiled {}
    }

    synchronized Compiled compile(String text) {
        Compiled known = compiled.get(text);
        if (known == null) {
            known = translate(text);
            compiled.put(text, known);
            if (compiled.size() > MOST_KEPT) {
                compiled.remove(compiled.keySet().iterator().next());
            }
        }
        return known;
    }

    private Compiled translate(String text) {
        try {
            Cel cel = language.orElseGet(Language::open);
            language = Optional.of(cel);
            CelValidationResult result = cel.compile(text);
            if (result.hasError()) {
                return wrong(result.getErrors().get(0));
            }
            CelType type = result.getAst().getResultType();
            return ANSWERS.contains(type.kind())
                    ? new Compiled.Usable(new Expression(cel.createProgram(result.getAst())))
                    : new Compiled.Wrong("it gives " + type.name() + " instead of true, false or a text", 1, 1);
        } catch (CelValidationException | CelEvaluationException | RuntimeException | StackOverflowError e) {
            return new Compiled.Wrong("it cannot be read (" + e.getClass().getSimpleName() + ")", 1, 1);
        }
    }

    private static Compiled.Wrong wrong(CelIssue issue) {
        String message = issue.getMessage()
                .replace(" (in container '')", "")
                .replaceAll(" \\(candidates: .*", "")
                .replaceAll("\\s+", " ");
        return new Compiled.Wrong(
                message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON) + "…",
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(1, issue.getSourceLocation().getColumn() + 1));
    }
}
