package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Watches the only import of a Gatehouse that runs, and prints for each of its states how long it lasted and what CPU the server and PostgreSQL
 * used in it: arguments are the data folder, the server's process, and the states at which to end.
 */
final class ImportWatch {

    private static final long PAUSE = 50_000_000;

    /** In /proc/<process>/stat, after the name. */
    private static final int USER_TIME = 11;

    private static final int MILLIS_OF_A_TICK = 10;

    private ImportWatch() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        var server = Path.of(arguments[0], "postgres");
        var until = Arrays.asList(arguments).subList(2, arguments.length);
        var processes = new Processes(
                Long.parseLong(arguments[1]),
                Long.parseLong(Files.readAllLines(server.resolve("data/postmaster.pid"))
                        .getFirst()
                        .strip()));
        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + Files.readString(server.resolve("port")).strip() + "/gatehouse",
                "postgres",
                Files.readString(server.resolve("superuser-password")).strip())) {
            watch(connection, until, processes);
        }
    }

    private static void watch(Connection connection, List<String> until, Processes processes) throws SQLException {
        var state = "";
        var began = processes.used();
        while (true) {
            var next = state(connection);
            if (!next.equals(state)) {
                var now = processes.used();
                if (!state.isEmpty()) print(state, began, now);
                state = next;
                began = now;
            }
            if (until.contains(state)) break;
            LockSupport.parkNanos(PAUSE);
        }
        if (state.equals("FAILED")) System.exit(1);
    }

    private static void print(String state, Used before, Used now) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %8.1f %10.1f %10.1f%n",
                state.toLowerCase(Locale.ROOT),
                (now.nanos - before.nanos) / 1e9,
                (now.server - before.server) / 1e3,
                (now.postgres - before.postgres) / 1e3);
    }

    /** The state of the import, or that its people cannot be found in searches yet; empty before there is one. */
    private static String state(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select case when state in ('DONE', 'SENDING') and exists (select from member_words_behind) then 'WORDS' else state end
                          from import_run
                        """)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** Moments, and milliseconds of CPU until then. */
    private record Used(long nanos, long server, long postgres) {}

    private record Processes(long server, long postmaster) {

        Used used() {
            var postgres = cpu(postmaster, true)
                    + ProcessHandle.of(postmaster).stream()
                            .flatMap(ProcessHandle::children)
                            .mapToLong(process -> cpu(process.pid(), false))
                            .sum();
            return new Used(System.nanoTime(), cpu(server, false), postgres);
        }

        /** Of a process, and where that is asked for of its children that have ended. */
        private static long cpu(long process, boolean ended) {
            try {
                var line = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
                var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
                return IntStream.range(USER_TIME, ended ? USER_TIME + 4 : USER_TIME + 2)
                        .mapToLong(field -> Long.parseLong(fields[field]) * MILLIS_OF_A_TICK)
                        .sum();
            } catch (IOException gone) {
                return 0;
            }
        }
    }
}
