package io.pilothouse.repository.rule;

import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.status.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One rule, ready to judge. The worst that is true counts: degraded, then progressing, then healthy. Where `healthy`
/// is given and is not true, the object is on its way to it.
///
/// @param wrong why it cannot be used; empty if it can
record CompiledRule(HealthRule rule, List<Part> parts, Optional<String> wrong) {
    private static final Verdict ON_ITS_WAY =
            Verdict.progressing("its controller has not written the status that the rule reads");

    /// One expression and what it means if it is true.
    record Part(Health health, Expression expression) {}

    static CompiledRule of(HealthRule rule, Expressions expressions) {
        List<Part> parts = new ArrayList<>();
        for (Text text : texts(rule)) {
            switch (expressions.compile(text.expression())) {
                case Expressions.Compiled.Usable usable -> parts.add(new Part(text.health(), usable.expression()));
                case Expressions.Compiled.Wrong wrong -> {
                    return new CompiledRule(rule, List.of(), Optional.of(sentence(text, wrong)));
                }
            }
        }
        return new CompiledRule(rule, List.copyOf(parts), Optional.empty());
    }

    /// An expression as it is written.
    private record Text(Health health, String name, String expression) {}

    private static List<Text> texts(HealthRule rule) {
        List<Text> texts = new ArrayList<>();
        rule.degraded().ifPresent(text -> texts.add(new Text(Health.DEGRADED, "degraded", text)));
        rule.progressing().ifPresent(text -> texts.add(new Text(Health.PROGRESSING, "progressing", text)));
        rule.healthy().ifPresent(text -> texts.add(new Text(Health.HEALTHY, "healthy", text)));
        return texts;
    }

    private static String sentence(Text text, Expressions.Compiled.Wrong wrong) {
        return "the expression `" + text.name() + "` is wrong at its line " + wrong.line() + ", column "
                + wrong.column() + ": " + wrong.reason();
    }

    Verdict assess(ResourceKey key, Json.Obj live) {
        if (wrong.isPresent()) {
            return Verdict.unknown("the health rule at " + place() + " cannot be used: " + wrong.get());
        }
        Map<String, Object> values = Values.of(key, live);
        for (Part part : parts) {
            switch (part.expression().ask(values)) {
                case Expression.Answer.Yes yes -> {
                    return verdict(part.health(), yes.evidence());
                }
                case Expression.Answer.No _ -> {}
                case Expression.Answer.Failed failed -> {
                    // what no controller has looked at yet lacks the fields that rules read
                    return failed.isForWantOfAField() && live.get("status").isEmpty()
                            ? ON_ITS_WAY
                            : Verdict.unknown("the health rule at " + place() + " fails: in `"
                                    + part.health().name().toLowerCase(Locale.ROOT) + "` "
                                    + failed.reason());
                }
            }
        }
        return rule.healthy().isEmpty()
                ? Verdict.HEALTHY
                : Verdict.progressing("it is not yet what the rule at " + place() + " calls healthy");
    }

    private Verdict verdict(Health health, String evidence) {
        String told = evidence.isEmpty() ? "the rule at " + place() + " says so" : evidence;
        return switch (health) {
            case DEGRADED -> Verdict.degraded(told);
            case PROGRESSING -> Verdict.progressing(told);
            case HEALTHY, SUSPENDED, MISSING, UNKNOWN -> Verdict.HEALTHY;
        };
    }

    private Origin place() {
        return rule.origin();
    }
}
