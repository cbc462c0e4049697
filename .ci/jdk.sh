# Finds a JDK 25 or newer and puts it into JAVA_HOME. Sourced by ./run and ./verify.

# Flags that are meant for the JDK that is found may be unknown to those that are passed by.
java_version() {
    { env -u JDK_JAVA_OPTIONS -u JAVA_TOOL_OPTIONS "$1/bin/java" -version 2>&1 || true; } | sed -n 's/^.* version "\([0-9]*\).*/\1/p' | head -n 1
}

find_jdk() {
    local candidate version on_path
    on_path=$(command -v javac || true)
    if [ -n "$on_path" ]; then
        # Follow links by hand: macOS has no readlink -f everywhere.
        while [ -L "$on_path" ]; do
            candidate=$(readlink "$on_path")
            case $candidate in
                /*) on_path=$candidate ;;
                *) on_path=$(dirname "$on_path")/$candidate ;;
            esac
        done
        on_path=$(cd "$(dirname "$on_path")/.." && pwd)
    fi
    for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /opt/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] || continue
        version=$(java_version "$candidate")
        if [ "${version:-0}" -ge 25 ]; then
            export JAVA_HOME=$candidate
            return 0
        fi
    done
    echo "Gatehouse needs a JDK 25 or newer, and none was found in JAVA_HOME, on the PATH, in /usr/lib/jvm, ~/.sdkman or /opt." >&2
    echo "Install one (https://adoptium.net, or: sdk install java 25-tem) and name it: JAVA_HOME=/path/to/jdk $0" >&2
    return 1
}
