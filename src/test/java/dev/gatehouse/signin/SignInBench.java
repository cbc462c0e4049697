package dev.gatehouse.signin;

import dev.gatehouse.bench.Meter;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import java.util.List;
import java.util.function.IntConsumer;

/** Sign-ins per second and their CPU time, with the hash's own cost beside it: through the face, and through HTTP. */
public final class SignInBench {

    private static final int ACCOUNTS = 20;
    private static final int THREADS = 8;

    private SignInBench() {}

    /** Argument: runs of each case. */
    public static void main(String[] arguments) {
        var runs = Integer.parseInt(arguments.length > 0 ? arguments[0] : "300");
        var house = House.moveIn();
        var settings = house.get(Settings.class);
        var passwords = house.get(Passwords.class);
        var tenants = new String[ACCOUNTS];
        for (var i = 0; i < ACCOUNTS; i++) tenants[i] = house.tenant("Bench").adminEmail();
        var hash = house.get(Accounts.class)
                .credentials(EmailAddress.parse(tenants[0]))
                .orElseThrow()
                .passwordHash();
        Meter.describe("Argon2id %d KiB, %d passes, %d at once, %d waiting; %d runs, warm"
                .formatted(
                        settings.argon2MemoryKib(),
                        settings.argon2Passes(),
                        settings.hashConcurrency(),
                        settings.hashQueue(),
                        runs));
        IntConsumer hashing = i -> passwords.matches(House.PASSWORD, hash);
        IntConsumer face = i -> house.get(SignIn.class)
                .signIn(
                        new Caller(new Identifier.Email(EmailAddress.parse(tenants[i % ACCOUNTS])), null, List.of()),
                        House.PASSWORD,
                        new Origin("198.51.100." + i % 250, "bench"));
        IntConsumer http = i -> {
            var status = new Browser(house)
                    .signIn(tenants[i % ACCOUNTS], House.PASSWORD)
                    .statusCode();
            if (status != 303) throw new IllegalStateException("answered with " + status);
        };
        for (var threads : new int[] {1, THREADS}) {
            Meter.measure("hash alone, threads: " + threads, runs, threads, hashing);
            Meter.measure("sign-in, face, threads: " + threads, runs, threads, face);
            Meter.measure("sign-in, HTTP with client, threads: " + threads, runs, threads, http);
        }
        System.exit(0);
    }
}
