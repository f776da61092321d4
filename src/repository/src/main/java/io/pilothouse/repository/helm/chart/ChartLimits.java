package io.pilothouse.repository.helm.chart;

/// How large a chart may be.
///
/// @param packed bytes of an archive
/// @param unpacked bytes of all files
/// @param file bytes of one file, as Helm itself has it
/// @param files number of files
public record ChartLimits(long packed, long unpacked, long file, int files) {
    public static final ChartLimits DEFAULT = new ChartLimits(20L << 20, 100L << 20, 5L << 20, 20_000);

    /// Counts what one chart takes, archives within it included.
    final class Count {
        private long bytes;
        private int number;

        /// @param name for people
        void add(String name, long size) throws RefusedChartException {
            number++;
            bytes += size;
            if (size > file) {
                throw new RefusedChartException(
                        "PH-181",
                        name,
                        "The file is %,d bytes large; Helm takes at most %,d: make it smaller, or leave it out of the chart."
                                .formatted(size, file));
            }
            if (bytes > unpacked) {
                throw new RefusedChartException(
                        "PH-181", "", "The chart's files are larger than %,d bytes in all.".formatted(unpacked));
            }
            if (number > files) {
                throw new RefusedChartException("PH-181", "", "The chart holds more than %,d files.".formatted(files));
            }
        }
    }

    Count count() {
        return new Count();
    }
}
