package dev.gatehouse.testing;

import java.nio.file.Path;

/** Tests run in several processes at once, each with a server, a database and a browser of its own. */
public final class Forks {

    private Forks() {}

    /** A folder that no other process of the same build uses. */
    public static Path folder(String name) {
        return Path.of("target", name + "-" + ProcessHandle.current().pid());
    }
}
