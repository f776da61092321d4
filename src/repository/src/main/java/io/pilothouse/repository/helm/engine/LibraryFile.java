package io.pilothouse.repository.helm.engine;

import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/// Loads the native library from the class path. The library's own loader is not used: it downloads what it does not
/// find, and leaves 100 MB in the temporary folder when the program is killed.
///
/// Loaded once in a process: a second copy would be a second runtime with 80 MB of its own.
final class LibraryFile {
    private static Optional<NativeHelm> loaded = Optional.empty();

    private LibraryFile() {}

    /// @param folder where the library may stand for the moment that loading takes; nothing stays there
    static synchronized NativeHelm load(Path folder) throws UnavailableEngineException {
        if (loaded.isEmpty()) {
            OurEnvironment.hide();
            loaded = Optional.of(loadAnew(folder));
        }
        return loaded.get();
    }

    private static NativeHelm loadAnew(Path folder) throws UnavailableEngineException {
        NativeLibrary platform = ServiceLoader.load(NativeLibrary.class, LibraryFile.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new UnavailableEngineException("this program was built without it for "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        // the bridge to native code unpacks itself, too, and takes one of the machine's own otherwise
        setIfAbsent("jna.tmpdir", folder.toString());
        setIfAbsent("jna.nosys", "true");
        Path file = folder.resolve(platform.getBinaryName());
        try (InputStream packed = platform.getClass().getResourceAsStream("/" + platform.getBinaryName())) {
            if (packed == null) {
                throw new UnavailableEngineException("this program was built without " + platform.getBinaryName());
            }
            Files.deleteIfExists(file);
            Files.copy(packed, file);
            return Native.load(file.toAbsolutePath().toString(), NativeHelm.class);
        } catch (IOException e) {
            throw new UnavailableEngineException("it cannot be unpacked into " + folder, e);
        } catch (LinkageError e) {
            throw new UnavailableEngineException(
                    "it cannot be loaded from " + folder + ", which may forbid programs (noexec), or needs another C"
                            + " library than this machine's",
                    e);
        } finally {
            delete(file);
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it costs space until the next start, which unpacks over it
        }
    }
}
