package dev.gatehouse.setup;

import dev.gatehouse.platform.Settings;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code --demo}: fills an empty database with the example and prints how to sign in to it. */
@Component
@Order(SetUpLink.ORDER - 1)
@ConditionalOnBooleanProperty("gatehouse.demo")
class DemoStart implements ApplicationRunner {

    private final Demo demo;
    private final Settings settings;

    DemoStart(Demo demo, Settings settings) {
        this.demo = demo;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
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
