package dev.gatehouse.signin;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Every page passes the entrance. */
@Configuration(proxyBeanMethods = false)
class SignInWeb implements WebMvcConfigurer {

    private final Entrance entrance;

    SignInWeb(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(entrance).excludePathPatterns("/assets/**", "/error");
    }
}
