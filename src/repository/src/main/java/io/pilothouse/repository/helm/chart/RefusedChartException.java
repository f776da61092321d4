package io.pilothouse.repository.helm.chart;

/// A chart that cannot be rendered, and why.
public final class RefusedChartException extends Exception {
    private final String code;
    private final String file;
    private final int line;

    /// @param file within the chart, empty for the chart as such
    /// @param message one sentence
    public RefusedChartException(String code, String file, int line, String message) {
        super(message);
        this.code = code;
        this.file = file;
        this.line = line;
    }

    public RefusedChartException(String code, String file, String message) {
        this(code, file, 1, message);
    }

    public String code() {
        return code;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
