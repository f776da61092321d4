package io.pilothouse.repository.kustomize.transform;

/// A container image's name, taken apart.
///
/// @param name registry and repository
/// @param tag what follows a colon, empty if there is none
/// @param digest what follows an at sign, empty if there is none
record ImageName(String name, String tag, String digest) {

    /// A colon before the first slash belongs to a registry's port.
    static ImageName parse(String image) {
        int from = Math.max(image.indexOf('/'), 0);
        int at = image.indexOf('@', from);
        int colon = image.indexOf(':', from);
        if (at < 0 && colon < 0) {
            return new ImageName(image, "", "");
        }
        if (at >= 0 && (at < colon || colon < 0)) {
            return new ImageName(image.substring(0, at), "", image.substring(at + 1));
        }
        return at < 0
                ? new ImageName(image.substring(0, colon), image.substring(colon + 1), "")
                : new ImageName(image.substring(0, colon), image.substring(colon + 1, at), image.substring(at + 1));
    }

    @Override
    public String toString() {
        return name + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
