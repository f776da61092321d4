package io.pilothouse.repository.yaml;

import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Our own words for the library's syntax errors. Its messages quote the line, which may hold a secret, and speak of
/// tokens.
final class SyntaxSentences {
    static final String GENERAL =
            "The YAML syntax is not valid here: check indentation, quotes, brackets and the space after each colon.";

    private static final String NEVER_CLOSED = "found unexpected end of stream";

    private static final Map<String, String> BY_PROBLEM = Map.of(
            "mapping values are not allowed here",
            "A colon stands where no key can be: check the indentation, or put the text in quotes.",
            "could not find expected ':'",
            "A colon is missing after a key here, or the line is not indented as the one above.",
            "\\t(TAB)",
            "A tab is used for indentation here: use spaces.",
            NEVER_CLOSED,
            "A quote is opened and never closed.",
            "expected <block end>",
            "The indentation does not fit the lines above.",
            "expected ',' or",
            "A comma or closing bracket is missing here.",
            "unknown escape",
            "A backslash in double quotes stands before a letter that is no escape: double it.",
            "found undefined tag handle",
            "The tag here is not declared.",
            "found duplicate anchor",
            "The same anchor is declared twice.",
            "expected <document start>",
            "Something stands after the end of the document.");

    private SyntaxSentences() {}

    static RefusedYamlException of(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        // what is never closed is of interest where it was opened, not at the end of the file
        var mark = problem.contains(NEVER_CLOSED)
                ? e.getContextMark().or(e::getProblemMark)
                : e.getProblemMark().or(e::getContextMark);
        String sentence = BY_PROBLEM.entrySet().stream()
                .filter(entry -> problem.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .orElse(GENERAL);
        return new RefusedYamlException(
                "PH-110",
                mark.map(at -> at.getLine() + 1).orElse(1),
                mark.map(at -> at.getColumn() + 1).orElse(0),
                sentence);
    }
}
