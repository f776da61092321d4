package io.pilothouse.core.explain;

import io.pilothouse.core.application.ApplicationKey;

/// What an agent answers: a [PlanReport] to a [Question.Plan], an [ObjectReport] to a [Question.OneObject].
public sealed interface Answer permits PlanReport, ObjectReport {
    /// Longer texts that Kubernetes or a container wrote are cut.
    int MAX_TEXT = 500;

    /// @return the application that it is about
    ApplicationKey application();

    /// @return the text, cut where it is longer than [#MAX_TEXT]
    static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
