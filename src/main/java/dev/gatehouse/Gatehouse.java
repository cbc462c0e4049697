package dev.gatehouse;

import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.StartRefusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** The Gatehouse server: one process, one PostgreSQL database. */
@SpringBootApplication(proxyBeanMethods = false)
public class Gatehouse {

    private static final Set<String> COMMANDS = Set.of("verify-audit");

    /** Starts the server; settings come from {@code GATEHOUSE_*} variables (OPS-1). {@code --demo} fills it with an example. */
    public static void main(String[] arguments) {
        var unknown = Arrays.stream(arguments).filter(Gatehouse::isUnknown).findFirst();
        if (unknown.isPresent() && !isCommand(arguments)) {
            System.err.println(
                    "There is no command or option " + unknown.get()
                            + ". Start the server with nothing or --demo; check the audit log with verify-audit [organization].");
            System.exit(StartRefusal.EXIT_CODE);
        }
        var application = new SpringApplication(Gatehouse.class);
        if (Arrays.asList(arguments).contains("--demo"))
            application.setDefaultProperties(Map.of("gatehouse.demo", "true"));
        application.addListeners((ApplicationListener<ApplicationReadyEvent>) Gatehouse::tellReady);
        if (Boolean.getBoolean("gatehouse.training")) application.addListeners(new Training());
        try {
            application.run(isCommand(arguments) ? beside(arguments) : arguments);
        } catch (RuntimeException e) {
            if (StartRefusal.in(e) == null) throw e;
            System.exit(StartRefusal.EXIT_CODE);
        }
    }

    /** A command does its work and ends; it may run beside a server on the same outside database, so it takes free ports. */
    private static boolean isCommand(String[] arguments) {
        return arguments.length > 0 && COMMANDS.contains(arguments[0]);
    }

    private static boolean isUnknown(String argument) {
        return !argument.equals("--demo") && !argument.matches("--[A-Za-z_.-]+=.*");
    }

    private static String[] beside(String[] arguments) {
        return Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of(
                                "--GATEHOUSE_PORT=0", "--GATEHOUSE_ADDRESS=127.0.0.1", "--GATEHOUSE_MANAGEMENT_PORT=0"))
                .toArray(String[]::new);
    }

    private static void tellReady(ApplicationReadyEvent event) {
        var context = event.getApplicationContext();
        var settings = context.getBean(Settings.class);
        var taken = event.getTimeTaken() == null ? Duration.ZERO : event.getTimeTaken();
        var address = settings.port() != 0
                ? settings.publicUrl().toString()
                : "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
        LoggerFactory.getLogger(Gatehouse.class)
                .info("Gatehouse is ready at {} after {} ms", address, taken.toMillis());
    }
}
