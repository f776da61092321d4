package io.pilothouse.repository.tool;

import java.io.IOException;
import java.io.OutputStream;

/// Standard output that remembers why it failed: who reads it may stop reading whenever they like, but a full disk must
/// not look like success.
final class StandardOutput extends OutputStream {
    private final OutputStream real;
    private String failure = "";

    StandardOutput(OutputStream real) {
        this.real = real;
    }

    /// @return why not everything was written; empty if it was, or if nobody wanted it
    String failure() {
        return failure.contains("Broken pipe") || failure.contains("pipe is being closed") ? "" : failure;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            real.write(bytes, from, length);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        real.flush();
    }
}
