package dev.gatehouse.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Measures one kind of work: how many a second, the median, the 99th percentile, and the CPU time of each, warm. */
public final class Meter {

    private Meter() {}

    /** Prints the machine, and the settings that matter to this bench. */
    public static void describe(String settings) {
        System.out.printf(
                Locale.ROOT,
                "%s, %d processors, Java %s; %s%n",
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                settings);
        System.out.printf(
                Locale.ROOT, "%-44s %9s %9s %9s %9s %9s%n", "case", "per s", "p50 ms", "p99 ms", "JVM ms", "PG ms");
    }

    /** Runs the work a third as often to warm up, then measures it and prints a line. */
    public static void measure(String name, int runs, int threads, IntConsumer work) {
        run(Math.max(50, runs / 3), threads, work);
        var postgres = postgresMillis();
        var cpu = cpu();
        var began = System.nanoTime();
        var millis = run(runs, threads, work);
        var seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-44s %9.1f %9.1f %9.1f %9.2f %9.2f%n",
                name,
                runs / seconds,
                millis[runs / 2],
                millis[Math.min(runs - 1, runs * 99 / 100)],
                (cpu() - cpu) / 1e6 / runs,
                (postgresMillis() - postgres) / (double) runs);
    }

    private static double[] run(int runs, int threads, IntConsumer work) {
        var millis = new double[runs];
        var next = new AtomicInteger();
        try (var runners = Executors.newFixedThreadPool(threads)) {
            for (var t = 0; t < threads; t++)
                runners.execute(() -> {
                    for (var i = next.getAndIncrement(); i < runs; i = next.getAndIncrement()) {
                        var began = System.nanoTime();
                        work.accept(i);
                        millis[i] = (System.nanoTime() - began) / 1e6;
                    }
                });
        }
        Arrays.sort(millis);
        return millis;
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** The processes of the database below this one; in steps of 10 ms each. */
    private static long postgresMillis() {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(used -> used.toMillis())
                        .orElse(0L))
                .sum();
    }
}
