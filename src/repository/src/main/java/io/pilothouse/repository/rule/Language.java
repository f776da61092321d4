package io.pilothouse.repository.rule;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import java.util.List;

/// What of the Common Expression Language rules may use.
///
/// Rules come from people who may change an application's folder, and run in an agent that everybody shares, so none
/// may cost more than a bounded time and memory. The library bounds steps of iteration, but not what is built on the
/// way. Therefore there is no macro that builds new values from old ones (`map`), without which nothing can grow faster
/// than the text of the rule is long; and texts that are joined are bounded.
final class Language {
    /// The object and its usual parts by name; a part that an object does not have is empty.
    static final List<String> VARIABLES = List.of("object", "metadata", "spec", "status", "data");

    private static final int MOST_ITERATIONS = 1_000;
    private static final int LONGEST_EXPRESSION = 4_000;
    private static final int DEEPEST_EXPRESSION = 50;
    private static final int LARGEST_PATTERN = 1_000;
    private static final int LONGEST_TEXT = 10_000;

    private Language() {}

    /// Takes about a second.
    static Cel open() {
        var builder = CelFactory.legacyCelBuilder()
                .setOptions(CelOptions.current()
                        .comprehensionMaxIterations(MOST_ITERATIONS)
                        .maxExpressionCodePointSize(LONGEST_EXPRESSION)
                        .maxParseRecursionDepth(DEEPEST_EXPRESSION)
                        .maxRegexProgramSize(LARGEST_PATTERN)
                        .build())
                .setStandardMacros(
                        CelStandardMacro.HAS,
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE,
                        CelStandardMacro.FILTER)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions(
                                (_, overload) -> overload != Arithmetic.ADD_STRING && overload != Arithmetic.ADD_BYTES)
                        .build())
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .filterFunctions((_, overload) ->
                                overload != AddOverload.ADD_STRING && overload != AddOverload.ADD_BYTES)
                        .build())
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "_+_",
                        CelOverloadDecl.newGlobalOverload(
                                "join_bounded", SimpleType.STRING, SimpleType.STRING, SimpleType.STRING)))
                .addFunctionBindings(
                        CelFunctionBinding.from("join_bounded", String.class, String.class, Language::join));
        for (String variable : VARIABLES) {
            builder.addVar(variable, MapType.create(SimpleType.STRING, SimpleType.DYN));
        }
        return builder.build();
    }

    private static String join(String one, String other) throws CelEvaluationException {
        if (one.length() + other.length() > LONGEST_TEXT) {
            throw new CelEvaluationException("a text longer than " + LONGEST_TEXT + " characters");
        }
        return one + other;
    }
}
