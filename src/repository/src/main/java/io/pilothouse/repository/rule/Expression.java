package io.pilothouse.repository.rule;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;

/// A compiled expression of a rule. Thread-safe.
record Expression(Program program) {
    private static final int LONGEST_EVIDENCE = 300;

    /// What an expression says of an object.
    sealed interface Answer {
        /// @param evidence the text it gave; empty if it only said "true"
        record Yes(String evidence) implements Answer {}

        record No() implements Answer {}

        /// It could not be evaluated.
        ///
        /// @param reason one clause, which quotes no value of the object
        /// @param isForWantOfAField the object lacks something that may still come
        record Failed(String reason, boolean isForWantOfAField) implements Answer {}
    }

    Answer ask(Map<String, Object> variables) {
        try {
            return switch (program.eval(variables)) {
                case Boolean bool -> bool ? new Answer.Yes("") : new Answer.No();
                case String text -> text.isEmpty() ? new Answer.No() : new Answer.Yes(bounded(text));
                case null, default -> new Answer.Failed("it gives neither true or false nor a text", false);
            };
        } catch (CelEvaluationException e) {
            return new Answer.Failed(reason(e), e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND);
        } catch (RuntimeException | StackOverflowError e) {
            // whatever the library lets through: a rule never ends the care for an application
            return new Answer.Failed("it cannot be evaluated (" + e.getClass().getSimpleName() + ")", false);
        }
    }

    private static String bounded(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_EVIDENCE ? line : line.substring(0, LONGEST_EVIDENCE) + "…";
    }

    /// In our words: the library's quote values, and an object's values may be secret.
    private static String reason(CelEvaluationException e) {
        CelErrorCode code = e.getErrorCode();
        return switch (code) {
            case ATTRIBUTE_NOT_FOUND -> "the object lacks a field that it reads" + key(e) + "; guard it with has(…)";
            case INDEX_OUT_OF_BOUNDS -> "a list has fewer items than it reads";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD -> "a value is of another type than it takes";
            case BAD_FORMAT -> "a text is no number, time or pattern that it takes";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number becomes too large";
            case ITERATION_BUDGET_EXCEEDED -> "it goes through more items than it may";
            case INTERNAL_ERROR, DUPLICATE_ATTRIBUTE, INVALID_ARGUMENT, TYPE_NOT_FOUND ->
                "it becomes too large, or fails otherwise";
        };
    }

    /// A field's name is no secret, and without it nobody finds the mistake.
    private static String key(CelEvaluationException e) {
        String message = String.valueOf(e.getMessage());
        int from = message.indexOf("key '");
        int to = from < 0 ? -1 : message.indexOf('\'', from + 5);
        return to < 0 || to - from > 60 ? "" : " (" + message.substring(from + 5, to) + ")";
    }
}
