package dev.gatehouse.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Many who do something at the same moment. */
public final class Race {

    /** What became of one of them: exactly one of the two is there. */
    public record Outcome<T>(@Nullable T result, @Nullable RuntimeException refused) {

        public boolean won() {
            return refused == null;
        }
    }

    private Race() {}

    /** Lets as many threads go through one barrier, and collects what became of each. */
    public static <T> List<Outcome<T>> of(int threads, IntFunction<T> work) {
        var barrier = new CountDownLatch(threads);
        try (var runners = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<T>>();
            for (var i = 0; i < threads; i++) {
                var place = i;
                running.add(runners.submit(() -> {
                    barrier.countDown();
                    barrier.await();
                    return work.apply(place);
                }));
            }
            var outcomes = new ArrayList<Outcome<T>>();
            for (var one : running) outcomes.add(outcomeOf(one));
            return outcomes;
        }
    }

    private static <T> Outcome<T> outcomeOf(Future<T> one) {
        try {
            return new Outcome<>(one.get(), null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) return new Outcome<>(null, refused);
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
