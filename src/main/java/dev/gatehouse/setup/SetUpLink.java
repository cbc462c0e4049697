package dev.gatehouse.setup;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Prints the set-up link on the console, which belongs to whoever runs the machine; the log gets none of it. */
@Component
@Order(SetUpLink.ORDER)
class SetUpLink implements ApplicationRunner {

    static final int ORDER = 200;

    private final SetUp setUp;

    SetUpLink(SetUp setUp) {
        this.setUp = setUp;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        setUp.link().ifPresent(link -> System.out.println("Set up Gatehouse: " + link));
    }
}
