package dev.gatehouse.database;

import com.sun.security.auth.module.UnixSystem;
import dev.gatehouse.platform.StartRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it directly; root runs it in a user namespace, where it has none
 * of root's powers, or hands it to another user of the machine.
 *
 * @param prefix what a command must begin with
 * @param owner {@code uid:gid} that the files must belong to; null when they are right as they are
 */
record ServerUser(List<String> prefix, @Nullable String owner) {

    /** How the server for this folder is run. The files in the folder may change their owner. */
    static ServerUser forFolder(Path folder) throws IOException {
        return forFolder(folder, true);
    }

    static ServerUser forFolder(Path folder, boolean mayUseNamespaces) throws IOException {
        if (new UnixSystem().getUid() != 0) return new ServerUser(List.of(), null);
        if (mayUseNamespaces && ownedByRoot(folder) && succeeds(List.of("unshare", "-U", "true")))
            return new ServerUser(List.of("unshare", "-U", "--"), null);
        var other = otherUser();
        if (other == null)
            throw new StartRefusal("PostgreSQL does not run as root, and this machine has neither user namespaces"
                    + " (unshare -U) nor a user postgres or nobody to hand it to: start Gatehouse as an ordinary user,"
                    + " or name an outside database with GATEHOUSE_DATABASE_URL.");
        passThrough(folder.toAbsolutePath().getParent());
        if (!succeeds(List.of("chown", "-R", other.owner(), folder.toString()))
                || !succeeds(other.command("test", "-w", folder.toString())))
            throw new StartRefusal(
                    ("PostgreSQL does not run as root, and the user it is handed to cannot reach %s: name"
                                    + " a folder that others may enter, start Gatehouse as an ordinary user, or name an outside"
                                    + " database. Example: GATEHOUSE_DATA_DIR=/var/lib/gatehouse")
                            .formatted(folder));
        return other;
    }

    List<String> command(String... words) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }

    /** Gives a file that this process has just made to the server's user. */
    void give(Path file) throws IOException {
        if (owner != null && !succeeds(List.of("chown", "-R", owner, file.toString())))
            throw new IOException("cannot give " + file + " to " + owner);
    }

    /** The other user goes through the data folder to its own, and can list nothing there. */
    private static void passThrough(@Nullable Path dataFolder) throws IOException {
        if (dataFolder == null) return;
        var allowed = Files.getPosixFilePermissions(dataFolder);
        if (allowed.add(PosixFilePermission.OTHERS_EXECUTE)) Files.setPosixFilePermissions(dataFolder, allowed);
    }

    private static boolean ownedByRoot(Path folder) throws IOException {
        var data = folder.resolve("data");
        return !Files.exists(data) || Integer.valueOf(0).equals(Files.getAttribute(data, "unix:uid"));
    }

    private static @Nullable ServerUser otherUser() throws IOException {
        var passwd = Path.of("/etc/passwd");
        if (!Files.exists(passwd)) return null;
        var lines = Files.readAllLines(passwd);
        for (var name : List.of("postgres", "nobody"))
            for (var line : lines)
                if (line.startsWith(name + ":")) {
                    var fields = line.split(":", -1);
                    var candidates = List.of(
                            List.of("setpriv", "--reuid=" + fields[2], "--regid=" + fields[3], "--clear-groups", "--"),
                            List.of("runuser", "-u", name, "--"));
                    for (var prefix : candidates) {
                        var user = new ServerUser(prefix, fields[2] + ":" + fields[3]);
                        if (succeeds(user.command("true"))) return user;
                    }
                }
        return null;
    }

    private static boolean succeeds(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(60, TimeUnit.SECONDS)) return process.exitValue() == 0;
            process.destroyForcibly();
            return false;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
