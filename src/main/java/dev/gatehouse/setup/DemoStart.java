package dev.gatehouse.setup;

import dev.gatehouse.platform.Settings;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * {@code --demo}: fills an empty database with the example and prints how to sign in to it. Asked at the start and not by a
 * condition, for conditions are weighed when the program is built.
 */
@Component
@Order(SetUpLink.ORDER - 1)
class DemoStart implements ApplicationRunner {

    private final Demo demo;
    private final Settings settings;
    private final Environment environment;

    DemoStart(Demo demo, Settings settings, Environment environment) {
        this.demo = demo;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!environment.getProperty("gatehouse.demo", Boolean.class, false)) return;
        demo.fill()
                .ifPresentOrElse(
                        signIn -> System.out.printf(
                                "Example: sign in at %s/sign-in as %s with the password %s%n",
                                settings.publicUrl(), signIn.email(), signIn.password()),
                        () -> System.out.println(
                                "This data folder is in use already, so the example is left out. Where it holds the example,"
                                        + " sign in as before, or use \"Forgot password\": the mail is at "
                                        + settings.publicUrl() + "/dev/messages"));
    }
}
