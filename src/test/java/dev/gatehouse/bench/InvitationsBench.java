package dev.gatehouse.bench;

import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.invitations.Channel;
import dev.gatehouse.invitations.Invitations;
import dev.gatehouse.testing.House;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Invitations a second, checks, seats, links, audit log and staged mails included; what the mail server does comes later. */
public final class InvitationsBench {

    private InvitationsBench() {}

    /** Argument: requests of each case. */
    public static void main(String[] arguments) {
        var runs = Integer.parseInt(arguments.length > 0 ? arguments[0] : "60");
        var house = House.moveIn();
        var invitations = house.get(Invitations.class);
        var tenant = house.tenant("Bench");
        var number = new AtomicInteger();
        Meter.describe("%d requests, warm, through the face; per s are requests".formatted(runs));
        for (var size : new int[] {1, 50, 500})
            for (var threads : new int[] {1, 8})
                Meter.measure("%d addresses a request, threads: %d".formatted(size, threads), runs, threads, i -> {
                    var first = number.getAndAdd(size);
                    var addresses = IntStream.range(first, first + size)
                            .mapToObj(n -> "person" + n + "@example.com")
                            .collect(Collectors.joining("\n"));
                    invitations.invite(tenant.admin(), addresses, InitialPermissions.NONE, Channel.EMAIL);
                });
        System.exit(0);
    }
}
