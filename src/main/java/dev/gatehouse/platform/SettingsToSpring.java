package dev.gatehouse.platform;

import java.util.HashMap;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Checks the settings before anything starts, and tells Spring those that are its own. */
final class SettingsToSpring implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var settings = Settings.of(environment);
        var spring = new HashMap<String, Object>();
        spring.put("server.port", settings.port());
        spring.put("server.address", settings.address().getHostAddress());
        var proxies = settings.trustedProxies();
        spring.put("server.forward-headers-strategy", proxies.isEmpty() ? "none" : "native");
        if (!proxies.isEmpty()) {
            spring.put("server.tomcat.remoteip.internal-proxies", String.join(",", proxies));
            spring.put("server.tomcat.remoteip.remote-ip-header", "X-Forwarded-For");
            spring.put("server.tomcat.remoteip.protocol-header", "X-Forwarded-Proto");
        }
        if (settings.logFormat() == Settings.LogFormat.JSON) spring.put("logging.structured.format.console", "ecs");
        environment
                .getPropertySources()
                .addBefore(
                        StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                        new MapPropertySource("gatehouse", spring));
    }
}
