package io.pilothouse.repository.yaml;

/// Leaves the composer from any depth; never leaves this package.
final class RefusedYamlException extends RuntimeException {
    private final String code;
    private final int line;
    private final int column;

    RefusedYamlException(String code, int line, int column, String message) {
        super(message, null, false, false);
        this.code = code;
        this.line = line;
        this.column = column;
    }

    YamlProblem problem(int document) {
        String where = column > 0 ? " (column " + column + ")" : "";
        return new YamlProblem(code, document, line, getMessage() + where);
    }
}
