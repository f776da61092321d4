package io.pilothouse.repository.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/// A clone that takes in only so much: a pack of a few megabytes can hold an object of gigabytes, and a server can send
/// without end.
final class BoundedRepository extends FileRepository {
    static final long LARGEST_PACK = 512L << 20;
    static final long LARGEST_OBJECT = 128L << 20;

    private volatile Runnable whenPackArrives = () -> {};

    BoundedRepository(BaseRepositoryBuilder<?, ?> builder) throws IOException {
        super(builder);
    }

    /// @param action is run each time before a pack is read
    void whenPackArrives(Runnable action) {
        whenPackArrives = action;
    }

    @Override
    public ObjectInserter newObjectInserter() {
        ObjectInserter real = super.newObjectInserter();
        return new ObjectInserter.Filter() {
            @Override
            protected ObjectInserter delegate() {
                return real;
            }

            @Override
            public PackParser newPackParser(InputStream in) throws IOException {
                whenPackArrives.run();
                PackParser parser = real.newPackParser(new Counted(in));
                parser.setMaxObjectSizeLimit(LARGEST_OBJECT);
                return parser;
            }
        };
    }

    /// The server sent more than we take.
    static final class TooMuchException extends IOException {
        TooMuchException() {
            super("pack larger than the limit");
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read < 0 ? read : counted(read, 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            return read < 0 ? read : counted(read, read);
        }

        private int counted(int result, int more) throws IOException {
            count += more;
            if (count > LARGEST_PACK) {
                throw new TooMuchException();
            }
            return result;
        }
    }
}
