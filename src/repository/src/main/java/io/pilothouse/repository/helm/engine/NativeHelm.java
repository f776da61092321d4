package io.pilothouse.repository.helm.engine;

import com.marcnuri.helm.jni.InstallOptions;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/// What we call of Helm's native library. Not `Template`, which would be the obvious choice: that one lets a chart's
/// `lookup` ask whatever cluster it finds in the environment. A dry-run `Install` on the client's side never does.
interface NativeHelm extends Library {

    /// @return what has to be given back with [#Free]
    Result Install(InstallOptions options);

    void Free(Result result);

    /// Texts of the library's own memory, so that their size is known before they are copied into ours.
    @Structure.FieldOrder({"out", "err", "stdOut", "stdErr"})
    final class Result extends Structure implements Structure.ByValue {
        public Pointer out = Pointer.NULL;
        public Pointer err = Pointer.NULL;
        public Pointer stdOut = Pointer.NULL;
        public Pointer stdErr = Pointer.NULL;
    }
}
