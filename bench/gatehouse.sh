# A Gatehouse of its own in an empty folder, for benches that measure through HTTP. Sourced; the folder and all that runs ends with the bench.

folder=$(mktemp -d)
port=${GATEHOUSE_PORT:-18080}
home=http://127.0.0.1:$port
jar=$folder/cookies
process=
beside=
export GATEHOUSE_DATA_DIR=$folder/data GATEHOUSE_PORT=$port GATEHOUSE_MANAGEMENT_PORT=$((port + 1))

end_all() {
    [ -z "$beside" ] || kill "$beside" 2>/dev/null || true
    [ -z "$process" ] || { kill "$process" 2>/dev/null || true; wait "$process" 2>/dev/null || true; }
    rm -rf "$folder"
}
trap end_all EXIT

# Starts it, with 256 MB of heap as ./run always does, and signs in as the first admin of an organization.
start_gatehouse() {
    # Builds and trains, so that neither is measured.
    GATEHOUSE_DATA_DIR=$folder/first ./run no-such-command >/dev/null 2>&1 || true
    JDK_JAVA_OPTIONS="-Xlog:gc:file=$folder/gc.log:uptime:filecount=0 ${JDK_JAVA_OPTIONS:-}" ./run >"$folder/log" 2>&1 &
    process=$!
    until grep -q 'Set up Gatehouse: ' "$folder/log" && curl -fsS -o /dev/null "$home/sign-in" 2>/dev/null; do
        kill -0 "$process" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
        sleep 0.1
    done
    local page
    page=$home/$(grep -o 'set-up/[A-Za-z0-9_-]*' "$folder/log" | head -n 1)
    curl -fsS -o /dev/null -b "$jar" -c "$jar" --data-urlencode "_csrf=$(token "$page")" --data-urlencode "organization=Bench" \
        --data-urlencode "firstName=Amara" --data-urlencode "lastName=Okafor" --data-urlencode "email=amara@bench.example" \
        --data-urlencode "password=eleven brave lanterns hum" "$page"
    members=$home/o/bench/members
    curl -fsS -o "$folder/page" -b "$jar" -c "$jar" "$members"
    grep -q 'Okafor' "$folder/page" || { echo "the set-up did not lead in" >&2; exit 1; }
}

# The token that the forms of a page send.
token() { curl -fsS -b "$jar" -c "$jar" "$1" | grep -o 'name="_csrf" value="[^"]*"' | head -n 1 | cut -d'"' -f4; }

# Runs a file of statements against its database: sql <file> [name=value ...].
sql() { "$JAVA_HOME/bin/java" -cp "target/test-classes:target/classes:$(cat target/bench-classpath)" dev.gatehouse.bench.Statements "$folder/data" "$@"; }

describe_machine() {
    echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg); $("$JAVA_HOME/bin/java" -version 2>&1 | head -n 1)"
}

# Seconds of CPU that the server used so far.
server_cpu() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%.2f", ($12 + $13) / hz }' "/proc/$process/stat"; }

# The same of PostgreSQL: of those of its processes that run, and of those that ended.
postgres_cpu() {
    local postmaster child
    postmaster=$(head -n 1 "$folder/data/postgres/data/postmaster.pid")
    for child in $(ps -o pid= --ppid "$postmaster") "$postmaster"; do cat "/proc/$child/stat" 2>/dev/null || true; done |
        awk -v hz="$(getconf CLK_TCK)" -v of="$postmaster" '{ id = $1; sub(/.*\) /, ""); used += $12 + $13; if (id == of) used += $14 + $15 } END { printf "%.2f", used / hz }'
}

# The most that stood in the heap since the last call, in MB, from the log of collections; and what the process took at most, in MB.
heap_most() {
    sed -n "$((${heap_from:-0} + 1)),\$p" "$folder/gc.log" | grep -o '[0-9]*M->[0-9]*M' | awk -F'M' '$1 > most { most = $1 } END { print most + 0 }'
    heap_from=$(wc -l <"$folder/gc.log")
}
resident_most() { awk '/VmHWM/ { printf "%d", $2 / 1024 }' "/proc/$process/status"; }

minus() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a - b }'; }
now() { date +%s.%N; }
